"""Running one invented cohort through the real operations, from the roster to its certificates; safe to repeat."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from uuid import UUID

from certificates.issuing.operations.certificates import issue_closing
from courses.attendance.domain import AttendanceInput
from courses.attendance.models import AttendanceStatus
from courses.attendance.operations.attendance import record_attendance
from courses.attendance.operations.self_study import receive_booklet
from courses.attendance.operations.sessions import schedule_session
from courses.attendance.queries.ledger import ledgers
from courses.attendance.queries.sessions import sessions_of
from courses.cohorts.domain import NewCohort
from courses.cohorts.models import EligibilityOutcome
from courses.cohorts.operations.approval import approve_cohort
from courses.cohorts.operations.cohorts import add_cohort_trainer, create_cohort
from courses.cohorts.operations.eligibility import decide_eligibility
from courses.cohorts.operations.roster import apply_import, plan_import
from courses.cohorts.queries.cohorts import CohortSummary, find_cohort_by_code, get_cohort
from courses.cohorts.queries.decisions import approval_of, eligibility_of
from courses.cohorts.queries.enrolments import roster
from courses.cohorts.roster import read_roster
from courses.completion.operations import close_acta
from courses.completion.queries.actas import closings_of
from courses.curriculum.domain import Course, PartKind
from courses.curriculum.queries import get_course
from lms import clock
from lms.accounts.models.organisations import Organisation, OrganisationKind
from lms.accounts.permissions import Actor
from lms.accounts.queries.organisations import find_organisation
from lms.database import transaction
from lms.demo.evaluations import Evaluator
from lms.demo.people import Invented
from lms.demo.rosters import roster_file
from lms.demo.staff import actor_of
from lms.extensions import db
from lms.facts import Source


class Stage(IntEnum):
    """How far a cohort has come."""

    ENROLLED = 1
    STUDYING = 2
    WAITING_FOR_MARKS = 3
    CERTIFIED = 4


@dataclass(frozen=True)
class Plan:
    """An invented cohort; `weak` is the share of absences, `online` names who studies on the platform, not on paper."""

    code: str
    programme: str
    course: str
    organisation: str
    kind: OrganisationKind
    region: str
    place: str
    starts_on: date
    people: tuple[Invented, ...]
    lead: Callable[[], Actor]
    stage: Stage = Stage.CERTIFIED
    day_step: int = 7
    weak: float = 0.0
    online: frozenset[str] = frozenset()


def run_cohort(plan: Plan) -> None:
    """Bring the cohort to its stage; every step looks first whether it was done before."""
    cohort = _open(plan)
    if plan.stage == Stage.CERTIFIED and closings_of(cohort.id):
        _issue(plan, cohort)
        return
    course = get_course(cohort.version_sha256, cohort.course)
    _import(plan, cohort)
    _decide(plan, cohort)
    _teach(plan, cohort, course)
    if plan.stage >= Stage.STUDYING:
        _evaluate(plan, cohort, course)
    if plan.stage == Stage.CERTIFIED:
        _close(plan, cohort)
        _issue(plan, cohort)


def _coordinator() -> Actor:
    return actor_of("coordinator")


def _at(day: date, hour: int) -> datetime:
    return clock.at_lima(day, hour)


def _session_days(plan: Plan, course: Course) -> list[tuple[str, int, date]]:
    sessions = [(ref, part.minutes) for ref, part in course.parts() if part.kind == PartKind.SESSION]
    return [
        (ref, minutes, plan.starts_on + timedelta(days=plan.day_step * index))
        for index, (ref, minutes) in enumerate(sessions)
    ]


def _ends_on(plan: Plan, course: Course) -> date:
    return _session_days(plan, course)[-1][2]


def _open(plan: Plan) -> CohortSummary:
    found = find_cohort_by_code(plan.code)
    if found:
        return found
    with clock.set_to(_at(plan.starts_on - timedelta(days=21), 9)), transaction():
        organisation = find_organisation(plan.organisation)
        if organisation is None:
            organisation = Organisation(kind=plan.kind, name=plan.organisation, region=plan.region)
            db.session.add(organisation)
            db.session.flush()
        course = _latest_course(plan)
        new = NewCohort(
            code=plan.code,
            programme=plan.programme,
            course=plan.course,
            organisation_id=organisation.id,
            region=plan.region,
            place=plan.place,
            language="es-PE",
            starts_on=plan.starts_on,
            ends_on=_ends_on(plan, course),
            resolution=None,
        )
        cohort_id = create_cohort(_coordinator(), new)
        lead = plan.lead().person_id
        if lead:
            add_cohort_trainer(_coordinator(), cohort_id, lead)
    return get_cohort(cohort_id)


def _latest_course(plan: Plan) -> Course:
    from courses.curriculum.queries import latest_version  # noqa: PLC0415

    return get_course(latest_version(plan.programme).sha256, plan.course)


def _import(plan: Plan, cohort: CohortSummary) -> None:
    day = plan.starts_on - timedelta(days=14)
    with clock.set_to(_at(day, 10)):
        rows = read_roster(roster_file(plan.people, day), day).rows
        plan_of_import = plan_import(cohort.id, rows)
        if plan_of_import.changes:
            apply_import(_coordinator(), cohort.id, plan_of_import)


def _decide(plan: Plan, cohort: CohortSummary) -> None:
    course = get_course(cohort.version_sha256, cohort.course)
    people = roster(cohort.id)
    known = eligibility_of([each.id for each in people])
    with clock.set_to(_at(plan.starts_on - timedelta(days=7), 11)), transaction():
        for each in people:
            for requirement in course.rules.eligibility:
                if requirement not in known.get(each.id, {}):
                    decide_eligibility(_coordinator(), each.id, requirement, EligibilityOutcome.YES)


def _teach(plan: Plan, cohort: CohortSummary, course: Course) -> None:
    lead = plan.lead()
    assert lead.person_id is not None  # noqa: S101 — a registered teacher
    done = {session.part: session.id for session in sessions_of(cohort.id)}
    days = _session_days(plan, course)
    held = days if plan.stage >= Stage.WAITING_FOR_MARKS else days[: len(days) // 2]
    for ref, minutes, day in days:
        with clock.set_to(_at(plan.starts_on - timedelta(days=5), 9)):
            session_id = done.get(ref) or schedule_session(
                _coordinator(), cohort.id, ref, plan.place, _at(day, 8), minutes, lead.person_id
            )
        if plan.stage > Stage.ENROLLED and ref in {part for part, _, _ in held}:
            with clock.set_to(_at(day, 18)):
                record_attendance(lead, session_id, _attendance(plan, cohort.id, ref, minutes), Source.WEB)


def _attendance(plan: Plan, cohort_id: UUID, ref: str, minutes: int) -> list[AttendanceInput]:
    chance = random.Random(f"{plan.code}/{ref}")  # noqa: S311 — invented data
    entries = []
    for each in roster(cohort_id):
        draw = chance.random()
        if draw < plan.weak:
            entries.append(AttendanceInput(each.id, AttendanceStatus.ABSENT))
        elif draw < plan.weak + 0.06:
            entries.append(AttendanceInput(each.id, AttendanceStatus.LATE, minutes - min(15, minutes // 4)))
        else:
            entries.append(AttendanceInput(each.id, AttendanceStatus.PRESENT))
    return entries


def _evaluate(plan: Plan, cohort: CohortSummary, course: Course) -> None:
    evaluator = Evaluator(cohort, course, plan.lead(), f"{plan.code}")
    day = _ends_on(plan, course) if plan.stage >= Stage.WAITING_FOR_MARKS else plan.starts_on + timedelta(days=10)
    people = roster(cohort.id)
    refs = evaluator.first_half() if plan.stage == Stage.STUDYING else evaluator.all()
    for each in people:
        with clock.set_to(_at(day, 16)), transaction():
            evaluator.take(each.id, refs, leave_open=plan.stage != Stage.CERTIFIED)
            if each.person.full_name not in plan.online:
                _hand_in_booklets(plan, course, each.id)


def _hand_in_booklets(plan: Plan, course: Course, enrolment_id: UUID) -> None:
    earned = ledgers([enrolment_id])[enrolment_id].self_study
    lessons = [ref for ref, part in course.parts() if part.kind == PartKind.LESSON and part.minutes]
    lead = plan.lead()
    for ref in lessons if plan.stage > Stage.STUDYING else lessons[: len(lessons) // 3]:
        if ref not in earned:
            receive_booklet(lead, enrolment_id, ref)


def _close(plan: Plan, cohort: CohortSummary) -> None:
    course = get_course(cohort.version_sha256, cohort.course)
    with clock.set_to(_at(_ends_on(plan, course) + timedelta(days=3), 15)):
        if course.rules.approval and approval_of(cohort.id) is None:
            approve_cohort(_coordinator(), cohort.id, True)
        close_acta(_coordinator(), cohort.id)


def _issue(plan: Plan, cohort: CohortSummary) -> None:
    course = get_course(cohort.version_sha256, cohort.course)
    with clock.set_to(_at(_ends_on(plan, course) + timedelta(days=3), 16)):
        for closing in closings_of(cohort.id):
            issue_closing(actor_of("registrar"), closing.id, _quiet)


def _quiet(done: int, total: int, step: str = "") -> None:
    """The chapter tells its own progress."""
