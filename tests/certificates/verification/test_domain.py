"""Three outcomes, and nothing fails open."""

from datetime import date
from itertools import product

import pytest

from certificates.issuing.models.status import State
from certificates.issuing.status import Status
from certificates.verification.domain import Check, Outcome, Question, conclude, status_check


def test_one_no_is_a_no_and_one_doubt_a_doubt():
    for outcomes in product(Outcome, repeat=3):
        found = conclude([Check(Question.CLAIMS, each) for each in outcomes])
        if Outcome.NOT_VALID in outcomes:
            assert found == Outcome.NOT_VALID
        elif Outcome.COULD_NOT_CHECK in outcomes:
            assert found == Outcome.COULD_NOT_CHECK
        else:
            assert found == Outcome.VALID


def test_nothing_checked_is_not_valid():
    assert conclude([]) == Outcome.COULD_NOT_CHECK


@pytest.mark.parametrize("state", list(State))
def test_only_a_state_of_valid_is_valid(state):
    check = status_check(Status(state, date(2026, 1, 1)))
    assert (check.outcome == Outcome.VALID) == (state == State.VALID)
