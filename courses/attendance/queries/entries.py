"""Who attended a session, and what was corrected."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from courses.attendance.domain import AttendanceView, current_entries
from courses.attendance.models import AttendanceEntry, AttendanceStatus
from courses.attendance.queries.sessions import SessionSummary, sessions_beside
from courses.cohorts.queries.enrolments import roster
from lms.accounts.queries.people import summarise_people
from lms.audit.models import Payload
from lms.extensions import db


@dataclass(frozen=True)
class EntryView:
    """One entry as its history shows it; `reason` only of corrections (None also where purged)."""

    status: AttendanceStatus
    minutes: int
    recorder: str
    recorded_at: datetime
    reason: str | None


def attending_beside(session: SessionSummary) -> set[UUID]:
    """Who has minutes in another session that shares a moment with this one."""
    found: set[UUID] = set()
    for other in sessions_beside(session.starts_at, session.planned_minutes, but=session.id):
        people = {each.id: each.person_id for each in roster(other.cohort_id, with_withdrawn=True)}
        found |= {people[each] for each, view in attendance_of(other.id).items() if view.minutes}
    return found


def count_recorded(session_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many people have an entry, by session."""
    rows = db.session.execute(
        select(AttendanceEntry.session_id, func.count(AttendanceEntry.enrolment_id.distinct()))
        .where(AttendanceEntry.session_id.in_(list(session_ids)))
        .group_by(AttendanceEntry.session_id)
    )
    return dict(rows.all())


def history_of(session_id: UUID) -> dict[UUID, list[EntryView]]:
    """Every entry of a session by enrolment, the oldest first: corrections hide nothing."""
    rows = db.session.execute(
        select(AttendanceEntry, Payload.text)
        .outerjoin(Payload, Payload.id == AttendanceEntry.payload_id)
        .where(AttendanceEntry.session_id == session_id)
        .order_by(AttendanceEntry.recorded_at, AttendanceEntry.id)
    ).all()
    people = summarise_people(entry.recorded_by for entry, _ in rows if entry.recorded_by)
    history: dict[UUID, list[EntryView]] = defaultdict(list)
    for entry, reason in rows:
        recorder = people[entry.recorded_by].full_name if entry.recorded_by else ""
        history[entry.enrolment_id].append(EntryView(entry.status, entry.minutes, recorder, entry.recorded_at, reason))
    return history


def attendance_of(session_id: UUID) -> dict[UUID, AttendanceView]:
    """The entry that counts, by enrolment."""
    rows = db.session.scalars(
        select(AttendanceEntry).where(AttendanceEntry.session_id == session_id).order_by(AttendanceEntry.id)
    ).all()
    current = current_entries((row.id, row.replaces_id) for row in rows)
    replaced: dict[UUID, int] = defaultdict(int)
    for row in rows:
        replaced[row.enrolment_id] += row.replaces_id is not None
    return {
        row.enrolment_id: AttendanceView(
            row.id, row.status, row.minutes, row.recorded_by, row.recorded_at, replaced[row.enrolment_id]
        )
        for row in rows
        if row.id in current
    }
