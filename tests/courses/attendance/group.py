"""A cohort as the tests of hours, lessons and completion need it, and what its people do."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from courses.attendance.domain import AttendanceInput
from courses.attendance.models import AttendanceStatus
from courses.attendance.operations.attendance import record_attendance
from courses.attendance.operations.sessions import schedule_session
from courses.attendance.queries.ledger import HoursLedger, ledgers
from courses.cohorts.domain import NewCohort
from courses.cohorts.operations.cohorts import add_cohort_trainer, create_cohort
from courses.cohorts.operations.consent import record_paper_consent
from courses.cohorts.operations.enrolment import enrol
from lms import clock
from tests.support.cast import PACK, Cast

SESSION, LESSON = "m01-base/sesion", "m01-base/leccion"
DAY = clock.lima_day(clock.machine_now()) + timedelta(days=30)
"""The day on which the tests live: after the cast got its roles."""


@dataclass(frozen=True)
class Group:
    """The cohort and its enrolments by part of the cast."""

    cast: Cast
    id: UUID
    code: str
    enrolments: dict[str, UUID]

    def schedule(
        self,
        on: date = DAY,
        minutes: int = 60,
        lead: str = "trainer",
        others: tuple[str, ...] = (),
        part: str = SESSION,
        by: str = "coordinator",
        at: tuple[int, int] = (9, 0),
    ) -> UUID:
        """A session in Tarapoto, at nine."""
        starts_at = clock.at_lima(on, *at)
        people = [self.cast.id(each) for each in (lead, *others)]
        actor = self.cast.actor(by)
        return schedule_session(actor, self.id, part, "Tarapoto", starts_at, minutes, people[0], people[1:])

    def attend(
        self,
        session_id: UUID,
        part: str = "trainee",
        status: AttendanceStatus = AttendanceStatus.PRESENT,
        minutes: int | None = None,
        reason: str | None = None,
        by: str = "trainer",
    ) -> int:
        entry = AttendanceInput(self.enrolments[part], status, minutes, reason)
        return record_attendance(self.cast.actor(by), session_id, [entry])

    def hours(self, part: str = "trainee") -> HoursLedger:
        return ledgers([self.enrolments[part]])[self.enrolments[part]]


def day(after: int) -> date:
    """So many days after DAY."""
    return DAY + timedelta(days=after)


def form_group(cast: Cast, course: str = "curso", code: str = "PRUEBA-1", programme: str = PACK) -> Group:
    """Rosa and Yolanda learn, Inés teaches; from nine days before DAY to 35 after."""
    coordinator = cast.actor("coordinator")
    place = cast.court, "22", "Tarapoto", "es-PE"
    cohort_id = create_cohort(coordinator, NewCohort(code, programme, course, *place, day(-9), day(35)))
    add_cohort_trainer(coordinator, cohort_id, cast.id("trainer"))
    enrolments = {}
    for part in ("trainee", "other_trainee"):
        record_paper_consent(coordinator, cohort_id, cast.id(part), None)
        enrolments[part] = enrol(coordinator, cohort_id, cast.id(part))
    return Group(cast, cohort_id, code, enrolments)


@contextmanager
def living_on(on: date = DAY, hour: int = 18) -> Iterator[None]:
    """Live at that hour of Lima."""
    with clock.set_to(clock.at_lima(on, hour)):
        yield
