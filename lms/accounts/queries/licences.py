"""Licences to train."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from lms.accounts.models.licences import Licence
from lms.extensions import db


def licences_for(programme: str, course: str, on: date, person_ids: Sequence[UUID] | None = None) -> list[Licence]:
    """Licences to train the course that hold on the day, certificates' before appointments'."""
    query = select(Licence).where(
        Licence.programme == programme,
        Licence.course == course,
        Licence.since <= on,
        or_(Licence.until.is_(None), Licence.until >= on),
        Licence.withdrawn_at.is_(None),
    )
    if person_ids is not None:
        query = query.where(Licence.person_id.in_(person_ids))
    return list(db.session.scalars(query.order_by(Licence.origin.desc(), Licence.since)))


def find_licence(person_id: UUID, programme: str, course: str, on: date) -> Licence | None:
    """The person's licence for the course on that day."""
    found = licences_for(programme, course, on, [person_id])
    return found[0] if found else None


def get_licences(licence_ids: Iterable[UUID]) -> dict[UUID, Licence]:
    """Licences by id."""
    rows = db.session.scalars(select(Licence).where(Licence.id.in_(list(set(licence_ids)))))
    return {licence.id: licence for licence in rows}


def licences_from_certificate(serial: str) -> list[Licence]:
    """The licences that rest on a certificate and are not withdrawn."""
    query = select(Licence).where(Licence.certificate_serial == serial, Licence.withdrawn_at.is_(None))
    return list(db.session.scalars(query))
