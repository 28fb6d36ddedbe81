"""Who signs for a programme."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from certificates.issuing.models.signatory import Signatory
from lms.errors import NotFound
from lms.extensions import db


@dataclass(frozen=True)
class SignatoryView:
    """Who signs for a programme (region None = everywhere), from–until."""

    id: UUID
    programme: str
    region: str | None
    name: str
    office: str
    organisation: str
    position: int
    since: date
    until: date | None

    def signs_on(self, day: date) -> bool:
        """Whether the day lies in her term."""
        return self.since <= day and (self.until is None or day <= self.until)


def list_signatories() -> list[SignatoryView]:
    """Everybody who signs, signed or will sign, by programme."""
    query = select(Signatory).order_by(Signatory.programme, Signatory.region, Signatory.position, Signatory.since)
    return [_signatory(row) for row in db.session.scalars(query)]


def get_signatory(signatory_id: UUID) -> SignatoryView:
    """Raises NotFound."""
    row = db.session.get(Signatory, signatory_id)
    if row is None:
        raise NotFound("No existe esa firma.")
    return _signatory(row)


def signatories_for(programme: str, region: str | None, on: date) -> list[SignatoryView]:
    """Who signs on a day: the region's own, else the programme's everywhere."""
    query = select(Signatory).where(Signatory.programme == programme).order_by(Signatory.position, Signatory.since)
    in_force = [each for each in map(_signatory, db.session.scalars(query)) if each.signs_on(on)]
    regional = [each for each in in_force if each.region == region]
    return regional or [each for each in in_force if each.region is None]


def _signatory(row: Signatory) -> SignatoryView:
    return SignatoryView(
        row.id, row.programme, row.region, row.name, row.office, row.organisation, row.position, row.since, row.until
    )
