"""Answering for a serial or a file from the register: integrity, signature, status, chain."""

import hashlib
from collections.abc import Sequence

from certificates.issuing.claims import Claims, digest
from certificates.issuing.queries import CertificateView, find_certificate, find_key, statuses
from certificates.issuing.serials import MalformedSerial, parse_serial
from certificates.issuing.signing import is_signed_by
from certificates.registry.queries import Exposure, exposure_of
from certificates.rendering.operations import find_serial_of_document
from certificates.verification.attachments import read_claims
from certificates.verification.domain import (
    ChainLink,
    Check,
    Outcome,
    PublicCertificate,
    Question,
    Verdict,
    status_check,
)
from lms import clock

MAX_LEVELS = 12
NOT_FOUND = Check(Question.FOUND, Outcome.NOT_VALID, "unknown")


def verify_publicly(serial: str) -> Verdict:
    """For strangers: a serial that is not public is answered exactly as one that does not exist."""
    exposure = exposure_of(serial)
    if exposure == Exposure.HIDDEN:
        return Verdict((NOT_FOUND,), clock.now(), serial)
    return verify_serial(serial, hides_region=exposure == Exposure.RESTRICTED)


def verify_serial(serial: str, *, hides_region: bool = False) -> Verdict:
    """For whoever holds the register: every check on the canonical serial, public or not."""
    view = find_certificate(serial)
    if view is None:
        return Verdict((NOT_FOUND,), clock.now(), serial)
    checks = (
        Check(Question.FOUND, Outcome.VALID),
        _claims_check(view),
        _signature_check(view),
        status_check(view.status),
    )
    shown = PublicCertificate(view.claims, view.status, trace_chain(view.claims), hides_region)
    return Verdict(checks, clock.now(), serial, shown)


def verify_text(text: str) -> Verdict:
    """A serial as typed; a malformed one is told by its format."""
    try:
        return verify_serial(parse_serial(text))
    except MalformedSerial:
        return Verdict((Check(Question.FORMAT, Outcome.NOT_VALID, "malformed"),), clock.now())


def verify_file(content: bytes) -> Verdict:
    """A PDF: only the very bytes that were issued are valid, even when an attachment inside verifies."""
    serial = find_serial_of_document(hashlib.sha256(content).hexdigest())
    if serial:
        verdict = verify_serial(serial)
        return _with(verdict, Check(Question.FILE, Outcome.VALID))
    claims = read_claims(content)
    if claims is None:
        return Verdict((Check(Question.FILE, Outcome.NOT_VALID, "foreign"),), clock.now())
    return _with(verify_serial(claims.serial), Check(Question.FILE, Outcome.NOT_VALID, "changed"))


def trace_chain(claims: Claims) -> tuple[ChainLink, ...]:
    """The trainers behind a certificate, level by level up the leads' certificates, with each state now."""
    links: list[ChainLink] = []
    current: Claims | None = claims
    for level in range(1, MAX_LEVELS + 1):
        if current is None:
            break
        serials = [trainer.certificate for trainer in current.trainers if trainer.certificate]
        present = statuses(serials)
        links += [
            ChainLink(
                trainer.name,
                trainer.is_lead,
                trainer.certificate,
                present[trainer.certificate].state if trainer.certificate in present else None,
                trainer.appointed_by,
                level,
            )
            for trainer in current.trainers
        ]
        current = _lead_claims(current)
    return tuple(links)


def _lead_claims(claims: Claims) -> Claims | None:
    lead = claims.lead_trainer
    view = find_certificate(lead.certificate) if lead and lead.certificate else None
    return view.claims if view else None


def _claims_check(view: CertificateView) -> Check:
    claims = view.claims
    same = digest(view.claims_bytes) == view.claims_sha256 and claims.serial == view.serial
    return Check(Question.CLAIMS, Outcome.VALID if same else Outcome.NOT_VALID, "" if same else "changed")


def _signature_check(view: CertificateView) -> Check:
    key = find_key(view.key_id)
    if key is None:
        return Check(Question.SIGNATURE, Outcome.COULD_NOT_CHECK, "no_key")
    good = is_signed_by(key.public_key, view.signature, view.claims_bytes)
    return Check(Question.SIGNATURE, Outcome.VALID if good else Outcome.NOT_VALID, "" if good else "wrong")


def _with(verdict: Verdict, check: Check) -> Verdict:
    return Verdict((*verdict.checks, check), verdict.checked_at, verdict.serial, verdict.certificate)


def verify_many(texts: Sequence[str]) -> list[tuple[str, Verdict]]:
    """Each line with its verdict, for the batch."""
    return [(text, verify_text(text)) for text in texts]
