"""Who signs the certificates of a programme."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from certificates.issuing.models.signatory import Signatory
from lms import clock
from lms.accounts.domain import check_name
from lms.accounts.permissions import Actor, Permission, Target, authorise
from lms.audit.operations import record
from lms.database import transaction
from lms.errors import Invalid, NotFound
from lms.extensions import db
from lms.ids import new_id
from lms.text import tidy


@dataclass(frozen=True)
class NewSignatory:
    """A signatory to record; region None = everywhere."""

    programme: str
    name: str
    office: str
    organisation: str
    since: date
    until: date | None = None
    region: str | None = None
    position: int = 1


def add_signatory(actor: Actor, new: NewSignatory) -> UUID:
    """Record who signs from a day on; certificates already issued keep the names they carry."""
    authorise(actor, Permission.ISSUE_CERTIFICATES, Target(programme=new.programme, region=new.region))
    if new.until and new.until < new.since:
        raise Invalid("La fecha final es anterior a la inicial.", "until")
    office, organisation = tidy(new.office), tidy(new.organisation)
    if not office or not organisation:
        raise Invalid("Escribe el cargo y la institución.", "office" if not office else "organisation")
    row = Signatory(
        id=new_id(),
        programme=new.programme,
        region=new.region,
        name=check_name(new.name, "name"),
        office=office,
        organisation=organisation,
        position=new.position,
        since=new.since,
        until=new.until,
    )
    with transaction():
        db.session.add(row)
        record(actor.person_id, "signatory.added", "signatory", row.id, programme=new.programme)
    return row.id


def end_signatory(actor: Actor, signatory_id: UUID) -> None:
    """She signs until today."""
    with transaction():
        row = db.session.get(Signatory, signatory_id)
        if row is None:
            raise NotFound("No existe esa firma.")
        authorise(actor, Permission.ISSUE_CERTIFICATES, Target(programme=row.programme, region=row.region))
        row.until = max(clock.today(), row.since)
        record(actor.person_id, "signatory.ended", "signatory", row.id)
