"""The state machine, every state against every other."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.issuing.models.status import State
from certificates.issuing.status import ALLOWED, NotAllowed, Transition, check_transition, is_allowed, status_on

STEPS = {
    (None, State.PROVISIONAL),
    (None, State.VALID),
    (State.PROVISIONAL, State.VALID),
    (State.PROVISIONAL, State.VOID),
    (State.VALID, State.SUSPENDED),
    (State.VALID, State.REVOKED),
    (State.VALID, State.SUPERSEDED),
    (State.EXPIRED, State.REVOKED),
    (State.EXPIRED, State.SUPERSEDED),
    (State.SUSPENDED, State.VALID),
    (State.SUSPENDED, State.REVOKED),
}
DAY = date(2026, 6, 1)


@pytest.mark.parametrize("present", [None, *State])
@pytest.mark.parametrize("following", list(State))
def test_only_these_steps_are_allowed(present, following):
    assert is_allowed(present, following) == ((present, following) in STEPS)
    if (present, following) not in STEPS:
        with pytest.raises(NotAllowed):
            check_transition(present, following)


def test_every_state_has_its_row_and_the_end_states_end():
    assert set(ALLOWED) == {None, *State}
    assert {state for state, following in ALLOWED.items() if not following} == {
        State.REVOKED, State.SUPERSEDED, State.VOID,
    }  # fmt: skip
    assert all(State.EXPIRED not in following for following in ALLOWED.values()), "expired is computed, never recorded"


@st.composite
def lives(draw):
    """A walk through the machine, on days that never go back."""
    walk, day, present = [], DAY, None
    for _ in range(draw(st.integers(1, 6))):
        choices = sorted(ALLOWED[present])
        if not choices:
            break
        present = draw(st.sampled_from(choices))
        day += timedelta(days=draw(st.integers(0, 40)))
        walk.append(Transition(present, day, "error" if present == State.REVOKED else None))
    return walk


@given(lives(), st.none() | st.integers(-100, 400), st.integers(0, 500))
def test_only_a_valid_certificate_within_its_term_is_valid(walk, term, later):
    until = None if term is None else DAY + timedelta(days=term)
    day = DAY + timedelta(days=later)
    status = status_on(walk, day, until, "A" * 16)
    last = [each for each in walk if each.effective_on <= day] or walk[:1]
    if status.state == State.VALID:
        assert last[-1].state == State.VALID
        assert until is None or day <= until
    elif status.state == State.EXPIRED:
        assert last[-1].state == State.VALID
        assert day > until
    else:
        assert status.state == last[-1].state
    assert (status.superseded_by is not None) == (status.state == State.SUPERSEDED)


@pytest.mark.parametrize(
    ("days", "state"), [(-1, State.VALID), (0, State.VALID), (1, State.EXPIRED), (400, State.EXPIRED)]
)
def test_the_last_day_of_the_term_still_counts(days, state):
    valid = [Transition(State.VALID, date(2025, 6, 1))]
    assert status_on(valid, DAY + timedelta(days=days), DAY).state == state


@pytest.mark.parametrize(("day", "state"), [(9, State.VALID), (10, State.REVOKED), (20, State.REVOKED)])
def test_a_revocation_holds_from_its_effective_date(day, state):
    walk = [Transition(State.VALID, date(2026, 5, 1)), Transition(State.REVOKED, date(2026, 5, 10), "fraude", "Corte")]
    assert status_on(walk, date(2026, 5, day), None).state == state


def test_a_revocation_that_reaches_back_before_the_issue_wins():
    walk = [Transition(State.VALID, date(2026, 5, 20)), Transition(State.REVOKED, date(2026, 5, 10), "error", "Corte")]
    assert status_on(walk, date(2026, 5, 15), None).state == State.REVOKED
    assert status_on(walk, date(2026, 5, 30), None).state == State.REVOKED


def test_a_revoked_certificate_does_not_expire():
    walk = [Transition(State.VALID, date(2025, 5, 1)), Transition(State.REVOKED, date(2025, 5, 10), "error", "Corte")]
    assert status_on(walk, DAY, date(2026, 1, 1)).state == State.REVOKED


@pytest.mark.parametrize("ended", [State.REVOKED, State.SUPERSEDED])
def test_no_step_slipped_in_revives_what_ended(ended):
    walk = [Transition(State.VALID, date(2026, 5, 1)), Transition(ended, date(2026, 5, 10))]
    forged = [*walk, Transition(State.VALID, date(2026, 5, 11)), Transition(State.PROVISIONAL, date(2026, 5, 12))]
    assert status_on(forged, DAY, None).state == ended


def test_a_certificate_whose_steps_were_taken_away_is_void():
    assert status_on([], DAY, None).state == State.VOID
