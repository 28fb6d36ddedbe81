"""Drawing an issued certificate once, from its frozen claims, and serving those bytes for ever."""

from datetime import date, datetime

from flask import current_app

from certificates.issuing.claims import TrainerClaim
from certificates.issuing.queries.certificates import CertificateView, get_certificate
from certificates.issuing.serials import group_serial
from certificates.issuing.signing import signature_document
from certificates.rendering.domain import Sheet, Signatory
from certificates.rendering.models import DocumentFile
from certificates.rendering.pdf import render
from certificates.rendering.queries import find_document
from lms import clock
from lms.accounts.permissions import Actor
from lms.audit.operations import record
from lms.database import transaction
from lms.extensions import db
from lms.places import region_name
from lms.storage import Storage


def obtain_document(actor: Actor, serial: str) -> bytes:
    """The PDF as first drawn; drawn now if nobody asked before. Callers have checked that the actor may have it."""
    kept = find_document(serial)
    if kept:
        return _storage().get(kept)
    view = get_certificate(serial)
    content = render(sheet_of(view))
    digest = _storage().put(content)
    with transaction():
        first = find_document(serial)
        if first is None:
            db.session.add(DocumentFile(sha256=digest, serial=serial, size=len(content), rendered_by=actor.person_id))
            record(actor.person_id, "document.rendered", "certificate", serial, sha256=digest)
    return _storage().get(first or digest)


def kept_document(sha256: str) -> bytes:
    """The bytes of a PDF drawn before; raises NotFound when they are lost or damaged."""
    return _storage().get(sha256)


def sheet_of(view: CertificateView) -> Sheet:
    """The claims as the sheet prints them."""
    claims = view.claims
    return Sheet(
        environment="demo" if claims.environment == "demo" else "production",
        serial=claims.serial,
        serial_text=group_serial(claims.serial),
        holder_name=claims.holder_name,
        certificate_title=claims.certificate_title,
        award="aprobacion" if claims.award == "aprobacion" else "participacion",
        certificate_text=claims.certificate_text,
        programme_title=claims.programme_title,
        course_title=claims.course_title,
        organisation=claims.organisation,
        hours=claims.hours,
        hour_note=f"horas de {claims.hour_minutes} minutos",
        starts_on=date.fromisoformat(claims.starts_on),
        ends_on=date.fromisoformat(claims.ends_on),
        earned_on=date.fromisoformat(claims.earned_on),
        issued_on=clock.lima_day(datetime.fromisoformat(claims.issued_at)),
        valid_until=claims.expires_on,
        place=region_name(claims.region),
        course_version=f"{claims.course_version_number} ({claims.course_version[:12]})",
        signatories=tuple(Signatory(each.name, each.office, each.organisation) for each in claims.signatories),
        trainer_line=_trainer_line(claims.lead_trainer),
        generation=claims.generation,
        not_statement=claims.not_statement,
        verify_url=claims.verify_url,
        claims=view.claims_bytes,
        signature=signature_document(view.key_id, view.signature),
    )


def _trainer_line(lead: TrainerClaim | None) -> str | None:
    if lead is None:
        return None
    if lead.certificate:
        return f"{lead.name}, certificado {group_serial(lead.certificate)}"
    return f"{lead.name}, por designación de {lead.appointed_by}" if lead.appointed_by else lead.name


def _storage() -> Storage:
    return current_app.extensions["storage"]  # type: ignore[no-any-return]
