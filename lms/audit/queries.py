"""Reading and verifying the chain."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from lms.audit.domain import GENESIS, Fault, Link, find_faults, payload_hash
from lms.audit.models import AuditEntry, AuditHead, Payload
from lms.errors import NotFound
from lms.extensions import db

CHUNK = 500


class NoChain(NotFound):
    """There is neither an entry nor a head: nothing was ever recorded here, or all of it is gone."""


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
    """Recompute the whole chain up to the head; a rewritten head shows only against one kept elsewhere.

    Raises NoChain.
    """
    count = db.session.scalar(select(func.count()).select_from(AuditEntry)) or 0
    head = db.session.get(AuditHead, 1, populate_existing=True)
    if head is None and not count:
        raise NoChain("No hay bitácora que comprobar: o no hay instalación aquí, o la borraron entera.")
    claimed_seq, claimed_hash = (head.seq, head.hash) if head else (0, GENESIS)
    faults = find_faults(_entries(), claimed_seq)
    newest = db.session.scalar(select(AuditEntry.hash).order_by(AuditEntry.seq.desc()).limit(1)) or GENESIS
    if not faults and newest != claimed_hash:
        faults = [Fault(claimed_seq or count, "no es la última que se anotó")]
    return ChainReport(count, claimed_hash, tuple(faults + _changed_notes()))


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


def _entries() -> Iterator[Link]:
    """In order of seq; a row that somebody made unreadable comes without a body."""
    seqs = list(db.session.scalars(select(AuditEntry.seq).order_by(AuditEntry.seq)))
    for start in range(0, len(seqs), CHUNK):
        yield from _read(seqs[start : start + CHUNK])


def _read(seqs: Sequence[int]) -> list[Link]:
    """A row that cannot be read spoils those read with it, so these are read again one by one."""
    query = select(AuditEntry).where(AuditEntry.seq.in_(seqs)).order_by(AuditEntry.seq)
    try:
        return [(each.seq, each.body, each.previous, each.hash) for each in db.session.scalars(query)]
    except (ValueError, TypeError):
        return [row for seq in seqs for row in _read([seq])] if len(seqs) > 1 else _unreadable(seqs[0])


def _unreadable(seq: int) -> list[Link]:
    links = select(AuditEntry.previous, AuditEntry.hash).where(AuditEntry.seq == seq)
    previous, claimed = db.session.execute(links).one()
    return [(seq, None, previous, claimed)]
