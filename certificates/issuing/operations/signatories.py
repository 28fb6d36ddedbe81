"""Who signs the certificates of a programme."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from certificates.issuing.models.signatory import Signatory
from certificates.issuing.queries.signatories import get_signatory
from lms import clock
from lms.accounts.domain import check_name
from lms.accounts.permissions import Actor, Permission, Target, authorise
from lms.audit.operations import record
from lms.database import transaction
from lms.errors import Invalid
from lms.extensions import db
from lms.ids import new_id
from lms.text import tidy

LONGEST = 120


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
    row = Signatory(
        id=new_id(),
        programme=new.programme,
        region=new.region,
        name=check_name(new.name, "name"),
        office=_check_text(new.office, "office", "Escribir el cargo."),
        organisation=_check_text(new.organisation, "organisation", "Escribir la institución."),
        position=new.position,
        since=new.since,
        until=new.until,
    )
    with transaction():
        db.session.add(row)
        record(actor.person_id, "signatory.added", "signatory", row.id, programme=new.programme)
    return row.id


def end_signatory(actor: Actor, signatory_id: UUID) -> None:
    """She signs until today, or her first day if that is later; harmless to repeat."""
    with transaction():
        found = get_signatory(signatory_id)
        authorise(actor, Permission.ISSUE_CERTIFICATES, Target(programme=found.programme, region=found.region))
        if found.until is not None and found.until <= clock.today():
            return
        db.session.get_one(Signatory, signatory_id).until = max(clock.today(), found.since)
        record(actor.person_id, "signatory.ended", "signatory", signatory_id)


def _check_text(text: str, field: str, message: str) -> str:
    checked = tidy(text)
    if not checked:
        raise Invalid(message, field)
    if len(checked) > LONGEST:
        raise Invalid("Escribir %(n)s caracteres como máximo.", field, n=LONGEST)
    return checked
