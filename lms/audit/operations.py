"""Writing audit entries; always inside the caller's transaction."""

import secrets
from typing import Any
from uuid import UUID

from lms import clock
from lms.audit.domain import GENESIS, entry_hash, payload_hash
from lms.audit.models import AuditEntry, AuditHead, Payload
from lms.extensions import db


def record(
    actor_id: UUID | None,
    action: str,
    subject: str,
    subject_id: UUID | str,
    *,
    note: str | None = None,
    **detail: Any,
) -> AuditEntry:
    """Append one entry to the chain; no personal data in `detail`, free text goes as `note` to a purgeable payload."""
    head = db.session.get(AuditHead, 1) or AuditHead(id=1, seq=0, hash=GENESIS)
    payload = write_payload(note) if note else None
    entry = AuditEntry(
        seq=head.seq + 1,
        at=clock.now(),
        actor_id=actor_id,
        action=action,
        subject=subject,
        subject_id=str(subject_id),
        detail=detail,
        payload_id=payload.id if payload else None,
        payload_hash=payload_hash(payload.salt, note) if payload and note else None,
        previous=head.hash,
    )
    entry.hash = entry_hash(entry.body, entry.previous)
    head.seq, head.hash = entry.seq, entry.hash
    db.session.add_all([entry, head])
    db.session.flush()
    db.session.info["audit_head"] = head  # held, else the session forgets it and every entry reads it anew
    return entry


def write_payload(text: str) -> Payload:
    """Keep a purgeable text; append-only rows refer to it by id."""
    payload = Payload(salt=secrets.token_hex(16), text=text)
    db.session.add(payload)
    db.session.flush()
    return payload
