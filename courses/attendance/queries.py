"""Reading sessions, attendance and the hours ledger."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select

from courses.attendance.domain import MAX_SESSION_MINUTES, AttendanceView, current_entries, overlap
from courses.attendance.models import (
    AttendanceEntry,
    AttendanceStatus,
    Evidence,
    HoursEntry,
    SessionTrainer,
    TrainingSession,
)
from courses.cohorts.queries import CohortSummary, course_of, roster
from courses.curriculum.domain import PartKind
from lms import clock
from lms.accounts.domain import PersonSummary
from lms.accounts.queries import identities_of, licences_for, resolve_people, summarise_people
from lms.audit.models import Payload
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
    """Minutes by part, in person and of self-study, the ids of the entries behind them, and the day of the last."""

    attended: dict[str, int]
    self_study: dict[str, int]
    evidence: tuple[str, ...]
    last_on: date | None = None

    @property
    def minutes(self) -> int:
        return sum(self.attended.values()) + sum(self.self_study.values())


@dataclass(frozen=True)
class PartMinutes:
    """How many of a session part's minutes stand in the plan of a cohort."""

    ref: str
    title: str
    planned: int
    scheduled: int

    @property
    def left(self) -> int:
        return self.planned - self.scheduled


@dataclass(frozen=True)
class EntryView:
    """One entry as its history shows it; `reason` only of corrections (None also where purged)."""

    status: AttendanceStatus
    minutes: int
    recorder: str
    recorded_at: datetime
    reason: str | None


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
    """The sessions somebody teaches under any of her merged records, newest first."""
    taught = select(SessionTrainer.session_id).where(SessionTrainer.person_id.in_(identities_of(person_id)))
    query = select(TrainingSession).where(TrainingSession.id.in_(taught))
    return _summaries(db.session.scalars(query.order_by(TrainingSession.starts_at.desc(), TrainingSession.id)).all())


def sessions_beside(starts_at: datetime, minutes: int, but: UUID | None = None) -> list[SessionSummary]:
    """Sessions of any cohort, not called off, that share a moment with one that begins then."""
    longest = timedelta(minutes=MAX_SESSION_MINUTES)
    query = select(TrainingSession).where(
        TrainingSession.cancelled_at.is_(None),
        TrainingSession.starts_at.between(starts_at - longest, starts_at + longest),
    )
    near = [row for row in db.session.scalars(query).all() if row.id != but]
    return _summaries([row for row in near if overlap(starts_at, minutes, row.starts_at, row.planned_minutes)])


def attending_beside(session: SessionSummary) -> set[UUID]:
    """Who has minutes in another session that shares a moment with this one."""
    found: set[UUID] = set()
    for other in sessions_beside(session.starts_at, session.planned_minutes, but=session.id):
        people = {each.id: each.person_id for each in roster(other.cohort_id, with_withdrawn=True)}
        found |= {people[each] for each, view in attendance_of(other.id).items() if view.minutes}
    return found


def minutes_by_part(cohort: CohortSummary) -> list[PartMinutes]:
    """Planned and scheduled minutes of each session part, in the course's order."""
    scheduled: dict[str, int] = defaultdict(int)
    for session in sessions_of(cohort.id):
        if session.cancelled_at is None:
            scheduled[session.part] += session.planned_minutes
    parts = course_of(cohort).parts()
    return [PartMinutes(ref, p.title, p.minutes, scheduled[ref]) for ref, p in parts if p.kind == PartKind.SESSION]


def find_licence_for(cohort: CohortSummary, person_id: UUID, day: date) -> UUID | None:
    """A licence of the person, under any of her merged records, for the cohort's course and region on that day."""
    found = licences_for(cohort.programme, cohort.course, day, identities_of(person_id))
    return next((licence.id for licence in found if licence.region in (None, cohort.region)), None)


def licensed_people(cohort: CohortSummary, day: date) -> list[PersonSummary]:
    """Who may teach the cohort's course in its region on that day, by surname."""
    found = licences_for(cohort.programme, cohort.course, day)
    people = resolve_people(licence.person_id for licence in found if licence.region in (None, cohort.region))
    return sorted(summarise_people(people.values()).values(), key=lambda person: (person.sort_key, person.id))


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


def self_study_evidence(enrolment_ids: Iterable[UUID]) -> dict[tuple[UUID, str], Evidence]:
    """What earned each part's self-study minutes, by (enrolment, part)."""
    rows = db.session.execute(
        select(HoursEntry.enrolment_id, HoursEntry.part, HoursEntry.evidence).where(
            HoursEntry.enrolment_id.in_(list(enrolment_ids))
        )
    )
    return {(enrolment_id, part): evidence for enrolment_id, part, evidence in rows}


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


def ledgers(enrolment_ids: Iterable[UUID]) -> dict[UUID, HoursLedger]:
    """The hours of each enrolment; a part gives its own minutes at most, since its sessions are planned within them."""
    ids = list(enrolment_ids)
    days: dict[UUID, date] = {}
    attended: dict[UUID, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    self_study: dict[UUID, dict[str, int]] = defaultdict(dict)
    evidence: dict[UUID, list[str]] = defaultdict(list)
    for entry, part in _current_attendance(ids):
        evidence[entry.enrolment_id].append(str(entry.id))
        if entry.minutes:
            attended[entry.enrolment_id][part] += entry.minutes
            _note_day(days, entry)
    for hours in db.session.scalars(select(HoursEntry).where(HoursEntry.enrolment_id.in_(ids))):
        self_study[hours.enrolment_id][hours.part] = hours.minutes
        evidence[hours.enrolment_id].append(str(hours.id))
        _note_day(days, hours)
    return {
        each: HoursLedger(dict(attended[each]), dict(self_study[each]), tuple(sorted(evidence[each])), days.get(each))
        for each in ids
    }


def _note_day(days: dict[UUID, date], entry: AttendanceEntry | HoursEntry) -> None:
    day = clock.lima_day(entry.occurred_at)
    days[entry.enrolment_id] = max(day, days.get(entry.enrolment_id, day))


def _current_attendance(enrolment_ids: Sequence[UUID]) -> list[tuple[AttendanceEntry, str]]:
    rows = db.session.execute(
        select(AttendanceEntry, TrainingSession.part)
        .join(TrainingSession, TrainingSession.id == AttendanceEntry.session_id)
        .where(AttendanceEntry.enrolment_id.in_(enrolment_ids), TrainingSession.cancelled_at.is_(None))
    ).all()
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
