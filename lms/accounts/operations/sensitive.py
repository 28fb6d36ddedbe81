"""Keeping, opening and really deleting what somebody told about herself."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from lms import clock
from lms.accounts.models.people import SensitiveRecord
from lms.accounts.operations.consents import give_consent, withdraw_consent
from lms.accounts.permissions import Actor, Permission, Target, authorise
from lms.accounts.queries.consents import consents_in_force
from lms.accounts.queries.identities import all_identities, resolve_people, resolve_person
from lms.accounts.sensitive import CONSENT_TEXTS, CONSENT_VERSION, SensitiveKind, Told, seal, unseal
from lms.audit.operations import record
from lms.database import transaction
from lms.extensions import db
from lms.facts import Source


def tell(actor: Actor, person_id: UUID, told: Told, source: Source = Source.WEB) -> None:
    """Keep what was told, with its consents, in place of what was told before.

    What is told no more is really deleted, and its consent withdrawn. Whoever calls this for another person has
    authorised the actor on a cohort of hers.
    """
    with transaction():
        person_id = resolve_person(person_id)
        for kind in SensitiveKind:
            part = told.part(kind)
            if part:
                _keep(actor, person_id, kind.value, part, source)
            elif _rows([person_id], kind.value):
                withdraw_consent(actor, person_id, kind.value, source)


def open_own(person_id: UUID) -> Told:
    """What the person herself told."""
    return _open([person_id]).get(person_id, Told())


def open_told(
    actor: Actor, place: Target, person_ids: Iterable[UUID], subject: str, subject_id: UUID
) -> dict[UUID, Told]:
    """What people of a cohort told, by person; those who told nothing are absent. Every reading leaves a line."""
    authorise(actor, Permission.VIEW_COHORT, place)
    with transaction():
        told = _open(person_ids)
        record(actor.person_id, "sensitive.read", subject, subject_id)
    return told


def _keep(actor: Actor, person_id: UUID, kind: str, part: dict[str, Any], source: Source) -> None:
    give_consent(actor, person_id, kind, CONSENT_VERSION, CONSENT_TEXTS[kind], source)
    for row in _rows([person_id], kind):
        db.session.delete(row)
    db.session.flush()
    db.session.add(
        SensitiveRecord(
            person_id=person_id,
            kind=kind,
            consent_id=consents_in_force([person_id], kind)[person_id].id,
            ciphertext=seal(person_id, kind, part),
            recorded_at=clock.now(),
        )
    )
    record(actor.person_id, "sensitive.kept", "person", person_id, kind=kind)


def _open(person_ids: Iterable[UUID]) -> dict[UUID, Told]:
    told: dict[UUID, Told] = {}
    rows = _rows(person_ids)
    owners = resolve_people(row.person_id for row in rows)
    for row in rows:
        owner = owners[row.person_id]
        told[owner] = replace(told.get(owner, Told()), **unseal(row.person_id, row.kind, row.ciphertext))
    return told


def _rows(person_ids: Iterable[UUID], kind: str | None = None) -> list[SensitiveRecord]:
    """Records under any merged record of the persons, the oldest first."""
    query = select(SensitiveRecord).where(SensitiveRecord.person_id.in_(all_identities(person_ids)))
    if kind:
        query = query.where(SensitiveRecord.kind == kind)
    return list(db.session.scalars(query.order_by(SensitiveRecord.recorded_at)))
