"""The fold of an attempt, and what its seed decides."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.curriculum.domain import Part, PartKind, Purpose
from courses.evaluation.attempts import Step, choose_form, fold_steps, lay_out, order_options
from courses.evaluation.limits import (
    AwaitingMarks,
    NoAttemptsLeft,
    attempt_limit,
    attempts_left,
    check_may_start,
    explains_items,
    shows_right_or_wrong,
)
from tests.courses.evaluation.test_scoring import make_item

NOON = datetime(2026, 11, 21, 17, tzinfo=UTC)
START = {"seed": "5eed", "form": None, "items": ["a", "b", "c"]}


def make_step(seq: int, kind: str = "answer", **changes: Any) -> Step:
    return Step(seq, kind, NOON + timedelta(minutes=seq), **changes)


def make_part(**changes: Any) -> Part:
    values: dict[str, Any] = {
        "slug": "control",
        "kind": PartKind.EVALUATION,
        "title": "Control",
        "purpose": Purpose.QUIZ,
    }
    return Part(**{**values, "items": tuple("abcdefghij"), **changes})


def test_a_started_attempt_misses_every_answer() -> None:
    state = fold_steps([make_step(0, "start", data=START)])

    assert state.missing == ("a", "b", "c")
    assert state.next_seq == 1
    assert not state.is_submitted


def test_the_last_answer_counts_and_the_first_stays() -> None:
    first, last = make_step(1, item="a", data={"response": "o1"}), make_step(2, item="a", data={"response": "o2"})

    state = fold_steps([make_step(0, "start", data=START), first, last])

    assert state.answers["a"] == last
    assert state.missing == ("b", "c")


def test_handing_in_closes_the_attempt() -> None:
    state = fold_steps([make_step(0, "start", data=START), make_step(1, "submit")])

    assert state.is_submitted
    assert state.submitted_at == NOON + timedelta(minutes=1)


@given(st.lists(st.sampled_from("abc"), max_size=12), st.randoms())
def test_steps_fold_alike_in_whatever_order_they_come(items: list[str], chance: Any) -> None:
    steps = [make_step(0, "start", data=START)]
    steps += [make_step(seq, item=item, data={"response": f"o{seq}"}) for seq, item in enumerate(items, 1)]

    state = fold_steps(chance.sample(steps, len(steps)))

    assert state == fold_steps(steps)
    assert set(state.missing) | set(state.answers) == set("abc")
    assert state.next_seq == len(steps)


@given(st.text(min_size=1), st.integers(1, 10))
def test_a_seed_always_draws_the_same_items(seed: str, draw: int) -> None:
    part = make_part(draw=draw)

    drawn = lay_out(part, None, seed)

    assert drawn == lay_out(part, None, seed)
    assert len(set(drawn)) == draw
    assert set(drawn) <= set(part.items)


def test_another_seed_gives_another_order() -> None:
    orders = {lay_out(make_part(), None, str(seed)) for seed in range(20)}

    assert len(orders) == 20


def test_an_author_can_keep_the_order() -> None:
    part = make_part(shuffle=False, draw=4)

    drawn = lay_out(part, None, "semilla")

    assert list(drawn) == sorted(drawn)


def test_paper_keeps_the_order_of_the_printed_sheet() -> None:
    item = make_item("single")

    assert lay_out(make_part(draw=3), None, None) == tuple("abcdefghij")
    assert order_options(item, None, shuffle=True) == item.options


@given(st.text(min_size=1))
def test_options_are_shuffled_not_changed(seed: str) -> None:
    item = make_item("multiple")

    options = order_options(item, seed, shuffle=True)

    assert set(options) == set(item.options)
    assert options == order_options(item, seed, shuffle=True)
    assert order_options(item, seed, shuffle=False) == item.options


@given(st.uuids())
def test_who_began_with_one_form_ends_with_the_other(enrolment_id: UUID) -> None:
    before = choose_form(("A", "B"), Purpose.PRE_TEST, enrolment_id, None)
    after = choose_form(("A", "B"), Purpose.POST_TEST, enrolment_id, None)

    assert {before, after} == {"A", "B"}
    assert choose_form(("A", "B"), Purpose.POST_TEST, enrolment_id, before) == after


def test_half_the_people_begin_with_each_form() -> None:
    shares = Counter(choose_form(("A", "B"), Purpose.PRE_TEST, UUID(int=n), None) for n in range(1000))

    assert 430 < shares["A"] < 570


def test_a_second_try_gets_the_other_form() -> None:
    assert choose_form(("A", "B"), Purpose.EXAM, UUID(int=7), "A") == "B"
    assert choose_form(("A", "B"), Purpose.EXAM, UUID(int=7), "B") == "A"
    assert choose_form((), Purpose.EXAM, UUID(int=7), None) is None


def test_the_items_of_a_form_are_laid_out() -> None:
    part = make_part(items=(), forms=MappingProxyType({"A": ("a", "b"), "B": ("c", "d")}))

    assert set(lay_out(part, "B", "semilla")) == {"c", "d"}


@pytest.mark.parametrize(
    ("purpose", "resits", "limit"),
    [
        (Purpose.QUIZ, 1, 2),
        (Purpose.EXAM, 0, 1),
        (Purpose.PRACTICAL, 2, 3),
        (Purpose.PRE_TEST, 5, 1),
        (Purpose.POST_TEST, 5, 1),
        (Purpose.SELF_CHECK, 0, None),
    ],
)
def test_attempts_are_limited_by_purpose(purpose: Purpose, resits: int, limit: int | None) -> None:
    assert attempt_limit(purpose, resits) == limit


def test_the_attempt_over_the_limit_is_refused() -> None:
    check_may_start(Purpose.QUIZ, 1, 1, awaits_marks=False)
    check_may_start(Purpose.SELF_CHECK, 0, 99, awaits_marks=False)

    assert attempts_left(Purpose.QUIZ, 1, 5) == 0
    with pytest.raises(NoAttemptsLeft):
        check_may_start(Purpose.QUIZ, 1, 2, awaits_marks=False)
    with pytest.raises(AwaitingMarks):
        check_may_start(Purpose.QUIZ, 1, 1, awaits_marks=True)


def test_only_a_self_check_explains_and_an_entry_test_tells_nothing() -> None:
    assert [purpose for purpose in Purpose if explains_items(purpose)] == [Purpose.SELF_CHECK]
    assert [purpose for purpose in Purpose if not shows_right_or_wrong(purpose)] == [Purpose.PRE_TEST]
