"""Licences to train: from appointment (the roots) or from a trainer's certificate."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from lms import clock
from lms.accounts.models.licences import Licence, LicenceOrigin
from lms.accounts.permissions import Actor, Permission, Target, authorise
from lms.accounts.queries.identities import is_self
from lms.accounts.queries.people import get_person
from lms.audit.operations import record
from lms.database import transaction
from lms.errors import Forbidden, Invalid, NotFound
from lms.extensions import db
from lms.places import BY_CODE
from lms.text import tidy


class SelfAppointment(Forbidden):
    """Nobody appoints herself."""


def appoint_trainer(
    actor: Actor,
    person_id: UUID,
    programme: str,
    course: str,
    act_number: str,
    authority: str,
    since: date,
    until: date | None = None,
    region: str | None = None,
) -> UUID:
    """License somebody by an authority's act; raises Invalid at the field to blame."""
    authorise(actor, Permission.APPOINT_TRAINERS, Target(programme=programme, region=region))
    if is_self(actor, person_id):
        raise SelfAppointment("Nadie puede nombrarse a sí mismo.")
    _check_act(tidy(act_number), tidy(authority), since, until, region)
    with transaction():
        get_person(person_id)
        licence = Licence(
            origin=LicenceOrigin.APPOINTMENT,
            act_number=tidy(act_number),
            authority=tidy(authority),
            region=region,
            granted_by=actor.person_id,
        )
        _grant(licence, person_id, programme, course, since, until)
        detail = {"programme": programme, "course": course, "region": region}
        record(actor.person_id, "licence.appointed", "licence", licence.id, **detail)
    return licence.id


def license_from_certificate(
    person_id: UUID,
    programme: str,
    course: str,
    serial: str,
    since: date,
    until: date | None,
    generation_limit: int | None = None,
) -> UUID:
    """The licence a trainer's certificate confers, in the caller's transaction; one per serial and course."""
    present = db.session.scalar(
        select(Licence.id).where(
            Licence.certificate_serial == serial, Licence.course == course, Licence.withdrawn_at.is_(None)
        )
    )
    if present:
        return present
    licence = Licence(origin=LicenceOrigin.CERTIFICATE, certificate_serial=serial, generation_limit=generation_limit)
    return _grant(licence, person_id, programme, course, since, until)


def withdraw_licences(serial: str, reason: str) -> int:
    """Withdraw what a certificate conferred, in the caller's transaction; returns how many."""
    licences = list(
        db.session.scalars(select(Licence).where(Licence.certificate_serial == serial, Licence.withdrawn_at.is_(None)))
    )
    for licence in licences:
        licence.withdrawn_at, licence.withdrawn_reason = clock.now(), reason
    db.session.flush()
    return len(licences)


def withdraw_appointment(actor: Actor, licence_id: UUID, reason: str) -> None:
    """Withdraw a licence that came from appointment; raises NotFound, Invalid."""
    with transaction():
        licence = db.session.get(Licence, licence_id)
        if licence is None or licence.origin != LicenceOrigin.APPOINTMENT or licence.withdrawn_at:
            raise NotFound("No existe ese nombramiento.")
        authorise(actor, Permission.APPOINT_TRAINERS, Target(programme=licence.programme, region=licence.region))
        if not tidy(reason):
            raise Invalid("Escribir por qué se retira el nombramiento.", "reason")
        licence.withdrawn_at, licence.withdrawn_reason = clock.now(), tidy(reason)
        record(actor.person_id, "licence.withdrawn", "licence", licence.id, note=tidy(reason))


def _grant(licence: Licence, person_id: UUID, programme: str, course: str, since: date, until: date | None) -> UUID:
    """Write a licence of either origin, in the caller's transaction."""
    licence.person_id, licence.programme, licence.course = person_id, programme, course
    licence.since, licence.until, licence.granted_at = since, until, clock.now()
    db.session.add(licence)
    db.session.flush()
    return licence.id


def _check_act(act_number: str, authority: str, since: date, until: date | None, region: str | None) -> None:
    if not act_number:
        raise Invalid("Escribir el número del acto de nombramiento.", "act_number")
    if not authority:
        raise Invalid("Escribir qué autoridad lo dio.", "authority")
    if until is not None and until < since:
        raise Invalid("El término no puede ser anterior al inicio.", "until")
    if region is not None and region not in BY_CODE:
        raise Invalid("Elegir una región de la lista.", "region")
