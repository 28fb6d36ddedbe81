"""Recording what the court decided about an advisor; it never changes her certificate."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from certificates.accreditation.domain import check_change
from certificates.accreditation.models import Accreditation, AccreditationState
from certificates.accreditation.queries import get_accreditation, is_taken, list_courts
from certificates.issuing.holding import is_holder
from certificates.issuing.models.status import State
from certificates.issuing.queries.certificates import CertificateView, find_certificate, get_certificate
from courses.cohorts.queries.cohorts import get_cohort
from lms import clock
from lms.accounts.domain import check_name
from lms.accounts.permissions import Actor, Permission, authorise
from lms.audit.operations import record
from lms.database import transaction
from lms.errors import Forbidden, Invalid
from lms.extensions import db
from lms.ids import new_id
from lms.text import tidy

LONGEST_NUMBER = 60


@dataclass(frozen=True)
class NewAccreditation:
    """The court's act as written; `serial` is the canonical serial of the certificate it rests on."""

    court_id: UUID
    number: str
    serial: str
    signer: str
    since: date
    until: date | None = None


def record_accreditation(actor: Actor, new: NewAccreditation) -> UUID:
    """Record a court's act on a certificate that is valid today; raises Invalid at the field to blame."""
    act = _check_act(new)
    with transaction():
        certificate = find_certificate(act.serial)
        if certificate is None or certificate.status.state != State.VALID:
            raise Invalid("No hay un certificado vigente con ese código.", "serial")
        _authorise(actor, certificate)
        if is_taken(act.court_id, act.number):
            raise Invalid("Esa corte ya tiene una acreditación con ese número.", "number")
        row = Accreditation(
            id=new_id(),
            court_id=act.court_id,
            number=act.number,
            person_id=certificate.person_id,
            certificate_serial=certificate.serial,
            signer=act.signer,
            since=act.since,
            until=act.until,
            state=AccreditationState.IN_FORCE,
            recorded_at=clock.now(),
            recorded_by=actor.person_id,
        )
        db.session.add(row)
        db.session.flush()
        record(actor.person_id, "accreditation.recorded", "accreditation", row.id, certificate=certificate.serial)
    return row.id


def change_accreditation(actor: Actor, accreditation_id: UUID, state: AccreditationState) -> None:
    """Suspend, resume or end, as the court decided; what ended stays ended."""
    with transaction():
        view = get_accreditation(accreditation_id)
        _authorise(actor, get_certificate(view.serial))
        check_change(view.state, state)
        row = db.session.get_one(Accreditation, accreditation_id)
        row.state = state
        if state == AccreditationState.ENDED:
            row.until = max(clock.today(), row.since)
        record(actor.person_id, "accreditation.changed", "accreditation", accreditation_id, state=state.value)


def _check_act(new: NewAccreditation) -> NewAccreditation:
    """The act as it is kept."""
    number = tidy(new.number)
    if not number or len(number) > LONGEST_NUMBER:
        raise Invalid("Escribir el número de la resolución, de hasta %(n)s caracteres.", "number", n=LONGEST_NUMBER)
    if new.until and new.until < new.since:
        raise Invalid("La fecha final es anterior a la inicial.", "until")
    if new.court_id not in {each.id for each in list_courts()}:
        raise Invalid("Elegir una corte de la lista.", "court")
    return replace(new, number=number, signer=check_name(new.signer, "signer"))


def _authorise(actor: Actor, certificate: CertificateView) -> None:
    authorise(actor, Permission.ISSUE_CERTIFICATES, get_cohort(certificate.cohort_id).target)
    if is_holder(actor, certificate):
        raise Forbidden("Nadie registra su propia acreditación.")
