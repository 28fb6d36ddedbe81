"""Beginning, answering and handing in, and who hears of it."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from courses.cohorts.operations.enrolment import withdraw_enrolment
from courses.evaluation.attempts import AlreadySubmitted
from courses.evaluation.models import AttemptStep, Mark
from courses.evaluation.operations.answering import save_answer, start_attempt, submit_attempt
from courses.evaluation.operations.attempts import RepeatedKey
from courses.evaluation.operations.marking import observe_practical
from courses.evaluation.records import get_attempt, responses_of
from courses.evaluation.scoring import InvalidResponse
from courses.evaluation.standing import State
from courses.signals import check_answered
from lms.audit.models import Payload
from lms.audit.queries import list_entries, verify_chain
from lms.errors import Conflict, NotFound
from lms.extensions import db
from tests.courses.evaluation.conftest import (
    ALL_RIGHT,
    CHECK,
    CONTROL,
    FULL_RUBRIC,
    PRACTICE,
    PRE_TEST,
    Group,
    count_steps,
    mark_open_answer,
    observe,
    result_of,
)


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


def test_an_unknown_attempt_is_not_found(group: Group) -> None:
    unknown = UUID(int=1)

    with pytest.raises(NotFound):
        save_answer(group.cast.actor("trainee"), unknown, group.sha("color"), "o1")
    with pytest.raises(NotFound):
        submit_attempt(group.cast.actor("trainee"), unknown)
    with pytest.raises(NotFound):
        mark_open_answer(group, unknown)


def test_the_chain_of_acts_stays_sound(group: Group) -> None:
    mark_open_answer(group, group.take(**ALL_RIGHT), comment="Bien dicho.")
    observe(group)

    assert verify_chain().sound
    assert {"attempt.started", "attempt.submitted", "response.marked"} <= {each.action for each in list_entries()}


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
