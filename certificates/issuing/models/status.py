"""Status events: what happened to a certificate after it was issued."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.database import choice
from lms.extensions import Model
from lms.facts import Fact


class State(StrEnum):
    """All states of the model; `expired` is computed from `valid_until`, never stored."""

    PROVISIONAL = "provisional"
    VALID = "valid"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    VOID = "void"


class StatusEvent(Fact, Model):
    """One transition into `state`, with coded reason, effective date and authority; texts lie in the payload."""

    __tablename__ = "status_event"
    __append_only__ = True
    __table_args__ = (
        UniqueConstraint("serial", "seq"),
        CheckConstraint("state <> 'expired'", name="expired_is_computed"),
        CheckConstraint("state <> 'revoked' OR (reason IS NOT NULL AND authority IS NOT NULL)", name="revoked_reason"),
        CheckConstraint("seq > 0", name="seq_positive"),
    )

    serial: Mapped[str] = mapped_column(ForeignKey("certificate.serial"))
    seq: Mapped[int]
    state: Mapped[State] = mapped_column(choice(State))
    reason: Mapped[str | None]
    effective_on: Mapped[date]
    authority: Mapped[str | None]
    payload_id: Mapped[UUID | None] = mapped_column(ForeignKey("payload.id"))
