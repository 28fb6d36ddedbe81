"""Answers on paper, keyed in."""

from uuid import UUID

import pytest
from sqlalchemy import select

from courses.evaluation.models import AttemptStep
from courses.evaluation.operations.attempts import RepeatedKey
from courses.evaluation.operations.marking import observe_practical
from courses.evaluation.operations.paper import transcribe_paper
from courses.evaluation.records import get_attempt
from lms.errors import Invalid
from lms.extensions import db
from lms.facts import Source
from tests.courses.evaluation.conftest import (
    CONTROL,
    FULL_RUBRIC,
    PRACTICE,
    PRE_TEST,
    Group,
    result_of,
)


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
