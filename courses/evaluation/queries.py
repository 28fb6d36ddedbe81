"""Results of whole cohorts and the queue of what waits for a grader."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import aliased

from courses.cohorts.models import Enrolment
from courses.cohorts.queries.cohorts import CohortSummary, course_of, list_cohorts
from courses.cohorts.queries.enrolments import courses_of
from courses.curriculum.domain import Course, Item, Part, PartKind, Purpose
from courses.curriculum.queries import get_items
from courses.evaluation.models import Attempt, AttemptStep, Mark, StepKind
from courses.evaluation.records import AttemptRecord, attempts_by_id, attempts_of
from courses.evaluation.standing import State, highest_mark, last_submitted, state_of
from lms.accounts.permissions import Actor, Permission
from lms.accounts.queries.identities import resolve_people
from lms.database import in_chunks
from lms.extensions import db


@dataclass(frozen=True)
class EvaluationResult:
    """Where one enrolment stands in one evaluation.

    `mark` is the highest (vigesimal hundredths, None = none yet), `critical_failures` (SHA-256 of items) and
    `submitted_at` are of the last attempt handed in; `attempts` counts those handed in, `attempt_ids` names them.
    """

    evaluation: str
    purpose: Purpose
    attempts: int = 0
    state: State = State.NOT_STARTED
    mark: int | None = None
    critical_failures: tuple[str, ...] = ()
    submitted_at: datetime | None = None
    graders: frozenset[UUID] = frozenset()
    attempt_ids: tuple[UUID, ...] = ()


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


def results(enrolment_ids: Iterable[UUID]) -> dict[UUID, dict[str, EvaluationResult]]:
    """Every evaluation of each enrolment's course, taken or not, in a constant number of queries."""
    courses = courses_of(set(enrolment_ids))
    attempts = attempts_of(courses)
    items = get_items({item for records in attempts.values() for each in records for item in each.state.items})
    found = {
        enrolment_id: {
            ref: _result(ref, part, [each for each in attempts.get(enrolment_id, ()) if each.evaluation == ref], items)
            for ref, part in evaluations_of(course)
        }
        for enrolment_id, course in courses.items()
    }
    return _with_surviving_graders(found)


def evaluations_of(course: Course) -> list[tuple[str, Part]]:
    """The course's evaluations with their references, in the trainee's order."""
    return [(ref, part) for ref, part in course.parts() if part.kind == PartKind.EVALUATION]


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


def _result(ref: str, part: Part, records: Sequence[AttemptRecord], items: Mapping[str, Item]) -> EvaluationResult:
    assert part.purpose is not None  # noqa: S101 — the pack check demands it of every evaluation
    outcomes = [record.outcome(items) for record in records]
    submitted = [record for record in records if record.state.is_submitted]
    last = last_submitted(outcomes)
    return EvaluationResult(
        evaluation=ref,
        purpose=part.purpose,
        attempts=len(submitted),
        state=state_of(outcomes),
        mark=highest_mark(outcomes),
        critical_failures=last.critical_failures if last else (),
        submitted_at=last.submitted_at if last else None,
        graders=frozenset(grader for record in submitted for grader in record.graders),
        attempt_ids=tuple(record.id for record in submitted),
    )


def _with_surviving_graders(
    found: dict[UUID, dict[str, EvaluationResult]],
) -> dict[UUID, dict[str, EvaluationResult]]:
    graders = {grader for each in found.values() for result in each.values() for grader in result.graders}
    people = resolve_people(graders) if graders else {}
    if all(grader == survivor for grader, survivor in people.items()):
        return found
    return {
        enrolment_id: {
            ref: replace(result, graders=frozenset(people[grader] for grader in result.graders))
            for ref, result in each.items()
        }
        for enrolment_id, each in found.items()
    }


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
