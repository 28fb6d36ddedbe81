"""What a session needs before it stands in the plan: a part with minutes left, and trainers licensed for its day."""

from datetime import datetime
from uuid import UUID

from courses.attendance.domain import MAX_SESSION_MINUTES
from courses.attendance.models import SessionTrainer, TrainingSession
from courses.attendance.queries.sessions import find_licence_for, sessions_beside, sessions_of
from courses.cohorts.operations.cohorts import add_cohort_trainer
from courses.cohorts.queries.cohorts import CohortSummary, course_of
from courses.curriculum.domain import PartKind
from lms import clock
from lms.accounts.permissions import SYSTEM
from lms.accounts.queries.identities import resolve_people, resolve_person
from lms.accounts.queries.people import get_person
from lms.errors import Conflict, Invalid
from lms.extensions import db
from lms.text import tidy


class NoLicence(Conflict):
    """A trainer has no licence for the course on that day."""


class Elsewhere(Conflict):
    """Nobody teaches in two places at once."""


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
            "El curso da %(n)s minutos a esta parte y ya hay %(taken)s programados.",
            "planned_minutes",
            n=planned.minutes,
            taken=taken,
        )


def add_trainer(cohort: CohortSummary, session: TrainingSession, person_id: UUID, *, is_lead: bool) -> None:
    """Let somebody teach the session, and with it the cohort; the licence that holds that day is kept."""
    person = get_person(resolve_person(get_person(person_id).id))
    licence_id = find_licence_for(cohort, person.id, clock.lima_day(session.starts_at))
    if licence_id is None and course_of(cohort).rules.trainer_licence:
        raise NoLicence("%(name)s no tiene licencia vigente ese día para este curso.", name=person.full_name)
    if person.id in _busy(session):
        raise Elsewhere("%(name)s ya enseña en otra sesión a esa hora.", name=person.full_name)
    add_cohort_trainer(SYSTEM, cohort.id, person.id)
    db.session.add(SessionTrainer(session_id=session.id, person_id=person.id, licence_id=licence_id, is_lead=is_lead))
    db.session.flush()


def _busy(session: TrainingSession) -> set[UUID]:
    """Who teaches elsewhere while the session lasts."""
    beside = sessions_beside(session.starts_at, session.planned_minutes, but=session.id)
    return set(resolve_people(trainer.person_id for each in beside for trainer in each.trainers).values())
