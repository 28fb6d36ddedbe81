"""A trainee's own enrolments and where she stands in them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from courses.attendance.queries.entries import attendance_of
from courses.attendance.queries.ledger import ledgers
from courses.attendance.queries.sessions import SessionSummary, sessions_of
from courses.cohorts.queries.cohorts import CohortSummary, get_cohort
from courses.cohorts.queries.enrolments import EnrolmentSummary, enrolments_of, get_enrolment
from courses.completion.domain import Outcome
from courses.completion.queries.actas import CompletionView, completed_enrolments
from courses.completion.queries.outcomes import outcome_of
from courses.curriculum.domain import Course, Programme, Purpose
from courses.curriculum.queries import get_programme
from courses.evaluation.limits import attempts_left
from courses.evaluation.queries.results import EvaluationResult, results
from courses.learning.domain import EvaluationStanding, Standing, Step, list_steps
from lms import clock
from lms.accounts.permissions import Actor, Permission
from lms.accounts.queries.identities import is_self, resolve_person
from lms.errors import NotFound


@dataclass(frozen=True)
class Study:
    """One enrolment with its cohort and the pinned version of its programme and course."""

    enrolment: EnrolmentSummary
    cohort: CohortSummary
    programme: Programme
    course: Course

    @property
    def id(self) -> UUID:
        return self.enrolment.id


@dataclass(frozen=True)
class Progress:
    """How far somebody is: each part, what is met and missing, and her completion once an acta holds it."""

    steps: tuple[Step, ...]
    outcome: Outcome
    completion: CompletionView | None

    def step(self, ref: str) -> Step:
        """The part's step; NotFound."""
        for each in self.steps:
            if each.ref == ref:
                return each
        raise NotFound("Esa parte del curso no existe.")


def studies_of(actor: Actor) -> list[Study]:
    """The actor's own enrolments in force, the newest first."""
    if actor.person_id is None:
        return []
    found = [_study(each) for each in enrolments_of(resolve_person(actor.person_id)) if each.withdrawn_at is None]
    return [study for study in found if actor.may(Permission.LEARN, study.cohort.target)]


def own_study(actor: Actor, enrolment_id: UUID) -> Study:
    """One's own enrolment; anybody else's looks as if it did not exist."""
    study = _study(get_enrolment(enrolment_id))
    is_own = is_self(actor, study.enrolment.person_id) and study.enrolment.withdrawn_at is None
    if not is_own or not actor.may(Permission.LEARN, study.cohort.target):
        raise NotFound("No existe esa inscripción.")
    return study


def progress_of(study: Study) -> Progress:
    """How far this enrolment is, now."""
    return Progress(
        tuple(list_steps(study.course, _standing(study))),
        outcome_of(study.id),
        completed_enrolments(study.cohort.id).get(study.id),
    )


def sessions_for(study: Study, ref: str) -> list[SessionSummary]:
    """The sessions of one part that are not called off, by time."""
    return [each for each in sessions_of(study.cohort.id) if each.part == ref and each.cancelled_at is None]


def _study(enrolment: EnrolmentSummary) -> Study:
    cohort = get_cohort(enrolment.cohort_id)
    programme = get_programme(enrolment.version_sha256)
    return Study(enrolment, cohort, programme, programme.course(cohort.course))


def _standing(study: Study) -> Standing:
    hours, today = ledgers([study.id])[study.id], clock.today()
    days: dict[str, list[date]] = defaultdict(list)
    held = [session for session in sessions_of(study.cohort.id) if session.cancelled_at is None]
    for session in held:
        days[session.part].append(session.day)
    return Standing(
        today=today,
        attended=hours.attended,
        self_study=hours.self_study,
        evaluations={ref: _evaluation(study, found) for ref, found in results([study.id])[study.id].items()},
        days={ref: tuple(found) for ref, found in days.items()},
        over=frozenset(each.part for each in held if each.day == today and study.id in attendance_of(each.id)),
    )


def _evaluation(study: Study, found: EvaluationResult) -> EvaluationStanding:
    left = attempts_left(Purpose(found.purpose), study.course.rules.resits, found.attempts)
    return EvaluationStanding(found.state, found.mark, bool(found.critical_failures), left)
