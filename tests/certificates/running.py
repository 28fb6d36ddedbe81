"""Bringing the invented cast through a course, by the same operations as everybody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from certificates.issuing.operations.certificates import issue_closing
from certificates.issuing.operations.signatories import NewSignatory, add_signatory
from certificates.issuing.queries.certificates import CertificateView, list_certificates
from courses.attendance.domain import AttendanceInput
from courses.attendance.models import AttendanceStatus
from courses.attendance.operations.attendance import record_attendance
from courses.attendance.operations.self_study import receive_booklet
from courses.attendance.operations.sessions import schedule_session
from courses.attendance.queries.sessions import sessions_taught
from courses.cohorts.domain import NewCohort
from courses.cohorts.models import EligibilityOutcome
from courses.cohorts.operations.approval import approve_cohort
from courses.cohorts.operations.cohorts import add_cohort_trainer, create_cohort
from courses.cohorts.operations.consent import record_paper_consent
from courses.cohorts.operations.eligibility import decide_eligibility
from courses.cohorts.operations.enrolment import enrol
from courses.completion.operations import close_acta
from courses.curriculum.domain import Course, ItemKind, Part, Purpose
from courses.curriculum.queries import get_course, get_items, get_keys, latest_version
from courses.evaluation.operations.marking import mark_response, observe_practical
from courses.evaluation.operations.paper import transcribe_paper
from courses.evaluation.scoring import rubric
from lms import clock
from lms.accounts.domain import parse_document
from lms.accounts.operations.people import NewPerson, register_person
from lms.accounts.permissions import SYSTEM, Actor
from lms.accounts.queries.access import load_actor
from tests.support.cast import PACK, Cast

START = date(2026, 3, 2)
"""A Monday on which the first cohort of a test begins."""


@dataclass(frozen=True)
class Group:
    """A cohort to bring to its acta; `lead` and `others` teach its one session."""

    code: str
    course: str
    people: tuple[UUID, ...]
    lead: UUID
    others: tuple[UUID, ...] = ()
    starts_on: date = START
    region: str = "22"
    minutes: int = 60


def silent(_done: int, _total: int, _step: str = "") -> None:
    """Progress that nobody reads."""


def appoint_signatory(programme: str = PACK, name: str = "Nélida Chuquizuta Pérez", **changes: object) -> UUID:
    new = NewSignatory(programme, name, "Presidenta de la comisión", "Corte Superior de Prueba", date(2020, 1, 1))
    return add_signatory(SYSTEM, NewSignatory(**{**vars(new), **changes}))  # type: ignore[arg-type]


def newcomer(number: int, given_names: str = "", surnames: str = "Prueba Inventada") -> UUID:
    """Somebody new, with document 5000 + number."""
    dni = parse_document("DNI", f"{50_000_000 + number}")
    return register_person(SYSTEM, NewPerson(given_names or f"Persona {chr(65 + number % 26)}", surnames, dni))


def certify(cast: Cast, group: Group) -> list[CertificateView]:
    """Run the group, close its acta and issue; its certificates by holder's place in `group.people`."""
    closing_id, cohort_id = close(cast, group)
    registrar = cast.actor("registrar")
    with clock.set_to(clock.at_lima(group.starts_on + timedelta(days=5), 9)):
        issue_closing(registrar, closing_id, silent)
    found = {each.person_id: each for each in list_certificates(cohort_id=cohort_id)}
    return [found[person_id] for person_id in group.people]


def close(cast: Cast, group: Group) -> tuple[UUID, UUID]:
    """Run the group up to the acta; the ids of acta and cohort."""
    cohort_id, enrolments = open_group(cast, group)
    coordinator = cast.actor("coordinator")
    study(coordinator, group, cohort_id, enrolments)
    with clock.set_to(clock.at_lima(group.starts_on + timedelta(days=4), 9)):
        return close_acta(coordinator, cohort_id), cohort_id


def open_group(cast: Cast, group: Group) -> tuple[UUID, list[UUID]]:
    """Cohort, trainers, consents and enrolments, a week before it starts."""
    coordinator = cast.actor("coordinator")
    with clock.set_to(clock.at_lima(group.starts_on - timedelta(days=7), 9)):
        cohort_id = create_cohort(
            coordinator,
            NewCohort(
                group.code, PACK, group.course, cast.court, group.region, "Tarapoto", "es-PE",
                group.starts_on, group.starts_on + timedelta(days=3),
            ),
        )  # fmt: skip
        for trainer in (group.lead, *group.others):
            add_cohort_trainer(coordinator, cohort_id, trainer)
        for person_id in group.people:
            record_paper_consent(coordinator, cohort_id, person_id, None)
        return cohort_id, [enrol(coordinator, cohort_id, person_id) for person_id in group.people]


def study(coordinator: Actor, group: Group, cohort_id: UUID, enrolments: Sequence[UUID]) -> None:
    """Everything the course asks for, met by everybody."""
    course = get_course(latest_version(PACK).sha256, group.course)
    with clock.set_to(clock.at_lima(group.starts_on, 12)):
        _attend(coordinator, group, cohort_id, course, enrolments)
        for enrolment_id in enrolments:
            for requirement in course.rules.eligibility:
                decide_eligibility(coordinator, enrolment_id, requirement, EligibilityOutcome.YES)
            for ref, part in course.parts():
                if part.kind == "lesson" and part.minutes:
                    receive_booklet(coordinator, enrolment_id, ref)
            _take(coordinator, group, course, enrolment_id)
        if course.rules.approval:
            approve_cohort(coordinator, cohort_id, True)


def _attend(coordinator: Actor, group: Group, cohort_id: UUID, course: Course, enrolments: Iterable[UUID]) -> None:
    ref = next(ref for ref, part in course.parts() if part.kind == "session")
    session_id = schedule_session(
        coordinator, cohort_id, ref, "Tarapoto", _free_hour(group), group.minutes, group.lead, group.others
    )
    present = [AttendanceInput(each, AttendanceStatus.PRESENT) for each in enrolments]
    record_attendance(load_actor(group.lead), session_id, present)


def _free_hour(group: Group) -> datetime:
    """The first full hour from eight on at which none of its trainers teaches."""
    taught = {each.starts_at for trainer in (group.lead, *group.others) for each in sessions_taught(trainer)}
    return next(at for hour in range(8, 20) if (at := clock.at_lima(group.starts_on, hour)) not in taught)


def _take(coordinator: Actor, group: Group, course: Course, enrolment_id: UUID) -> None:
    for ref, part in course.parts():
        if part.purpose in (Purpose.QUIZ, Purpose.PRE_TEST, Purpose.POST_TEST):
            _write(coordinator, group, enrolment_id, ref, part)
        elif part.purpose == Purpose.PRACTICAL:
            marks = {sha: _best(sha) for sha in part.items}
            observe_practical(load_actor(group.lead), enrolment_id, ref, marks)


def _write(coordinator: Actor, group: Group, enrolment_id: UUID, ref: str, part: Part) -> None:
    form = {Purpose.PRE_TEST: "A", Purpose.POST_TEST: "B"}.get(part.purpose) if part.forms else None  # type: ignore[arg-type]
    shas = part.forms[form] if form else part.items
    items, keys = get_items(shas), get_keys(shas)
    attempt = transcribe_paper(
        coordinator, enrolment_id, ref, {sha: _right(items[sha].kind, keys[sha]) for sha in shas}, form
    )
    for sha in shas:
        if items[sha].kind == ItemKind.OPEN:
            mark_response(load_actor(group.lead), attempt, sha, _best(sha))


def _right(kind: ItemKind, key: dict[str, object]) -> object:
    if kind == ItemKind.SINGLE:
        return key["right"][0]  # type: ignore[index]
    if kind == ItemKind.MULTIPLE:
        return tuple(key["right"])  # type: ignore[arg-type]
    if kind == ItemKind.TRUE_FALSE:
        return key["right"]
    return key["answers"][0] if kind == ItemKind.SHORT_TEXT else "El acta cierra la lista."  # type: ignore[index]


def _best(sha: str) -> dict[str, int]:
    item = get_items([sha])[sha]
    return {criterion.slug: 100 * criterion.max_points for criterion in rubric(item)}
