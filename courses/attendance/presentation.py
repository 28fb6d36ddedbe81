"""Sessions, booklets and hours as their pages show them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _

from courses.attendance.models import Evidence
from courses.attendance.queries.entries import count_recorded
from courses.attendance.queries.ledger import ledgers, self_study_evidence
from courses.attendance.queries.sessions import SessionSummary
from courses.cohorts.queries.cohorts import CohortSummary, course_of, get_cohort
from courses.cohorts.queries.enrolments import EnrolmentSummary, count_enrolled, roster
from courses.curriculum.domain import Course, Module, Part, PartKind
from lms import clock


@dataclass(frozen=True)
class SessionRow:
    """A session in a list, with its cohort and how many of its people have an entry."""

    session: SessionSummary
    cohort: CohortSummary
    title: str
    recorded: int
    enrolled: int

    @property
    def is_today(self) -> bool:
        return self.session.day == clock.today()

    @property
    def has_begun(self) -> bool:
        """Attendance may be taken from its day on."""
        return self.session.day <= clock.today()

    @property
    def is_complete(self) -> bool:
        return self.recorded >= self.enrolled


@dataclass(frozen=True)
class HoursRow:
    """One person's minutes: in person, of self-study, together."""

    enrolment: EnrolmentSummary
    attended: int
    self_study: int

    @property
    def total(self) -> int:
        return self.attended + self.self_study


@dataclass(frozen=True)
class BookletRow:
    """One person and, for each lesson of a module, what earned its minutes (None = nothing yet)."""

    enrolment: EnrolmentSummary
    cells: tuple[tuple[str, Part, Evidence | None], ...]


def session_rows(sessions: Sequence[SessionSummary]) -> list[SessionRow]:
    """Rows in the order given."""
    cohorts = {each: get_cohort(each) for each in {session.cohort_id for session in sessions}}
    recorded, enrolled = count_recorded(session.id for session in sessions), count_enrolled(cohorts)
    return [
        SessionRow(
            session,
            cohorts[session.cohort_id],
            course_of(cohorts[session.cohort_id]).part(session.part).title,
            recorded.get(session.id, 0),
            enrolled.get(session.cohort_id, 0),
        )
        for session in sessions
    ]


def by_nearness(rows: Sequence[SessionRow]) -> list[tuple[str, list[SessionRow]]]:
    """Today's sessions, those to come (the next first), those past (the newest first); empty groups left out."""
    standing = [row for row in rows if row.session.cancelled_at is None]
    today = sorted((row for row in standing if row.is_today), key=_starts)
    coming = sorted((row for row in standing if not row.has_begun), key=_starts)
    past = sorted((row for row in standing if row.has_begun and not row.is_today), key=_starts, reverse=True)
    groups = [(_("Hoy"), today), (_("Próximas"), coming), (_("Anteriores"), past)]
    return [group for group in groups if group[1]]


def modules_with_booklets(course: Course) -> list[Module]:
    """Modules that have self-study minutes to earn."""
    return [module for module in course.modules if lessons_of(module)]


def lessons_of(module: Module) -> list[tuple[str, Part]]:
    """The module's lessons that give minutes."""
    lessons = [part for part in module.parts if part.kind == PartKind.LESSON and part.minutes]
    return [(f"{module.slug}/{part.slug}", part) for part in lessons]


def booklet_rows(cohort: CohortSummary, module: Module) -> list[BookletRow]:
    """Everybody with the lessons of a module."""
    people = roster(cohort.id)
    earned = self_study_evidence(each.id for each in people)
    lessons = lessons_of(module)
    return [
        BookletRow(each, tuple((ref, part, earned.get((each.id, ref))) for ref, part in lessons)) for each in people
    ]


def hours_rows(cohort: CohortSummary) -> list[HoursRow]:
    """Everybody's minutes."""
    people = roster(cohort.id)
    found = ledgers(each.id for each in people)
    return [
        HoursRow(each, sum(found[each.id].attended.values()), sum(found[each.id].self_study.values()))
        for each in people
    ]


def ticked(values: Sequence[str], known: Collection[UUID]) -> list[tuple[UUID, str]]:
    """The (enrolment, part) pairs of ticked boxes "<enrolment>:<part>" that belong to the cohort."""
    pairs = [value.partition(":") for value in values]
    enrolments = {str(each): each for each in known}
    return [(enrolments[each], part) for each, _colon, part in pairs if each in enrolments]


def _starts(row: SessionRow) -> float:
    return row.session.starts_at.timestamp()
