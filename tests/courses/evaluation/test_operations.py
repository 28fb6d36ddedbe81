"""What may be done to an attempt, by whom, and what is left on record."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from courses.cohorts.operations.enrolment import withdraw_enrolment
from courses.evaluation.access import OwnWork
from courses.evaluation.attempts import AlreadySubmitted
from courses.evaluation.discretion import CaseData
from courses.evaluation.limits import AwaitingMarks, NoAttemptsLeft
from courses.evaluation.models import AttemptStep, DecisionKind, Mark
from courses.evaluation.operations.answering import save_answer, start_attempt, submit_attempt
from courses.evaluation.operations.attempts import RepeatedKey, Unfinished
from courses.evaluation.operations.deciding import decide
from courses.evaluation.operations.marking import mark_response, observe_practical
from courses.evaluation.operations.paper import transcribe_paper
from courses.evaluation.queries.queue import marking_queue
from courses.evaluation.queries.results import EvaluationResult, results
from courses.evaluation.records import get_attempt, responses_of
from courses.evaluation.scoring import InvalidResponse
from courses.evaluation.standing import State
from courses.signals import check_answered
from lms.accounts.operations.roles import grant_role
from lms.accounts.permissions import SYSTEM, Role, ScopeKind
from lms.audit.models import Payload
from lms.audit.queries import list_entries, verify_chain
from lms.errors import Conflict, Forbidden, Invalid, NotFound
from lms.extensions import db
from lms.facts import Source
from tests.courses.evaluation.conftest import (
    ALL_RIGHT,
    CHECK,
    CONTROL,
    FULL_RUBRIC,
    POST_TEST,
    PRACTICE,
    PRE_TEST,
    Group,
)


def result_of(group: Group, evaluation: str = CONTROL, part: str = "trainee") -> EvaluationResult:
    enrolment_id = group.enrolments[part]
    return results([enrolment_id])[enrolment_id][evaluation]


def count_steps(attempt_id: UUID) -> int:
    return db.session.scalar(select(func.count()).where(AttemptStep.attempt_id == attempt_id)) or 0


def mark_open_answer(group: Group, attempt_id: UUID, points: int = 200, by: str = "trainer", comment: str = "") -> None:
    mark_response(group.cast.actor(by), attempt_id, group.sha("explica"), {"claridad": points}, comment)


# Beginning and answering


def test_beginning_twice_goes_on_with_the_same_attempt(group: Group) -> None:
    assert group.start() == group.start()
    assert result_of(group).state == State.IN_PROGRESS
    assert list_entries(1)[0].action == "attempt.started"


def test_nobody_begins_for_somebody_else(group: Group) -> None:
    for part in ("other_trainee", "trainer", "coordinator", "stranger"):
        with pytest.raises(NotFound):
            start_attempt(group.cast.actor(part), group.enrolments["trainee"], CONTROL)


def test_nobody_answers_or_hands_in_somebody_elses_attempt(group: Group) -> None:
    attempt_id = group.start()

    for part in ("other_trainee", "trainer", "coordinator"):
        with pytest.raises(NotFound):
            group.answer(attempt_id, "color", "o1", part)
        with pytest.raises(NotFound):
            group.submit(attempt_id, part)
    assert count_steps(attempt_id) == 1


def test_only_evaluations_of_the_course_are_begun(group: Group) -> None:
    for ref in ("m01-base/leccion", "m01-base/nada", "nada/control", PRE_TEST):
        with pytest.raises(NotFound):
            group.start(ref)
    with pytest.raises(Conflict):
        group.start(PRACTICE)


def test_the_same_answer_again_leaves_no_step(group: Group) -> None:
    attempt_id = group.start()

    for _ in range(3):
        group.answer(attempt_id, "frutas", ["o3", "o1"])
        group.answer(attempt_id, "plazo", " 24  horas")

    assert count_steps(attempt_id) == 3


def test_another_answer_is_added_and_the_old_one_stays(group: Group) -> None:
    attempt_id = group.start()

    group.answer(attempt_id, "color", "o1")
    group.answer(attempt_id, "color", "o2")

    assert count_steps(attempt_id) == 3
    assert responses_of(get_attempt(attempt_id)) == {group.sha("color"): "o2"}


def test_free_text_lies_in_a_payload_that_can_be_purged(group: Group) -> None:
    attempt_id = group.start()
    group.answer(attempt_id, "explica", "Lo que pienso del acta")

    step = db.session.scalars(
        select(AttemptStep).where(AttemptStep.attempt_id == attempt_id, AttemptStep.seq == 1)
    ).one()

    assert "pienso" not in str(step.data)
    assert step.payload_id is not None
    assert db.session.get_one(Payload, step.payload_id).text == "Lo que pienso del acta"


@pytest.mark.parametrize(
    ("slug", "response"),
    [("color", "o9"), ("color", ""), ("frutas", []), ("verdad", "sí"), ("plazo", " "), ("escuchar", "texto")],
)
def test_an_answer_that_the_question_does_not_allow_is_refused(group: Group, slug: str, response: Any) -> None:
    attempt_id = group.start()

    with pytest.raises(InvalidResponse):
        group.answer(attempt_id, slug, response)
    assert count_steps(attempt_id) == 1


def test_nothing_is_added_after_handing_in(group: Group) -> None:
    attempt_id = group.take(color="o1")

    with pytest.raises(AlreadySubmitted):
        group.answer(attempt_id, "color", "o2")
    assert result_of(group).attempts == 1


def test_handing_in_twice_is_harmless(group: Group) -> None:
    attempt_id = group.take(**ALL_RIGHT)
    before = db.session.scalar(select(func.count()).select_from(Mark))

    group.submit(attempt_id)

    assert db.session.scalar(select(func.count()).select_from(Mark)) == before


def test_a_device_may_send_the_same_key_twice_but_not_with_another_answer(group: Group) -> None:
    attempt_id = group.start()
    group.answer(attempt_id, "color", "o1", key="k1")
    group.answer(attempt_id, "color", "o2", key="k2")

    group.answer(attempt_id, "color", "o1", key="k1")

    assert responses_of(get_attempt(attempt_id))[group.sha("color")] == "o2"
    with pytest.raises(RepeatedKey):
        group.answer(attempt_id, "color", "o3", key="k1")


def test_who_left_the_cohort_answers_no_more(group: Group) -> None:
    attempt_id = group.start()
    withdraw_enrolment(group.cast.actor("coordinator"), group.enrolments["trainee"])

    with pytest.raises(NotFound):
        group.answer(attempt_id, "color", "o1")
    with pytest.raises(Conflict):
        observe_practical(
            group.cast.actor("trainer"), group.enrolments["trainee"], PRACTICE, {group.sha("escuchar"): FULL_RUBRIC}
        )


# Limits


def test_a_graded_evaluation_may_be_taken_again_once(group: Group) -> None:
    group.take(color="o1")
    group.take(color="o2")

    with pytest.raises(NoAttemptsLeft):
        group.start()


def test_a_self_check_may_be_taken_for_ever(group: Group) -> None:
    for _ in range(4):
        group.take(CHECK, color="o2", verdad=False)

    assert result_of(group, CHECK).attempts == 4


def test_an_entry_test_is_taken_once(replica: Group) -> None:
    replica.take(PRE_TEST)

    with pytest.raises(NoAttemptsLeft):
        replica.start(PRE_TEST)


def test_no_new_attempt_while_the_last_one_waits_for_its_grader(group: Group) -> None:
    attempt_id = group.take(**ALL_RIGHT)
    with pytest.raises(AwaitingMarks):
        group.start()

    mark_open_answer(group, attempt_id)

    assert group.start() != attempt_id


def test_the_exit_test_is_the_other_form(replica: Group) -> None:
    for part in ("trainee", "other_trainee"):
        entry = get_attempt(replica.take(PRE_TEST, part))
        exit_ = get_attempt(replica.start(POST_TEST, part))
        assert {entry.state.form, exit_.state.form} == {"A", "B"}


def test_the_exit_test_follows_the_form_taken_on_paper(replica: Group) -> None:
    for form, other in (("A", "B"), ("B", "A")):
        part = {"A": "trainee", "B": "other_trainee"}[form]
        transcribe_paper(replica.cast.actor("trainer"), replica.enrolments[part], PRE_TEST, {}, form=form)
        assert get_attempt(replica.start(POST_TEST, part)).state.form == other


# Marks


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


# Practice


def observe(group: Group, by: str = "trainer", key: str | None = None, **points: int) -> UUID:
    rubric = {group.sha("escuchar"): {**FULL_RUBRIC, **points}}
    return observe_practical(group.cast.actor(by), group.enrolments["trainee"], PRACTICE, rubric, "Muy bien", key)


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


# Paper


def test_paper_is_keyed_in_scored_alike_and_says_who_keyed_it(group: Group) -> None:
    attempt_id = transcribe_paper(
        group.cast.actor("coordinator"), group.enrolments["trainee"], CONTROL, group.responses(explica=None)
    )

    steps = db.session.scalars(select(AttemptStep).where(AttemptStep.attempt_id == attempt_id)).all()

    assert {step.source for step in steps} == {Source.PAPER}
    assert {step.recorded_by for step in steps} == {group.cast.id("coordinator")}
    assert result_of(group).mark == 1429


def test_paper_sent_twice_counts_once(group: Group) -> None:
    def send() -> UUID:
        return transcribe_paper(
            group.cast.actor("trainer"),
            group.enrolments["trainee"],
            CONTROL,
            group.responses(explica=None),
            key="papel-1",
        )

    assert send() == send()
    assert result_of(group).attempts == 1


def test_a_key_belongs_to_one_sheet_of_one_person(group: Group) -> None:
    trainer, rosa, yolanda = group.cast.actor("trainer"), *group.enrolments.values()
    transcribe_paper(trainer, rosa, CONTROL, group.responses(explica=None), key="papel-1")

    with pytest.raises(RepeatedKey):
        transcribe_paper(trainer, rosa, CONTROL, group.responses(explica=None, color="o1"), key="papel-1")
    with pytest.raises(RepeatedKey):
        transcribe_paper(trainer, yolanda, CONTROL, group.responses(explica=None), key="papel-1")
    with pytest.raises(RepeatedKey):
        observe_practical(trainer, rosa, PRACTICE, {group.sha("escuchar"): FULL_RUBRIC}, key="papel-1")


def test_paper_completes_an_open_attempt(group: Group) -> None:
    attempt_id = group.start()
    group.answer(attempt_id, "color", "o1")

    transcribe_paper(group.cast.actor("trainer"), group.enrolments["trainee"], CONTROL, group.responses(explica=None))

    assert get_attempt(attempt_id).state.is_submitted
    assert result_of(group).mark == 1429


def test_paper_with_unknown_questions_options_or_forms_writes_nothing(group: Group, replica: Group) -> None:
    trainer, enrolment_id = group.cast.actor("trainer"), group.enrolments["trainee"]

    for responses in ({group.sha("escuchar"): "texto"}, {group.sha("color"): "o9"}):
        with pytest.raises(Invalid):
            transcribe_paper(trainer, enrolment_id, CONTROL, responses)
    with pytest.raises(Invalid):
        transcribe_paper(replica.cast.actor("trainer"), replica.enrolments["trainee"], PRE_TEST, {}, form="C")
    assert result_of(group).attempts == 0


# Decisions


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


# What others hear of it


@pytest.fixture
def heard() -> Any:
    messages: list[dict[str, Any]] = []

    def listen(sender: str, **message: Any) -> None:
        messages.append(message)

    check_answered.connect(listen)
    yield messages
    check_answered.disconnect(listen)


def test_a_self_check_answered_in_full_is_announced(group: Group, heard: list[dict[str, Any]]) -> None:
    attempt_id = group.take(CHECK, color="o1", verdad=True)

    assert [(each["enrolment_id"], each["evaluation"], each["attempt_id"]) for each in heard] == [
        (group.enrolments["trainee"], CHECK, attempt_id)
    ]


def test_neither_a_blank_self_check_nor_a_control_is_announced(group: Group, heard: list[dict[str, Any]]) -> None:
    group.take(CHECK, color="o1")
    group.take(**ALL_RIGHT)

    assert heard == []


def test_a_listener_that_refuses_undoes_the_handing_in(group: Group) -> None:
    def refuse(sender: str, **message: Any) -> None:
        raise Conflict("No.")

    attempt_id = group.start(CHECK)
    group.answer(attempt_id, "color", "o1")
    group.answer(attempt_id, "verdad", True)
    with check_answered.connected_to(refuse), pytest.raises(Conflict):
        group.submit(attempt_id)

    assert not get_attempt(attempt_id).state.is_submitted


def test_the_chain_of_acts_stays_sound(group: Group) -> None:
    mark_open_answer(group, group.take(**ALL_RIGHT), comment="Bien dicho.")
    observe(group)

    assert verify_chain().sound
    assert {"attempt.started", "attempt.submitted", "response.marked"} <= {each.action for each in list_entries()}


# The queue


def test_the_queue_holds_what_waits_in_the_trainers_cohorts(group: Group, cast: Any) -> None:
    group.take(part="other_trainee", **ALL_RIGHT)
    group.take(**ALL_RIGHT)

    queue = marking_queue(cast.actor("trainer"))

    assert [each.item.slug for each in queue] == ["explica", "explica"]
    assert [each.cohort.code for each in queue] == [group.code] * 2
    assert queue[0].submitted_at <= queue[1].submitted_at
    for part in ("trainee", "coordinator", "stranger"):
        assert marking_queue(cast.actor(part)) == []


def test_a_marked_answer_leaves_the_queue(group: Group) -> None:
    attempt_id = group.take(**ALL_RIGHT)

    mark_open_answer(group, attempt_id)

    assert marking_queue(group.cast.actor("trainer")) == []


def test_an_unknown_attempt_is_not_found(group: Group) -> None:
    unknown = UUID(int=1)

    with pytest.raises(NotFound):
        save_answer(group.cast.actor("trainee"), unknown, group.sha("color"), "o1")
    with pytest.raises(NotFound):
        submit_attempt(group.cast.actor("trainee"), unknown)
    with pytest.raises(NotFound):
        mark_open_answer(group, unknown)
