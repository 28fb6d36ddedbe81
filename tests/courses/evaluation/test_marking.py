"""Marks by machine and by people, on answers and on observed practices."""

import pytest
from sqlalchemy import select

from courses.evaluation.access import OwnWork
from courses.evaluation.discretion import CaseData
from courses.evaluation.limits import NoAttemptsLeft
from courses.evaluation.models import DecisionKind, Mark
from courses.evaluation.operations.attempts import Unfinished
from courses.evaluation.operations.deciding import decide
from courses.evaluation.operations.marking import mark_response, observe_practical
from courses.evaluation.operations.paper import transcribe_paper
from courses.evaluation.queries.queue import marking_queue
from courses.evaluation.standing import State
from lms.accounts.operations.roles import grant_role
from lms.accounts.permissions import SYSTEM, Role, ScopeKind
from lms.audit.queries import list_entries
from lms.errors import Forbidden, Invalid
from lms.extensions import db
from tests.courses.evaluation.conftest import (
    ALL_RIGHT,
    CHECK,
    CONTROL,
    FULL_RUBRIC,
    PRACTICE,
    Group,
    mark_open_answer,
    observe,
    result_of,
)


def test_machine_marks_come_with_handing_in_and_the_open_answer_waits(group: Group) -> None:
    group.take(**ALL_RIGHT)

    result = result_of(group)

    assert (result.state, result.mark, result.attempts) == (State.NEEDS_MARKING, None, 1)
    assert result.graders == frozenset()


def test_a_full_control_is_twenty(group: Group) -> None:
    mark_open_answer(group, group.take(**ALL_RIGHT))

    result = result_of(group)

    assert (result.state, result.mark, result.critical_failures) == (State.MARKED, 2000, ())
    assert result.graders == {group.cast.id("trainer")}


def test_partial_answers_add_up_without_rounding_in_between(group: Group) -> None:
    attempt_id = group.take(**{**ALL_RIGHT, "frutas": ("o1", "o2", "o3"), "plazo": "48"})
    mark_open_answer(group, attempt_id, 100)

    assert result_of(group).mark == 1143  # of 7 points: 1 + 2 x 1/2 + 1 + 0 + 2 x 1/2


def test_blank_questions_earn_nothing_and_wait_for_nobody(group: Group) -> None:
    group.take(color="o2")

    result = result_of(group)

    assert (result.state, result.mark) == (State.MARKED, 286)
    assert result.critical_failures == (group.sha("verdad"),)
    assert marking_queue(group.cast.actor("trainer")) == []


def test_the_highest_mark_counts_and_the_last_attempt_for_critical_items(group: Group) -> None:
    mark_open_answer(group, group.take(**{**ALL_RIGHT, "verdad": True}))
    first = result_of(group)
    group.take(verdad=False)

    last = result_of(group)

    assert first.critical_failures == (group.sha("verdad"),)
    assert last.critical_failures == ()
    assert last.mark == first.mark
    assert last.attempts == 2


def test_a_change_is_a_new_round_and_the_same_again_is_nothing(group: Group) -> None:
    attempt_id = group.take(**ALL_RIGHT)
    mark_open_answer(group, attempt_id, 100, comment="Falta decir para qué.")
    mark_open_answer(group, attempt_id, 100, comment="Falta decir para qué.")
    mark_open_answer(group, attempt_id, 200, comment="Revisado otra vez.")

    rounds = db.session.scalars(select(Mark.round).where(Mark.grader_id == group.cast.id("trainer"))).all()

    assert sorted(rounds) == [1, 2]
    assert result_of(group).mark == 2000


def test_a_second_grader_is_averaged(group: Group) -> None:
    attempt_id = group.take(**ALL_RIGHT)
    mark_open_answer(group, attempt_id, 200)
    mark_open_answer(group, attempt_id, 0, by="officer")

    result = result_of(group)

    assert result.mark == 1714
    assert result.graders == {group.cast.id("trainer"), group.cast.id("officer")}


def test_a_person_may_accept_a_short_text_that_the_machine_refused(group: Group) -> None:
    attempt_id = group.take(**{**ALL_RIGHT, "plazo": "un día entero"})
    mark_open_answer(group, attempt_id)

    mark_response(group.cast.actor("trainer"), attempt_id, group.sha("plazo"), {"": 100})

    assert result_of(group).mark == 2000


@pytest.mark.parametrize("by", ["trainee", "other_trainee", "coordinator", "registrar", "administrator", "stranger"])
def test_only_the_cohorts_trainers_mark(group: Group, by: str) -> None:
    attempt_id = group.take(**ALL_RIGHT)

    with pytest.raises(Forbidden):
        mark_open_answer(group, attempt_id, by=by)
    with pytest.raises(Forbidden):
        observe_practical(
            group.cast.actor(by), group.enrolments["trainee"], PRACTICE, {group.sha("escuchar"): FULL_RUBRIC}
        )


def test_nobody_grades_herself(group: Group) -> None:
    attempt_id = group.take(**ALL_RIGHT)
    grant_role(SYSTEM, group.cast.id("trainee"), Role.TRAINER, ScopeKind.COHORT, str(group.id), "prueba")

    with pytest.raises(OwnWork):
        mark_open_answer(group, attempt_id, by="trainee")
    with pytest.raises(OwnWork):
        transcribe_paper(group.cast.actor("trainee"), group.enrolments["trainee"], CHECK, {})
    with pytest.raises(OwnWork):
        decide(group.cast.actor("trainee"), attempt_id, DecisionKind.OVERRIDE, 2000, "Porque sí")
    assert marking_queue(group.cast.actor("trainee")) == []
    assert len(marking_queue(group.cast.actor("trainer"))) == 1


def test_what_is_open_or_blank_or_the_machines_is_not_marked(group: Group) -> None:
    attempt_id = group.start()
    with pytest.raises(Unfinished):
        mark_open_answer(group, attempt_id)
    group.answer(attempt_id, "color", "o2")
    group.submit(attempt_id)

    with pytest.raises(Unfinished):
        mark_open_answer(group, attempt_id)
    with pytest.raises(Invalid):
        mark_response(group.cast.actor("trainer"), attempt_id, group.sha("color"), {"": 100})


def test_a_rubric_is_filled_completely_and_with_its_own_levels(group: Group) -> None:
    attempt_id = group.take(**ALL_RIGHT)

    for points in ({}, {"claridad": 50}, {"otra": 200}):
        with pytest.raises(Invalid):
            mark_response(group.cast.actor("trainer"), attempt_id, group.sha("explica"), points)
    assert result_of(group).state == State.NEEDS_MARKING


def test_a_comment_with_case_data_is_refused(group: Group) -> None:
    attempt_id = group.take(**ALL_RIGHT)

    with pytest.raises(CaseData):
        mark_open_answer(group, attempt_id, comment="Como en el caso de la señora con DNI 40000099")
    assert result_of(group).state == State.NEEDS_MARKING


def test_an_observed_practice_has_its_mark_at_once(group: Group) -> None:
    observe(group, escucha=100)

    result = result_of(group, PRACTICE)

    assert (result.state, result.mark, result.critical_failures) == (State.MARKED, 1500, ())
    assert list_entries(1)[0].action == "practical.observed"


def test_the_lowest_level_of_a_critical_criterion_fails_the_practice(group: Group) -> None:
    observe(group, reserva=0)

    assert result_of(group, PRACTICE).critical_failures == (group.sha("escuchar"),)


def test_a_practice_sent_twice_counts_once_and_the_limit_holds(group: Group) -> None:
    assert observe(group, key="hoja-1") == observe(group, key="hoja-1")
    observe(group, key="hoja-2")

    with pytest.raises(NoAttemptsLeft):
        observe(group, key="hoja-3")


def test_a_form_without_its_key_is_a_sheet_of_its_own(group: Group) -> None:
    assert observe(group, key="") != observe(group, key="")


def test_a_practice_sent_again_with_its_key_is_corrected(group: Group) -> None:
    assert observe(group, key="hoja-1", escucha=0) == observe(group, key="hoja-1", escucha=100)

    assert (result_of(group, PRACTICE).attempts, result_of(group, PRACTICE).mark) == (1, 1500)


def test_a_practice_may_be_corrected_and_marked_by_a_second_observer(group: Group) -> None:
    attempt_id = observe(group, escucha=0)
    sha = group.sha("escuchar")

    mark_response(group.cast.actor("trainer"), attempt_id, sha, {**FULL_RUBRIC, "escucha": 100})
    mark_response(group.cast.actor("officer"), attempt_id, sha, FULL_RUBRIC)

    assert result_of(group, PRACTICE).mark == 1750


def test_only_practices_are_observed(group: Group) -> None:
    with pytest.raises(Invalid):
        observe_practical(group.cast.actor("trainer"), group.enrolments["trainee"], CONTROL, {})
