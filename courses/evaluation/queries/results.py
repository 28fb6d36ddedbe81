"""Where people stand in every evaluation of their course."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from courses.cohorts.queries.enrolments import courses_of
from courses.curriculum.domain import Course, Item, Part, PartKind, Purpose
from courses.curriculum.queries import get_items
from courses.evaluation.records import AttemptRecord, attempts_of
from courses.evaluation.standing import State, highest_mark, last_submitted, state_of
from lms.accounts.queries.identities import resolve_people


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
