"""Writing the rows of one certificate, in the caller's transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask import current_app

from certificates.issuing.claims import Claims, digest, encode
from certificates.issuing.lineage import ParentEdge
from certificates.issuing.models.certificate import Certificate, LineageEdge, SigningKey
from certificates.issuing.models.status import State, StatusEvent
from certificates.issuing.signing import IssuingKey, load_key
from lms.accounts.permissions import Actor
from lms.extensions import db
from lms.facts import Source
from lms.installation.queries import require_environment
from lms.settings import Settings


@dataclass(frozen=True)
class Ground:
    """What a certificate rests on: the completion, whose it is (the surviving record), the cohort."""

    completion_id: UUID
    person_id: UUID
    cohort_id: UUID


def add_certificate(
    actor: Actor, key: IssuingKey, claims: Claims, moment: datetime, ground: Ground, parents: Iterable[ParentEdge]
) -> Certificate:
    """Sign the claims and write certificate, first event and lineage."""
    row = _signed(actor, key, claims, moment, ground)
    db.session.add(row)
    db.session.flush()
    add_event(actor, row.serial, 1, State.VALID, row.valid_from)
    db.session.add_all(
        LineageEdge(
            child=row.serial,
            parent=parent.serial,
            session_id=parent.session_id,
            is_lead=parent.is_lead,
            child_issued_at=moment,
            parent_issued_at=parent.issued_at,
        )
        for parent in parents
    )
    db.session.flush()
    return row


def add_event(actor: Actor, serial: str, seq: int, state: State, effective_on: date, **details: Any) -> None:
    """Append a status event; callers have checked the transition."""
    db.session.add(
        StatusEvent(
            serial=serial,
            seq=seq,
            state=state,
            effective_on=effective_on,
            recorded_by=actor.person_id,
            source=Source.SYSTEM if actor.is_system else Source.WEB,
            **details,
        )
    )
    db.session.flush()


def registered_key() -> IssuingKey:
    """This installation's issuing key; its public half is registered at first use."""
    settings: Settings = current_app.extensions["settings"]
    key = load_key(settings.keys, require_environment().value)
    if db.session.get(SigningKey, key.id) is None:
        db.session.add(SigningKey(id=key.id, environment=key.environment, public_key=key.public))
        db.session.flush()
    return key


def _signed(actor: Actor, key: IssuingKey, claims: Claims, moment: datetime, ground: Ground) -> Certificate:
    content = encode(claims)
    return Certificate(
        serial=claims.serial,
        completion_id=ground.completion_id,
        revision=claims.revision,
        supersedes=claims.supersedes,
        person_id=ground.person_id,
        programme=claims.programme,
        course=claims.course,
        cohort_id=ground.cohort_id,
        generation=claims.generation,
        earned_on=date.fromisoformat(claims.earned_on),
        issued_at=moment,
        issued_by=actor.person_id,
        valid_from=date.fromisoformat(claims.valid_from),
        valid_until=claims.expires_on,
        schema_version=claims.schema,
        claims=content,
        claims_sha256=digest(content),
        signature=key.sign(content),
        key_id=key.id,
    )
