"""Scheduling sessions, taking attendance, crediting self-study."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from courses.attendance.domain import MAX_SESSION_MINUTES, AttendanceInput, AttendanceView, minutes_for
from courses.attendance.models import (
    AttendanceEntry,
    AttendanceStatus,
    Evidence,
    HoursEntry,
    SessionTrainer,
    TrainingSession,
)
from courses.attendance.queries import SessionSummary, attendance_of, get_session, sessions_of
from courses.cohorts.queries import CohortSummary, get_cohort, get_enrolment, roster
from courses.curriculum.domain import Course, PartKind
from courses.curriculum.queries import get_course
from lms import clock
from lms.accounts.permissions import Actor, Permission, authorise
from lms.accounts.queries import find_licence, get_person
from lms.audit.operations import record, write_payload
from lms.database import transaction
from lms.errors import Conflict, Invalid
from lms.extensions import db
from lms.facts import Source
from lms.ids import new_id
from lms.text import tidy


class NoLicence(Conflict):
    """The lead trainer has no licence for the course on that day."""


class TooEarly(Conflict):
    """Attendance is of sessions that have begun."""


class NeedsReason(Invalid):
    """A correction keeps the old entry and says why."""


def schedule_session(
    actor: Actor,
    cohort_id: UUID,
    part: str,
    place: str,
    starts_at: datetime,
    planned_minutes: int,
    lead_id: UUID,
    other_ids: Sequence[UUID] = (),
) -> UUID:
    """Plan a session of one part; each trainer's licence for that day is kept with it."""
    cohort = get_cohort(cohort_id)
    authorise(actor, Permission.SCHEDULE_SESSION, cohort.target)
    course = get_course(cohort.version_sha256, cohort.course)
    _check_plan(cohort, course, part, place, starts_at, planned_minutes)
    with transaction():
        session = TrainingSession(
            id=new_id(),
            cohort_id=cohort_id,
            part=part,
            place=tidy(place),
            starts_at=starts_at,
            planned_minutes=planned_minutes,
            created_by=actor.person_id,
        )
        db.session.add(session)
        db.session.flush()
        for person_id in dict.fromkeys((lead_id, *other_ids)):
            _add_trainer(cohort, course, session, person_id, is_lead=person_id == lead_id)
        record(actor.person_id, "session.scheduled", "session", session.id, cohort=cohort.code, part=part)
    return session.id


def cancel_session(actor: Actor, session_id: UUID) -> None:
    """Call a session off; its attendance stops counting, nothing is deleted."""
    with transaction():
        session = get_session(session_id)
        cohort = get_cohort(session.cohort_id)
        authorise(actor, Permission.SCHEDULE_SESSION, cohort.target)
        row = db.session.get_one(TrainingSession, session_id)
        if row.cancelled_at is not None:
            raise Conflict("La sesión ya estaba cancelada.")
        row.cancelled_at = clock.now()
        record(actor.person_id, "session.cancelled", "session", session_id, cohort=cohort.code)


def record_attendance(
    actor: Actor, session_id: UUID, entries: Sequence[AttendanceInput], source: Source = Source.WEB
) -> int:
    """Write what changed, one append-only entry a person; a correction needs a reason. Returns how many were written."""
    with transaction():
        session = get_session(session_id)
        cohort = get_cohort(session.cohort_id)
        authorise(actor, Permission.TAKE_ATTENDANCE, cohort.target)
        _check_may_be_taken(session)
        people = {each.id: each.person_id for each in roster(cohort.id) if each.withdrawn_at is None}
        present = attendance_of(session_id)
        written = [
            row
            for each in entries
            if (row := _entry(actor, session, each, people, present.get(each.enrolment_id), source)) is not None
        ]
        db.session.add_all(written)
        if written:
            record(
                actor.person_id, "attendance.recorded", "session", session_id,
                cohort=cohort.code, entries=len(written), corrections=sum(row.replaces_id is not None for row in written),
            )  # fmt: skip
    return len(written)


def receive_booklet(actor: Actor, enrolment_id: UUID, part: str) -> None:
    """A paper booklet was handed in and signed by a trainer: the part's self-study minutes are earned once."""
    enrolment = get_enrolment(enrolment_id)
    cohort = get_cohort(enrolment.cohort_id)
    authorise(actor, Permission.RECEIVE_BOOKLET, cohort.target)
    if actor.person_id == enrolment.person_id:
        raise Conflict("Nadie recibe su propio cuadernillo.")
    lesson = get_course(cohort.version_sha256, cohort.course).part(part)
    if lesson.kind != PartKind.LESSON or not lesson.minutes:
        raise Invalid("Esa parte no da horas de estudio.", "part")
    with transaction():
        if not _credit(enrolment_id, part, lesson.minutes, Evidence.BOOKLET, None, actor, Source.PAPER):
            raise Conflict("Esas horas ya estaban reconocidas.")
        record(actor.person_id, "booklet.received", "enrolment", enrolment_id, part=part, minutes=lesson.minutes)


def credit_check(actor: Actor, enrolment_id: UUID, evaluation: str, attempt_id: UUID) -> None:
    """The check was answered: every lesson it stands for earns its planned minutes, once; in the caller's transaction."""
    enrolment = get_enrolment(enrolment_id)
    cohort = get_cohort(enrolment.cohort_id)
    course = get_course(cohort.version_sha256, cohort.course)
    module, _, check = evaluation.partition("/")
    for ref, part in course.parts():
        if part.kind == PartKind.LESSON and part.minutes and part.check == check and ref.startswith(f"{module}/"):
            _credit(enrolment_id, ref, part.minutes, Evidence.CHECK, attempt_id, actor, Source.WEB)


def _credit(
    enrolment_id: UUID,
    part: str,
    minutes: int,
    evidence: Evidence,
    evidence_id: UUID | None,
    actor: Actor,
    source: Source,
) -> bool:
    """Write the minutes unless they were earned before."""
    known = select(HoursEntry.id).where(HoursEntry.enrolment_id == enrolment_id, HoursEntry.part == part)
    if db.session.scalar(known) is not None:
        return False
    db.session.add(
        HoursEntry(
            enrolment_id=enrolment_id,
            part=part,
            minutes=minutes,
            evidence=evidence,
            evidence_id=evidence_id,
            recorded_by=actor.person_id,
            source=source,
        )
    )
    db.session.flush()
    return True


def _check_plan(
    cohort: CohortSummary, course: Course, part: str, place: str, starts_at: datetime, planned_minutes: int
) -> None:
    planned = course.part(part)
    if planned.kind != PartKind.SESSION:
        raise Invalid("Esa parte del curso no es una sesión presencial.", "part")
    if not tidy(place):
        raise Invalid("Escribe el lugar.", "place")
    if not 0 < planned_minutes <= MAX_SESSION_MINUTES:
        raise Invalid("Una sesión dura entre 1 minuto y 12 horas.", "planned_minutes")
    if not cohort.starts_on <= clock.lima_day(starts_at) <= cohort.ends_on:
        raise Invalid("La sesión debe caer entre las fechas del grupo.", "starts_at")
    taken = sum(each.planned_minutes for each in sessions_of(cohort.id) if each.part == part and not each.cancelled_at)
    if taken + planned_minutes > planned.minutes:
        raise Invalid(
            f"El curso da {planned.minutes} minutos a esta parte y ya hay {taken} programados.", "planned_minutes"
        )


def _add_trainer(
    cohort: CohortSummary, course: Course, session: TrainingSession, person_id: UUID, *, is_lead: bool
) -> None:
    get_person(person_id)
    if person_id in {each.person_id for each in roster(cohort.id) if each.withdrawn_at is None}:
        raise Conflict("Quien participa en el grupo no puede dictar su sesión.")
    licence = find_licence(person_id, cohort.programme, cohort.course, clock.lima_day(session.starts_at))
    if licence and licence.region and licence.region != cohort.region:
        licence = None
    if licence is None and is_lead and course.rules.trainer_licence:
        raise NoLicence("La persona que dirige la sesión no tiene licencia vigente ese día para este curso.")
    db.session.add(
        SessionTrainer(
            session_id=session.id, person_id=person_id, licence_id=licence.id if licence else None, is_lead=is_lead
        )
    )
    db.session.flush()


def _check_may_be_taken(session: SessionSummary) -> None:
    if session.cancelled_at is not None:
        raise Conflict("La sesión está cancelada.")
    if session.day > clock.today():
        raise TooEarly("La asistencia se pasa desde el día de la sesión.")


def _entry(
    actor: Actor,
    session: SessionSummary,
    given: AttendanceInput,
    people: dict[UUID, UUID],
    earlier: AttendanceView | None,
    source: Source,
) -> AttendanceEntry | None:
    """The new entry, or None when it says the same as the one that counts."""
    if given.enrolment_id not in people:
        raise Invalid("Esa persona no está en el grupo.", "enrolment")
    if actor.person_id is not None and people[given.enrolment_id] == actor.person_id:
        raise Conflict("Nadie pasa su propia asistencia.")
    minutes = minutes_for(given.status, given.minutes, session.planned_minutes)
    if earlier and (earlier.status, earlier.minutes) == (given.status, minutes):
        return None
    reason = tidy(given.reason or "")
    if earlier and not reason:
        raise NeedsReason("Escribe por qué se corrige la asistencia.", "reason")
    return AttendanceEntry(
        id=new_id(),
        session_id=session.id,
        enrolment_id=given.enrolment_id,
        status=AttendanceStatus(given.status),
        minutes=minutes,
        planned_minutes=session.planned_minutes,
        replaces_id=earlier.entry_id if earlier else None,
        payload_id=write_payload(reason).id if earlier else None,
        occurred_at=session.starts_at,
        recorded_by=actor.person_id,
        source=source,
    )
