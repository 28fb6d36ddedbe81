"""Answering for a serial or a file from the register: integrity, signature, status, chain."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from certificates.issuing.claims import Claims, NotClaims, TrainerClaim, digest
from certificates.issuing.keys import find_key
from certificates.issuing.queries.certificates import CertificateView, find_certificate, statuses
from certificates.issuing.serials import MalformedSerial, parse_serial
from certificates.issuing.signing import is_signed_by
from certificates.issuing.status import Status
from certificates.registry.queries import Exposure, exposure_of, exposures_of
from certificates.rendering.queries import find_serial_of_document
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
FOUND = Check(Question.FOUND, Outcome.VALID)


def verify_publicly(serial: str) -> Verdict:
    """For strangers: a serial that is not public is answered exactly as one that does not exist."""
    exposure = exposure_of(serial)
    if exposure == Exposure.HIDDEN:
        return _unknown(serial)
    return _verify(serial, is_public=True, hides_region=exposure == Exposure.RESTRICTED)


def verify_serial(serial: str) -> Verdict:
    """For whoever holds the register: every check on the canonical serial, public or not."""
    return _verify(serial)


def verify_text(text: str) -> Verdict:
    """A serial as typed; a malformed one is told by its format."""
    try:
        return verify_serial(parse_serial(text))
    except MalformedSerial:
        return malformed()


def verify_many(texts: Sequence[str]) -> list[tuple[str, Verdict]]:
    """Each line with the verdict a stranger would get, for the batch."""
    return [(text, _verify_line(text)) for text in texts]


def verify_file(content: bytes) -> Verdict:
    """A PDF: only the very bytes that were issued are valid, even when an attachment inside verifies."""
    serial = find_serial_of_document(hashlib.sha256(content).hexdigest())
    if serial:
        return _with(verify_serial(serial), Check(Question.FILE, Outcome.VALID))
    claims = read_claims(content)
    if claims is None:
        return Verdict((Check(Question.FILE, Outcome.NOT_VALID, "foreign"),), clock.now())
    verdict = verify_text(claims.serial)
    return _with(verdict, Check(Question.FILE, Outcome.NOT_VALID, "changed" if verdict.is_known else "foreign"))


def malformed() -> Verdict:
    """What was typed cannot be a serial."""
    return Verdict((Check(Question.FORMAT, Outcome.NOT_VALID, "malformed"),), clock.now())


def trace_chain(claims: Claims, *, is_public: bool) -> tuple[ChainLink, ...]:
    """The trainers behind a certificate, level by level up the leads' certificates, with each state now.

    For strangers a trainer's hidden certificate stays hidden: her name and its code as on the paper, and no more.
    """
    links: list[ChainLink] = []
    current: Claims | None = claims
    for level in range(1, MAX_LEVELS + 1):
        if current is None:
            break
        serials = [trainer.certificate for trainer in current.trainers if trainer.certificate]
        shown = _shown(serials) if is_public else serials
        lead = _lead_certificate(current, shown)
        present = {lead.serial: lead.status} if lead else {}
        present |= statuses(serial for serial in shown if serial not in present)
        links += [_link(trainer, present, level) for trainer in current.trainers]
        current = lead.claims if lead else None
    return tuple(links)


def _verify_line(text: str) -> Verdict:
    try:
        return verify_publicly(parse_serial(text))
    except MalformedSerial:
        return malformed()


def _unknown(serial: str) -> Verdict:
    return Verdict((Check(Question.FOUND, Outcome.NOT_VALID, "unknown"),), clock.now(), serial)


def _verify(serial: str, *, is_public: bool = False, hides_region: bool = False) -> Verdict:
    try:
        view = find_certificate(serial)
    except NotClaims:
        return Verdict((FOUND, Check(Question.CLAIMS, Outcome.NOT_VALID, "changed")), clock.now(), serial)
    if view is None:
        return _unknown(serial)
    checks = (
        FOUND,
        _claims_check(view),
        _signature_check(view),
        status_check(view.status),
    )
    chain = trace_chain(view.claims, is_public=is_public)
    return Verdict(checks, clock.now(), serial, PublicCertificate(view.claims, view.status, chain, hides_region))


def _shown(serials: Sequence[str]) -> list[str]:
    return [serial for serial, exposure in exposures_of(serials).items() if exposure != Exposure.HIDDEN]


def _link(trainer: TrainerClaim, present: Mapping[str, Status], level: int) -> ChainLink:
    now = present.get(trainer.certificate or "")
    state = now.state if now else None
    return ChainLink(trainer.name, trainer.is_lead, trainer.certificate, state, trainer.appointed_by, level)


def _lead_certificate(claims: Claims, shown: Sequence[str]) -> CertificateView | None:
    """The lead's own certificate, unless it is hidden or its claims cannot be read."""
    lead = claims.lead_trainer
    if lead is None or lead.certificate is None or lead.certificate not in shown:
        return None
    try:
        return find_certificate(lead.certificate)
    except NotClaims:
        return None


def _claims_check(view: CertificateView) -> Check:
    """The columns that decide are those of the claims, so that no change of a row can lengthen a term."""
    claims = view.claims
    same = (
        digest(view.claims_bytes) == view.claims_sha256
        and (claims.serial, claims.revision, claims.generation) == (view.serial, view.revision, view.generation)
        and (claims.expires_on, claims.key_id) == (view.valid_until, view.key_id)
    )
    return Check(Question.CLAIMS, Outcome.VALID if same else Outcome.NOT_VALID, "" if same else "changed")


def _signature_check(view: CertificateView) -> Check:
    key = find_key(view.key_id)
    if key is None:
        return Check(Question.SIGNATURE, Outcome.COULD_NOT_CHECK, "no_key")
    good = is_signed_by(key.public_key, view.signature, view.claims_bytes)
    return Check(Question.SIGNATURE, Outcome.VALID if good else Outcome.NOT_VALID, "" if good else "wrong")


def _with(verdict: Verdict, check: Check) -> Verdict:
    return replace(verdict, checks=(*verdict.checks, check))
