"""What happened to a certificate after it was issued."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from certificates.issuing.models.status import State, StatusEvent
from lms.audit.models import Payload
from lms.extensions import db


@dataclass(frozen=True)
class EventView:
    """One thing that happened to a certificate; `note` is None when there was none or it was purged."""

    seq: int
    state: State
    effective_on: date
    reason: str | None
    authority: str | None
    recorded_at: datetime
    recorded_by: UUID | None
    note: str | None


def history(serial: str) -> list[EventView]:
    """The certificate's events, oldest first."""
    rows = db.session.execute(
        select(StatusEvent, Payload.text)
        .outerjoin(Payload, Payload.id == StatusEvent.payload_id)
        .where(StatusEvent.serial == serial)
        .order_by(StatusEvent.seq)
    )
    return [
        EventView(
            row.seq, row.state, row.effective_on, row.reason, row.authority, row.recorded_at, row.recorded_by, note
        )
        for row, note in rows
    ]
