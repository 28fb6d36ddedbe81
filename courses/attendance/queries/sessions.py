"""Sessions, their trainers, and who is licensed to teach them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from courses.attendance.domain import MAX_SESSION_MINUTES, overlap
from courses.attendance.models import SessionTrainer, TrainingSession
from courses.cohorts.queries.cohorts import CohortSummary, course_of
from courses.curriculum.domain import PartKind
from lms import clock
from lms.accounts.domain import PersonSummary
from lms.accounts.queries.identities import identities_of, resolve_people
from lms.accounts.queries.licences import licences_for
from lms.accounts.queries.people import summarise_people
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
class PartMinutes:
    """How many of a session part's minutes stand in the plan of a cohort."""

    ref: str
    title: str
    planned: int
    scheduled: int

    @property
    def left(self) -> int:
        return self.planned - self.scheduled


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
