"""Who is enrolled, and the name and unit that an acta froze."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from courses.cohorts.models import Cohort, Enrolment
from courses.curriculum.domain import Course
from courses.curriculum.queries import get_course
from lms.accounts.domain import PersonSummary
from lms.accounts.queries.identities import identities_of, resolve_people
from lms.accounts.queries.people import summarise_people
from lms.database import in_chunks
from lms.errors import NotFound
from lms.extensions import db


@dataclass(frozen=True)
class EnrolmentSummary:
    """A person in a cohort; `person_id` is the surviving record of a merge."""

    id: UUID
    cohort_id: UUID
    person_id: UUID
    version_sha256: str
    person: PersonSummary
    is_walk_in: bool
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class Snapshot:
    """Name and unit ("" = none) as the acta froze them; `person_id` as enrolled, merges not resolved."""

    person_id: UUID
    name: str
    unit: str


def courses_of(enrolment_ids: Iterable[UUID]) -> dict[UUID, Course]:
    """The course of each enrolment as its version pins it, in few queries however many."""
    columns = select(Enrolment.id, Enrolment.version_sha256, Cohort.course)
    courses: dict[UUID, Course] = {}
    for ids in in_chunks(enrolment_ids):
        rows = columns.join(Cohort, Cohort.id == Enrolment.cohort_id).where(Enrolment.id.in_(ids))
        courses.update({row[0]: get_course(row[1], row[2]) for row in db.session.execute(rows)})
    return courses


def count_enrolled(cohort_ids: Iterable[UUID]) -> dict[UUID, int]:
    """People enrolled and not withdrawn, by cohort; a cohort without any is absent."""
    rows = db.session.execute(
        select(Enrolment.cohort_id, func.count())
        .where(Enrolment.cohort_id.in_(list(cohort_ids)), Enrolment.withdrawn_at.is_(None))
        .group_by(Enrolment.cohort_id)
    )
    return {row[0]: row[1] for row in rows}


def roster(cohort_id: UUID, *, with_withdrawn: bool = False) -> list[EnrolmentSummary]:
    """Who is enrolled, by surname; the withdrawn only on request."""
    query = select(Enrolment).where(Enrolment.cohort_id == cohort_id)
    if not with_withdrawn:
        query = query.where(Enrolment.withdrawn_at.is_(None))
    return sorted(_enrolments(db.session.scalars(query).all()), key=lambda each: (each.person.sort_key, each.id))


def get_enrolment(enrolment_id: UUID) -> EnrolmentSummary:
    """Raises NotFound."""
    row = db.session.get(Enrolment, enrolment_id)
    if row is None:
        raise NotFound("No existe esa inscripción.")
    return _enrolments([row])[0]


def find_enrolment(cohort_id: UUID, person_id: UUID) -> EnrolmentSummary | None:
    """The person's enrolment in the cohort, withdrawn or not, under any of her merged records."""
    rows = db.session.scalars(
        select(Enrolment).where(Enrolment.cohort_id == cohort_id, Enrolment.person_id.in_(identities_of(person_id)))
    ).all()
    found = _enrolments(rows)
    return min(found, key=lambda each: each.withdrawn_at is not None) if found else None


def enrolments_of(person_id: UUID) -> list[EnrolmentSummary]:
    """The person's enrolments under any of her merged records, the newest first."""
    query = select(Enrolment).where(Enrolment.person_id.in_(identities_of(person_id)))
    return _enrolments(db.session.scalars(query.order_by(Enrolment.enrolled_at.desc(), Enrolment.id.desc())).all())


def frozen_names(enrolment_ids: Iterable[UUID]) -> dict[UUID, Snapshot]:
    """What the acta froze, by enrolment."""
    columns = select(Enrolment.id, Enrolment.person_id, Enrolment.name_snapshot, Enrolment.unit_snapshot)
    found = {}
    for ids in in_chunks(enrolment_ids):
        rows = db.session.execute(columns.where(Enrolment.id.in_(ids)))
        found.update({row[0]: Snapshot(row[1], row[2] or "", row[3] or "") for row in rows})
    return found


def _enrolments(rows: Sequence[Enrolment]) -> list[EnrolmentSummary]:
    resolved = resolve_people(row.person_id for row in rows) if rows else {}
    people = summarise_people(resolved.values())
    return [
        EnrolmentSummary(
            id=row.id,
            cohort_id=row.cohort_id,
            person_id=resolved[row.person_id],
            version_sha256=row.version_sha256,
            person=people[resolved[row.person_id]],
            is_walk_in=row.is_walk_in,
            withdrawn_at=row.withdrawn_at,
        )
        for row in rows
    ]
