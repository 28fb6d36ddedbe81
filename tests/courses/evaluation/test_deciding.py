"""Overrides and appeals."""

import pytest

from courses.evaluation.models import DecisionKind
from courses.evaluation.operations.attempts import Unfinished
from courses.evaluation.operations.deciding import decide
from courses.evaluation.records import get_attempt
from lms.errors import Forbidden, Invalid
from tests.courses.evaluation.conftest import (
    ALL_RIGHT,
    Group,
    mark_open_answer,
    result_of,
)


def test_an_override_stands_beside_the_computed_mark_with_its_reason(group: Group) -> None:
    attempt_id = group.take(color="o2")

    decide(group.cast.actor("trainer"), attempt_id, DecisionKind.OVERRIDE, 1250, "La pregunta estaba mal impresa.")

    decision = get_attempt(attempt_id).decision
    assert decision is not None
    assert (decision.kind, decision.mark) == (DecisionKind.OVERRIDE, 1250)
    assert result_of(group).mark == 1250
    assert get_attempt(attempt_id).computed_mark(group.cast and {i.sha256: i for i in group.items.values()}) == 286


def test_an_appeal_is_decided_by_who_did_not_grade(group: Group) -> None:
    attempt_id = group.take(**ALL_RIGHT)
    mark_open_answer(group, attempt_id, 0)

    with pytest.raises(Forbidden):
        decide(group.cast.actor("trainer"), attempt_id, DecisionKind.APPEAL, 2000, "Reviso mi nota.")
    decide(group.cast.actor("officer"), attempt_id, DecisionKind.APPEAL, 2000, "La explicación es correcta.")

    assert result_of(group).mark == 2000
    assert result_of(group).graders == {group.cast.id("trainer"), group.cast.id("officer")}


@pytest.mark.parametrize(
    ("mark", "reason"), [(2001, "Razón"), (-1, "Razón"), (1400, "  "), (1400, "Por el expediente 00123-2026-0-2201-JR")]
)
def test_a_decision_has_a_mark_on_the_scale_and_a_clean_reason(group: Group, mark: int, reason: str) -> None:
    attempt_id = group.take(color="o2")

    with pytest.raises(Invalid):
        decide(group.cast.actor("trainer"), attempt_id, DecisionKind.OVERRIDE, mark, reason)


def test_nothing_is_decided_before_the_marks_are_in(group: Group) -> None:
    attempt_id = group.take(**ALL_RIGHT)

    with pytest.raises(Unfinished):
        decide(group.cast.actor("trainer"), attempt_id, DecisionKind.OVERRIDE, 1400, "Razón")
