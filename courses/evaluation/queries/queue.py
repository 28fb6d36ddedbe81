"""Responses that wait for a grader."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import aliased

from courses.cohorts.models import Enrolment
from courses.cohorts.queries.cohorts import CohortSummary, course_of, list_cohorts
from courses.curriculum.domain import Item
from courses.curriculum.queries import get_items
from courses.evaluation.models import Attempt, AttemptStep, Mark, StepKind
from courses.evaluation.records import AttemptRecord, attempts_by_id
from lms.accounts.permissions import Actor, Permission
from lms.accounts.queries.identities import resolve_people
from lms.database import in_chunks
from lms.extensions import db


@dataclass(frozen=True)
class PendingResponse:
    """A response that waits for its grader; no name, so that the text is marked and not the person."""

    attempt_id: UUID
    item: Item
    number: int
    cohort: CohortSummary
    evaluation: str
    title: str
    submitted_at: datetime


def marking_queue(actor: Actor) -> list[PendingResponse]:
    """Responses that wait for a grader in the actor's cohorts, by cohort, the oldest first; never her own."""
    cohorts = {cohort.id: cohort for cohort in list_cohorts(actor, Permission.MARK)}
    waiting = _waiting(list(cohorts))
    people = resolve_people([*waiting.people.values(), *([actor.person_id] if actor.person_id else [])])
    records = attempts_by_id({attempt_id for attempt_id, _ in waiting.cohorts})
    items = get_items({item for _, item in waiting.cohorts})
    pending = [
        _pending(records[attempt_id], items[item], cohorts[cohort_id])
        for (attempt_id, item), cohort_id in waiting.cohorts.items()
        if actor.person_id is None or people[waiting.people[attempt_id]] != people[actor.person_id]
    ]
    return sorted(pending, key=lambda each: (each.cohort.code, each.submitted_at, each.attempt_id, each.number))


@dataclass
class _Waiting:
    """Cohort by (attempt, item) that waits for a grader, and person by attempt."""

    cohorts: dict[tuple[UUID, str], UUID] = field(default_factory=dict)
    people: dict[UUID, UUID] = field(default_factory=dict)


def _waiting(cohort_ids: list[UUID]) -> _Waiting:
    """Unmarked answers of attempts handed in: what the machine can mark, it marked when they were handed in."""
    found, submit = _Waiting(), aliased(AttemptStep)
    for ids in in_chunks(cohort_ids):
        rows = db.session.execute(
            select(AttemptStep.attempt_id, AttemptStep.item_sha256, Enrolment.cohort_id, Enrolment.person_id)
            .join(Attempt, Attempt.id == AttemptStep.attempt_id)
            .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
            .join(submit, and_(submit.attempt_id == Attempt.id, submit.kind == StepKind.SUBMIT))
            .where(
                Enrolment.cohort_id.in_(ids),
                Enrolment.withdrawn_at.is_(None),
                AttemptStep.kind == StepKind.ANSWER,
                ~exists().where(Mark.attempt_id == Attempt.id, Mark.item_sha256 == AttemptStep.item_sha256),
            )
        )
        for attempt_id, item, cohort_id, person_id in rows:
            found.cohorts[attempt_id, item or ""] = cohort_id
            found.people[attempt_id] = person_id
    return found


def _pending(record: AttemptRecord, item: Item, cohort: CohortSummary) -> PendingResponse:
    assert record.state.submitted_at is not None  # noqa: S101 — only attempts handed in wait
    return PendingResponse(
        attempt_id=record.id,
        item=item,
        number=record.state.items.index(item.sha256) + 1,
        cohort=cohort,
        evaluation=record.evaluation,
        title=course_of(cohort).part(record.evaluation).title,
        submitted_at=record.state.submitted_at,
    )
