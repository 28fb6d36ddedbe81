"""What may happen to a certificate after it was issued: revocation, correction, the holder's choice."""

from datetime import date

from certificates.issuing.history import history
from certificates.issuing.holding import is_holder
from certificates.issuing.models.status import State
from certificates.issuing.operations.certificates import reissue
from certificates.issuing.operations.records import add_event
from certificates.issuing.queries.certificates import CertificateView, get_certificate
from certificates.issuing.status import CORRECTION, RevocationReason, check_transition
from certificates.registry.models import VisibilityChoice
from certificates.registry.queries import choices_of
from courses.cohorts.queries.cohorts import get_cohort
from lms import clock
from lms.accounts.domain import check_name
from lms.accounts.operations.licences import license_from_certificate, withdraw_licences
from lms.accounts.permissions import Actor, Permission, authorise
from lms.accounts.queries.licences import licences_from_certificate
from lms.audit.operations import record, write_payload
from lms.database import transaction
from lms.errors import Forbidden, Invalid, NotFound
from lms.extensions import db
from lms.text import tidy

LONGEST_AUTHORITY = 120


def revoke(
    actor: Actor, serial: str, reason: RevocationReason, effective_on: date, authority: str, note: str = ""
) -> None:
    """Revoke for good, with coded reason, effective date and the authority that decided; its licence ends too."""
    with transaction():
        check_revocation(actor, serial, effective_on, authority)
        add_event(
            actor, serial, len(history(serial)) + 1, State.REVOKED, effective_on,
            reason=reason.value,
            authority=tidy(authority),
            payload_id=write_payload(tidy(note)).id if tidy(note) else None,
        )  # fmt: skip
        withdraw_licences(serial, reason.value)
        record(actor.person_id, "certificate.revoked", "certificate", serial, reason=reason.value)


def check_revocation(actor: Actor, serial: str, effective_on: date, authority: str) -> None:
    """Whether the actor could revoke so; raises what `revoke` would, and writes nothing."""
    view = _get_to_change(actor, serial, Permission.REVOKE_CERTIFICATES, State.REVOKED)
    if not view.earned_on <= effective_on <= clock.today():
        raise Invalid("La fecha va desde el día en que se obtuvo hasta hoy.", "effective_on")
    if not tidy(authority):
        raise Invalid("Escribir qué autoridad lo decidió.", "authority")
    if len(tidy(authority)) > LONGEST_AUTHORITY:
        raise Invalid("Escribir %(n)s caracteres como máximo.", "authority", n=LONGEST_AUTHORITY)


def correct_name(actor: Actor, serial: str, holder_name: str, note: str) -> str:
    """Issue a corrected successor; the old one says it was superseded. Returns the new serial."""
    with transaction():
        name = check_correction(actor, serial, holder_name, note)
        successor = reissue(actor, serial, name)
        add_event(actor, serial, len(history(serial)) + 1, State.SUPERSEDED, clock.today(), reason=CORRECTION)
        _move_licences(serial, successor)
        _carry_choice(serial, successor)
        record(actor.person_id, "certificate.corrected", "certificate", serial, note=tidy(note), successor=successor)
    return successor


def check_correction(actor: Actor, serial: str, holder_name: str, note: str) -> str:
    """The name as it would be printed; raises what `correct_name` would, and writes nothing."""
    view = _get_to_change(actor, serial, Permission.CORRECT_CERTIFICATES, State.SUPERSEDED)
    name = check_name(holder_name, "holder_name")
    if name == view.claims.holder_name:
        raise Invalid("El nombre es igual al que ya lleva el certificado.", "holder_name")
    if not tidy(note):
        raise Invalid("Escribir por qué se corrige.", "note")
    return name


def choose_visibility(actor: Actor, serial: str, *, is_public: bool) -> None:
    """The holder alone turns the public page of her certificate on or off."""
    with transaction():
        if not is_holder(actor, get_certificate(serial)):
            raise NotFound("No existe un certificado con ese código.")
        db.session.add(VisibilityChoice(serial=serial, is_public=is_public, recorded_by=actor.person_id))
        record(actor.person_id, "certificate.visibility", "certificate", serial, public=is_public)


def _get_to_change(actor: Actor, serial: str, permission: Permission, following: State) -> CertificateView:
    view = get_certificate(serial)
    authorise(actor, permission, get_cohort(view.cohort_id).target)
    if is_holder(actor, view):
        raise Forbidden("Nadie cambia el estado de su propio certificado.")
    check_transition(view.status.state, following)
    return view


def _move_licences(serial: str, successor: str) -> None:
    for licence in licences_from_certificate(serial):
        license_from_certificate(
            licence.person_id, licence.programme, licence.course, successor, licence.since, licence.until,
            licence.generation_limit,
        )  # fmt: skip
    withdraw_licences(serial, CORRECTION)


def _carry_choice(serial: str, successor: str) -> None:
    """What the holder chose for the old page holds for the new one."""
    for is_public in choices_of([serial]).values():
        db.session.add(VisibilityChoice(serial=successor, is_public=is_public))
        db.session.flush()
