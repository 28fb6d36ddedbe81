"""What a session needs before it stands in the plan: a part with minutes left, and trainers licensed for its day."""

from datetime import date, datetime
from uuid import UUID

from courses.attendance.domain import MAX_SESSION_MINUTES
from courses.attendance.models import SessionTrainer
from courses.attendance.queries import find_licence_for, sessions_of
from courses.cohorts.operations.cohorts import add_cohort_trainer
from courses.cohorts.queries import CohortSummary, course_of
from courses.curriculum.domain import PartKind
from lms import clock
from lms.accounts.permissions import SYSTEM
from lms.accounts.queries import get_person, resolve_person
from lms.errors import Conflict, Invalid
from lms.extensions import db
from lms.text import tidy


class NoLicence(Conflict):
    """A trainer has no licence for the course on that day."""


def check_plan(cohort: CohortSummary, part: str, place: str, starts_at: datetime, planned_minutes: int) -> None:
    """Refuse what is no session of the course, has no place, or lies outside the cohort's days and minutes."""
    planned = course_of(cohort).part(part)
    if planned.kind != PartKind.SESSION:
        raise Invalid("Esa parte del curso no es una sesión presencial.", "part")
    if not tidy(place):
        raise Invalid("Escribir el lugar.", "place")
    if not 0 < planned_minutes <= MAX_SESSION_MINUTES:
        raise Invalid("Una sesión dura entre 1 minuto y 12 horas.", "planned_minutes")
    if not cohort.starts_on <= clock.lima_day(starts_at) <= cohort.ends_on:
        raise Invalid("La sesión debe caer entre las fechas del grupo.", "day")
    taken = sum(each.planned_minutes for each in sessions_of(cohort.id) if each.part == part and not each.cancelled_at)
    if taken + planned_minutes > planned.minutes:
        raise Invalid(
            f"El curso da {planned.minutes} minutos a esta parte y ya hay {taken} programados.", "planned_minutes"
        )


def add_trainer(cohort: CohortSummary, session_id: UUID, day: date, person_id: UUID, *, is_lead: bool) -> None:
    """Let somebody teach the session, and with it the cohort; the licence that holds that day is kept."""
    person_id = resolve_person(get_person(person_id).id)
    licence_id = find_licence_for(cohort, person_id, day)
    if licence_id is None and course_of(cohort).rules.trainer_licence:
        raise NoLicence(f"{get_person(person_id).full_name} no tiene licencia vigente ese día para este curso.")
    add_cohort_trainer(SYSTEM, cohort.id, person_id)
    db.session.add(SessionTrainer(session_id=session_id, person_id=person_id, licence_id=licence_id, is_lead=is_lead))
    db.session.flush()
