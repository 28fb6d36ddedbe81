"""Reading sessions, attendance and the hours ledger."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from courses.attendance.domain import AttendanceView, current_entries
from courses.attendance.models import AttendanceEntry, HoursEntry, SessionTrainer, TrainingSession
from lms import clock
from lms.accounts.queries import summarise_people
from lms.errors import NotFound
from lms.extensions import db


@dataclass(frozen=True)
class TrainerView:
    """Who teaches a session, with the licence that held on its day (None = none)."""

    person_id: UUID
    name: str
    licence_id: UUID | None
    is_lead: bool


@dataclass(frozen=True)
class SessionSummary:
    """A session with its trainers, the lead first."""

    id: UUID
    cohort_id: UUID
    part: str
    place: str
    starts_at: datetime
    planned_minutes: int
    trainers: tuple[TrainerView, ...]
    cancelled_at: datetime | None

    @property
    def day(self) -> date:
        """The day in Lima."""
        return clock.lima_day(self.starts_at)

    @property
    def lead(self) -> TrainerView | None:
        return next((trainer for trainer in self.trainers if trainer.is_lead), None)


@dataclass(frozen=True)
class HoursLedger:
    """Minutes by part, in person and of self-study, and the ids of the entries behind them."""

    attended: dict[str, int]
    self_study: dict[str, int]
    evidence: tuple[str, ...]

    @property
    def minutes(self) -> int:
        return sum(self.attended.values()) + sum(self.self_study.values())


def sessions_of(cohort_id: UUID) -> list[SessionSummary]:
    """A cohort's sessions in order of time, cancelled ones too."""
    query = select(TrainingSession).where(TrainingSession.cohort_id == cohort_id)
    return _summaries(db.session.scalars(query.order_by(TrainingSession.starts_at, TrainingSession.id)).all())


def get_session(session_id: UUID) -> SessionSummary:
    """Raises NotFound."""
    row = db.session.get(TrainingSession, session_id)
    if row is None:
        raise NotFound("No existe esa sesión.")
    return _summaries([row])[0]


def sessions_taught(person_id: UUID) -> list[SessionSummary]:
    """The sessions somebody teaches, newest first."""
    query = (
        select(TrainingSession)
        .join(SessionTrainer, SessionTrainer.session_id == TrainingSession.id)
        .where(SessionTrainer.person_id == person_id)
        .order_by(TrainingSession.starts_at.desc())
    )
    return _summaries(db.session.scalars(query).all())


def attendance_of(session_id: UUID) -> dict[UUID, AttendanceView]:
    """The entry that counts, by enrolment."""
    rows = db.session.scalars(
        select(AttendanceEntry).where(AttendanceEntry.session_id == session_id).order_by(AttendanceEntry.id)
    ).all()
    current = current_entries((row.id, row.replaces_id) for row in rows)
    replaced = defaultdict(int)
    for row in rows:
        replaced[row.enrolment_id] += row.replaces_id is not None
    return {
        row.enrolment_id: AttendanceView(
            row.id, row.status, row.minutes, row.recorded_by, row.recorded_at, replaced[row.enrolment_id]
        )
        for row in rows
        if row.id in current
    }


def ledgers(enrolment_ids: Iterable[UUID]) -> dict[UUID, HoursLedger]:
    """The hours of each enrolment in three queries; minutes of one part never exceed its longest session's plan."""
    ids = list(enrolment_ids)
    attended: dict[UUID, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    self_study: dict[UUID, dict[str, int]] = defaultdict(dict)
    evidence: dict[UUID, list[str]] = defaultdict(list)
    for entry, part in _current_attendance(ids):
        evidence[entry.enrolment_id].append(str(entry.id))
        if entry.minutes:
            attended[entry.enrolment_id][part] += entry.minutes
    for hours in db.session.scalars(select(HoursEntry).where(HoursEntry.enrolment_id.in_(ids))):
        self_study[hours.enrolment_id][hours.part] = hours.minutes
        evidence[hours.enrolment_id].append(str(hours.id))
    return {
        each: HoursLedger(dict(attended[each]), dict(self_study[each]), tuple(sorted(evidence[each]))) for each in ids
    }


def _current_attendance(enrolment_ids: Sequence[UUID]) -> list[tuple[AttendanceEntry, str]]:
    rows = (
        db.session.execute(
            select(AttendanceEntry, TrainingSession.part)
            .join(TrainingSession, TrainingSession.id == AttendanceEntry.session_id)
            .where(AttendanceEntry.enrolment_id.in_(enrolment_ids), TrainingSession.cancelled_at.is_(None))
        )
        .tuples()
        .all()
    )
    current = current_entries((entry.id, entry.replaces_id) for entry, _ in rows)
    return [(entry, part) for entry, part in rows if entry.id in current]


def _summaries(rows: Sequence[TrainingSession]) -> list[SessionSummary]:
    links = db.session.scalars(select(SessionTrainer).where(SessionTrainer.session_id.in_([row.id for row in rows])))
    by_session: dict[UUID, list[SessionTrainer]] = defaultdict(list)
    for link in links:
        by_session[link.session_id].append(link)
    people = summarise_people(link.person_id for found in by_session.values() for link in found)
    return [
        SessionSummary(
            row.id,
            row.cohort_id,
            row.part,
            row.place,
            row.starts_at,
            row.planned_minutes,
            tuple(
                TrainerView(link.person_id, people[link.person_id].full_name, link.licence_id, link.is_lead)
                for link in sorted(by_session[row.id], key=lambda each: (not each.is_lead, each.person_id))
            ),
            row.cancelled_at,
        )
        for row in rows
    ]
