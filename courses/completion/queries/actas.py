"""Reading actas and the completions they made issuable."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select

from courses.cohorts.queries.enrolments import Snapshot, frozen_names
from courses.completion.models import Closing, Completion
from courses.curriculum.domain import Award
from lms.accounts.queries.people import summarise_people
from lms.database import in_chunks
from lms.errors import NotFound
from lms.extensions import db


@dataclass(frozen=True)
class CompletionView:
    """A completion as the certificates need it; minutes whole, final mark in vigesimal hundredths."""

    id: UUID
    enrolment_id: UUID
    closing_id: UUID
    award: Award
    version_sha256: str
    minutes: int
    final_mark: int | None
    earned_on: date


@dataclass(frozen=True)
class ClosingView:
    """An acta as lists show it."""

    id: UUID
    cohort_id: UUID
    number: int
    list_sha256: str
    closed_at: datetime
    closed_by: UUID | None
    appeal_until: date
    completions: int


@dataclass(frozen=True)
class ActaLine:
    """One line of a closed acta, with name and unit as they were on that day."""

    enrolment_id: UUID
    name: str
    unit: str
    minutes: int
    final_mark: int | None


def completions_of(closing_id: UUID) -> list[CompletionView]:
    """The completions one acta made issuable."""
    rows = db.session.scalars(select(Completion).where(Completion.closing_id == closing_id).order_by(Completion.id))
    return [_completion_view(row) for row in rows]


def snapshots_of(completion_ids: Iterable[UUID]) -> dict[UUID, Snapshot]:
    """Who completed, under which name and in which unit, as the acta froze them; by completion."""
    enrolments = {}
    for ids in in_chunks(completion_ids):
        rows = select(Completion.id, Completion.enrolment_id).where(Completion.id.in_(ids))
        enrolments.update({row.id: row.enrolment_id for row in db.session.execute(rows)})
    frozen = frozen_names(enrolments.values())
    return {completion_id: frozen[enrolment_id] for completion_id, enrolment_id in enrolments.items()}


def lines_of(closing_id: UUID) -> list[ActaLine]:
    """The lines of one acta, by surname."""
    completions = {each.enrolment_id: each for each in completions_of(closing_id)}
    frozen = frozen_names(completions)
    people = summarise_people(each.person_id for each in frozen.values())
    order = sorted(completions, key=lambda each: (people[frozen[each].person_id].sort_key, each))
    return [
        ActaLine(each, frozen[each].name, frozen[each].unit, completions[each].minutes, completions[each].final_mark)
        for each in order
    ]


def completed_enrolments(cohort_id: UUID) -> dict[UUID, CompletionView]:
    """Completions of a cohort by enrolment."""
    query = select(Completion).join(Closing, Closing.id == Completion.closing_id).where(Closing.cohort_id == cohort_id)
    return {row.enrolment_id: _completion_view(row) for row in db.session.scalars(query)}


def closings_of(cohort_id: UUID) -> list[ClosingView]:
    """The actas of a cohort, oldest first."""
    counted = select(func.count()).where(Completion.closing_id == Closing.id).correlate(Closing).scalar_subquery()
    rows = db.session.execute(select(Closing, counted).where(Closing.cohort_id == cohort_id).order_by(Closing.number))
    return [_closing_view(closing, count) for closing, count in rows]


def get_closing(closing_id: UUID) -> ClosingView:
    """Raises NotFound."""
    closing = db.session.get(Closing, closing_id)
    if closing is None:
        raise NotFound("No existe esa acta.")
    return next(each for each in closings_of(closing.cohort_id) if each.id == closing_id)


def _closing_view(closing: Closing, count: int) -> ClosingView:
    return ClosingView(
        closing.id,
        closing.cohort_id,
        closing.number,
        closing.list_sha256,
        closing.closed_at,
        closing.closed_by,
        closing.appeal_until,
        count,
    )


def _completion_view(row: Completion) -> CompletionView:
    return CompletionView(
        row.id,
        row.enrolment_id,
        row.closing_id,
        row.award,
        row.version_sha256,
        row.minutes,
        row.final_mark,
        row.earned_on,
    )
