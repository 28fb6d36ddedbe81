"""Rules about minutes: what a status may claim, how entries fold, what a plausible session is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from courses.attendance.models import AttendanceStatus
from lms.errors import Invalid
from lms.text import plain

NO_MINUTES = frozenset({AttendanceStatus.ABSENT, AttendanceStatus.EXCUSED})
ALL_MINUTES = frozenset({AttendanceStatus.PRESENT})
MAX_SESSION_MINUTES = 12 * 60


@dataclass(frozen=True)
class AttendanceInput:
    """What the trainer wrote for one person; `minutes` matter for late and left early only."""

    enrolment_id: UUID
    status: AttendanceStatus
    minutes: int | None = None
    reason: str | None = None


@dataclass(frozen=True)
class AttendanceView:
    """The entry that counts for one person in one session."""

    entry_id: UUID
    status: AttendanceStatus
    minutes: int
    recorded_by: UUID | None
    recorded_at: datetime
    corrections: int = 0


def minutes_for(status: AttendanceStatus, minutes: int | None, planned: int) -> int:
    """Whole minutes earned: all when present, none when absent or excused, else what was written (1 to planned-1)."""
    if status in ALL_MINUTES:
        return planned
    if status in NO_MINUTES:
        return 0
    if minutes is None or not 0 < minutes < planned:
        raise Invalid("Escribir los minutos que asistió: de 1 a %(n)s.", "minutes", n=planned - 1)
    return minutes


def current_entries(entries: Iterable[tuple[UUID, UUID | None]]) -> set[UUID]:
    """Ids of the entries that no other entry replaces, from (id, replaces) pairs."""
    rows = list(entries)
    return {entry_id for entry_id, _ in rows} - {replaced for _, replaced in rows if replaced}


def overlap(start: datetime, minutes: int, other_start: datetime, other_minutes: int) -> bool:
    """Whether two sessions share a moment; one that begins as the other ends does not."""
    ends, other_ends = start + timedelta(minutes=minutes), other_start + timedelta(minutes=other_minutes)
    return start < other_ends and other_start < ends


def may_be_same_person(written: str, registered: str) -> bool:
    """Whether a name written at the door fits a registered one: two words in common, or all of the shorter one."""
    first, second = set(plain(written).split()), set(plain(registered).split())
    return len(first & second) >= min(2, len(first), len(second))
