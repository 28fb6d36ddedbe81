"""Where the certificates of a programme stand in the cascade, without the names they carry."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from certificates.issuing.models.certificate import Certificate, LineageEdge
from certificates.issuing.queries.certificates import newest_revisions
from lms.extensions import db


@dataclass(frozen=True)
class Place:
    """A certificate's place; `lead` is the newest revision of the lead trainer's, None under an appointed lead."""

    serial: str
    person_id: UUID
    completion_id: UUID
    cohort_id: UUID
    course: str
    generation: int
    earned_on: date
    issued_at: datetime
    lead: str | None


def places_in(programme: str) -> list[Place]:
    """Every certificate of the programme, revisions included, in a constant number of queries."""
    leads = _leads(programme)
    rows = db.session.execute(
        select(
            Certificate.serial,
            Certificate.person_id,
            Certificate.completion_id,
            Certificate.cohort_id,
            Certificate.course,
            Certificate.generation,
            Certificate.earned_on,
            Certificate.issued_at,
        ).where(Certificate.programme == programme)
    )
    return [Place(*row, lead=leads.get(row[0])) for row in rows]


def programmes_with_certificates() -> list[str]:
    """Slugs, in order."""
    return list(db.session.scalars(select(Certificate.programme).distinct().order_by(Certificate.programme)))


def _leads(programme: str) -> dict[str, str]:
    edges = db.session.execute(
        select(LineageEdge.child, LineageEdge.parent)
        .join(Certificate, Certificate.serial == LineageEdge.child)
        .where(Certificate.programme == programme, LineageEdge.is_lead)
    ).all()
    newest = newest_revisions({parent for _, parent in edges})
    return {child: newest[parent] for child, parent in edges}
