"""Audit entries in one chain, and the purgeable texts that chained rows only refer to."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from lms import clock
from lms.extensions import Model
from lms.ids import new_id


class Payload(Model):
    """Free or personal text outside hashed rows; purging leaves the row as a tombstone (text NULL)."""

    __tablename__ = "payload"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    salt: Mapped[str]
    text: Mapped[str | None] = mapped_column(info={"pii": "free text"})
    purged_at: Mapped[datetime | None]


class AuditEntry(Model):
    """One act: who, what, on which thing; `hash` covers all columns and `previous`."""

    __tablename__ = "audit_entry"
    __append_only__ = True
    __table_args__ = (CheckConstraint("seq > 0", name="seq_positive"),)

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    actor_id: Mapped[UUID | None] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(index=True)
    subject: Mapped[str]
    subject_id: Mapped[str] = mapped_column(index=True)
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    payload_id: Mapped[UUID | None] = mapped_column(ForeignKey("payload.id"))
    payload_hash: Mapped[str | None]
    previous: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)

    @property
    def body(self) -> dict[str, Any]:
        """The hashed columns as JSON values."""
        return {
            "seq": self.seq,
            "at": self.at.isoformat(timespec="microseconds"),
            "actor": str(self.actor_id) if self.actor_id else None,
            "action": self.action,
            "subject": self.subject,
            "subject_id": self.subject_id,
            "detail": self.detail,
            "payload": [str(self.payload_id), self.payload_hash] if self.payload_id else None,
        }


class AuditHead(Model):
    """The chain's newest link, kept apart so that rows cut off at the end are missed too."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    seq: Mapped[int]
    hash: Mapped[str]
