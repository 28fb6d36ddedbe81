"""What may happen to a certificate after it was issued: revocation, correction, the holder's choice."""

from dataclasses import replace
from datetime import date

from lms.accounts.operations.licences import license_from_certificate, withdraw_licences

from certificates.issuing.models.status import State
from certificates.issuing.operations.certificates import add_event, reissue
from certificates.issuing.queries import CertificateView, get_certificate, history
from certificates.issuing.status import NotAllowed, RevocationReason, check_transition
from certificates.registry.models import VisibilityChoice
from courses.cohorts.queries import get_cohort
from lms import clock
from lms.accounts.domain import check_name
from lms.accounts.permissions import Actor, Permission, authorise
from lms.accounts.queries import licences_from_certificate
from lms.audit.operations import record, write_payload
from lms.database import transaction
from lms.errors import Forbidden, Invalid, NotFound
from lms.extensions import db
from lms.text import tidy


def revoke(
    actor: Actor,
    serial: str,
    reason: RevocationReason,
    effective_on: date,
    authority: str,
    note: str = "",
) -> None:
    """Revoke for good, with coded reason, effective date and the authority that decided; its licence ends too."""
    with transaction():
        view = _get_for(actor, serial, Permission.REVOKE_CERTIFICATES)
        _refuse_own(actor, view)
        if not tidy(authority):
            raise Invalid("Escribe qué autoridad lo decidió.", "authority")
        if not view.earned_on <= effective_on <= clock.today():
            raise Invalid("La fecha va desde el día en que se obtuvo hasta hoy.", "effective_on")
        check_transition(view.status.state if view.status.state != State.EXPIRED else State.VALID, State.REVOKED)
        payload = write_payload(tidy(note)) if tidy(note) else None
        add_event(
            serial, len(history(serial)) + 1, State.REVOKED, effective_on, actor,
            reason=reason.value, authority=tidy(authority), payload_id=payload.id if payload else None,
        )  # fmt: skip
        withdraw_licences(serial, reason.value)
        record(actor.person_id, "certificate.revoked", "certificate", serial, reason=reason.value)


def correct_name(actor: Actor, serial: str, holder_name: str, note: str) -> str:
    """Issue a corrected successor; the old one says it was superseded. Returns the new serial."""
    name = check_name(holder_name, "holder_name")
    if not tidy(note):
        raise Invalid("Escribe por qué se corrige.", "note")
    with transaction():
        view = _get_for(actor, serial, Permission.CORRECT_CERTIFICATES)
        _refuse_own(actor, view)
        check_transition(view.status.state, State.SUPERSEDED)
        if name == view.claims.holder_name:
            raise Invalid("El nombre es igual al que ya lleva el certificado.", "holder_name")
        successor = reissue(actor, serial, replace(view.claims, holder_name=name))
        add_event(serial, len(history(serial)) + 1, State.SUPERSEDED, clock.today(), actor, reason="correccion")
        _move_licences(serial, successor)
        record(actor.person_id, "certificate.corrected", "certificate", serial, note=tidy(note), successor=successor)
    return successor


def choose_visibility(actor: Actor, serial: str, *, is_public: bool) -> None:
    """The holder alone turns the public page of her certificate on or off."""
    with transaction():
        view = get_certificate(serial)
        if actor.person_id is None or actor.person_id != view.person_id:
            raise NotFound("No existe un certificado con ese código.")
        db.session.add(VisibilityChoice(serial=serial, is_public=is_public, recorded_by=actor.person_id))
        record(actor.person_id, "certificate.visibility", "certificate", serial, public=is_public)


def _get_for(actor: Actor, serial: str, permission: Permission) -> CertificateView:
    view = get_certificate(serial)
    authorise(actor, permission, get_cohort(view.cohort_id).target)
    if view.status.state in (State.REVOKED, State.SUPERSEDED, State.VOID):
        raise NotAllowed("Este certificado ya no está vigente: no se puede cambiar.")
    return view


def _refuse_own(actor: Actor, view: CertificateView) -> None:
    if actor.person_id == view.person_id:
        raise Forbidden("Nadie cambia el estado de su propio certificado.")


def _move_licences(serial: str, successor: str) -> None:
    for licence in licences_from_certificate(serial):
        license_from_certificate(
            licence.person_id, licence.programme, licence.course, successor, licence.since, licence.until,
            licence.generation_limit,
        )  # fmt: skip
    withdraw_licences(serial, "correccion")
