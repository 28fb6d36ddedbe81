"""Reading and verifying the chain."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from lms.audit.domain import GENESIS, Fault, find_faults, payload_hash
from lms.audit.models import AuditEntry, AuditHead, Payload
from lms.extensions import db


@dataclass(frozen=True)
class ChainReport:
    """Number of entries, the head's hash (an outside witness can keep it) and the faults found."""

    entries: int
    head: str
    faults: tuple[Fault, ...]

    @property
    def sound(self) -> bool:
        return not self.faults


def verify_chain() -> ChainReport:
    """Recompute the whole chain up to the head; a rewritten head shows only against one kept elsewhere."""
    count = db.session.scalar(select(func.count()).select_from(AuditEntry)) or 0
    head = db.session.get(AuditHead, 1, populate_existing=True) or AuditHead(id=1, seq=0, hash=GENESIS)
    faults = find_faults(_entries(), head.seq)
    newest = db.session.scalar(select(AuditEntry.hash).order_by(AuditEntry.seq.desc()).limit(1)) or GENESIS
    if not faults and newest != head.hash:
        faults = [Fault(head.seq, "no es la última que se anotó")]
    return ChainReport(count, head.hash, tuple(faults + _changed_notes()))


@dataclass(frozen=True)
class EntryView:
    """One act as auditors read it: ids, no names; the purgeable note is not shown."""

    seq: int
    at: datetime
    actor_id: UUID | None
    action: str
    subject: str
    subject_id: str
    detail: str
    has_note: bool


def list_entries(limit: int = 50, before: int | None = None) -> list[EntryView]:
    """The newest entries first, older than `before` (seq) if given."""
    query = select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(limit)
    rows = db.session.scalars(query if before is None else query.where(AuditEntry.seq < before))
    return [
        EntryView(
            row.seq,
            row.at,
            row.actor_id,
            row.action,
            row.subject,
            row.subject_id,
            ", ".join(f"{key}={value}" for key, value in sorted(row.detail.items()) if value is not None),
            row.payload_id is not None,
        )
        for row in rows
    ]


def _changed_notes() -> list[Fault]:
    """Entries whose note was changed or has vanished; a purged note leaves its row."""
    rows = db.session.execute(
        select(AuditEntry.seq, AuditEntry.payload_hash, Payload.id, Payload.salt, Payload.text)
        .outerjoin(Payload, Payload.id == AuditEntry.payload_id)
        .where(AuditEntry.payload_id.is_not(None))
        .order_by(AuditEntry.seq)
    )
    return [
        Fault(seq, "nota cambiada")
        for seq, claimed, payload_id, salt, text in rows
        if payload_id is None or (text is not None and payload_hash(salt, text) != claimed)
    ]


def _entries() -> Iterator[tuple[int, dict[str, Any], str, str]]:
    for entry in db.session.scalars(select(AuditEntry).order_by(AuditEntry.seq).execution_options(yield_per=500)):
        yield entry.seq, entry.body, entry.previous, entry.hash
