"""Consent given and withdrawn (Ley 29733): acts, never erased."""

import hashlib
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from lms import clock
from lms.accounts.models.people import Consent, ConsentAct, SensitiveRecord
from lms.accounts.permissions import Actor, Permission, authorise_any
from lms.accounts.queries.consents import consents_in_force
from lms.accounts.queries.identities import identities_of
from lms.audit.operations import record
from lms.database import transaction
from lms.errors import NotFound
from lms.extensions import db
from lms.facts import Source


def give_consent(
    actor: Actor, person_id: UUID, purpose: str, text_version: str, text: str, source: Source = Source.WEB
) -> None:
    """Record that the person agreed to this very text; the same version in force is not recorded twice."""
    _authorise(actor, person_id)
    digest = hashlib.sha256(text.encode()).hexdigest()
    with transaction():
        present = consents_in_force([person_id], purpose).get(person_id)
        if present and (present.text_version, present.text_sha256) == (text_version, digest):
            return
        _append(actor, person_id, purpose, text_version, digest, ConsentAct.GIVEN, source)
        record(actor.person_id, "consent.given", "person", person_id, purpose=purpose, version=text_version)


def withdraw_consent(actor: Actor, person_id: UUID, purpose: str, source: Source = Source.WEB) -> None:
    """Record that the person takes her consent back, and delete the sensitive record that rested on it.

    Raises NotFound when none is in force.
    """
    _authorise(actor, person_id)
    with transaction():
        records = identities_of(person_id)
        in_force = consents_in_force(records, purpose)
        if not in_force:
            raise NotFound("No hay un consentimiento vigente que retirar.")
        for holder, consent in in_force.items():
            _append(actor, holder, purpose, consent.text_version, consent.text_sha256, ConsentAct.WITHDRAWN, source)
            record(actor.person_id, "consent.withdrawn", "person", holder, purpose=purpose)
        _delete_sensitive(actor, records, purpose)


def _delete_sensitive(actor: Actor, person_ids: Iterable[UUID], purpose: str) -> None:
    rows = db.session.scalars(
        select(SensitiveRecord).where(SensitiveRecord.person_id.in_(list(person_ids)), SensitiveRecord.kind == purpose)
    )
    for row in rows:
        db.session.delete(row)
        record(actor.person_id, "sensitive.deleted", "person", row.person_id, kind=purpose)


def _authorise(actor: Actor, person_id: UUID) -> None:
    if actor.person_id != person_id:
        authorise_any(actor, (Permission.RECORD_CONSENT,))


def _append(
    actor: Actor, person_id: UUID, purpose: str, version: str, digest: str, act: ConsentAct, source: Source
) -> None:
    moment = clock.now()
    db.session.add(
        Consent(
            person_id=person_id,
            purpose=purpose,
            text_version=version,
            text_sha256=digest,
            act=act,
            source=source,
            occurred_at=moment,
            recorded_at=moment,
            recorded_by=actor.person_id,
        )
    )
    db.session.flush()
