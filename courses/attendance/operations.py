"""Scheduling sessions, taking attendance, receiving who comes without being on the list, crediting self-study."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from courses.attendance.domain import AttendanceInput, AttendanceView, may_be_same_person, minutes_for
from courses.attendance.models import AttendanceEntry, AttendanceStatus, Evidence, HoursEntry, TrainingSession
from courses.attendance.planning import add_trainer, check_plan
from courses.attendance.queries import SessionSummary, attendance_of, attending_beside, get_session
from courses.cohorts.operations.consent import record_paper_consent
from courses.cohorts.operations.enrolment import enrol
from courses.cohorts.queries import course_of, get_cohort, get_enrolment, roster
from courses.curriculum.domain import PartKind
from lms import clock
from lms.accounts.domain import Document, full_name_of
from lms.accounts.operations.people import NewPerson, register_person
from lms.accounts.permissions import Actor, Permission, authorise
from lms.accounts.queries import find_person_by_document, get_person, resolve_person, summarise_people
from lms.audit.operations import record, write_payload
from lms.database import transaction
from lms.errors import Conflict, Forbidden, Invalid
from lms.extensions import db
from lms.facts import Source
from lms.ids import new_id
from lms.text import tidy


class TooEarly(Conflict):
    """Attendance is of sessions that have begun."""


class NeedsReason(Invalid):
    """A correction keeps the old entry and says why."""


class OwnHours(Forbidden):
    """Nobody takes her own attendance or receives her own booklet."""


class Elsewhere(Invalid):
    """Nobody attends two sessions at once."""


class OtherName(Invalid):
    """The document belongs to somebody of another name."""


@dataclass(frozen=True)
class WalkIn:
    """Somebody who came without being on the list; `consents` = she signed the paper today."""

    given_names: str
    surnames: str
    document: Document | None
    consents: bool


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
    with transaction():
        cohort = get_cohort(cohort_id)
        authorise(actor, Permission.SCHEDULE_SESSION, cohort.target)
        check_plan(cohort, part, place, starts_at, planned_minutes)
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
            add_trainer(cohort, session, person_id, is_lead=person_id == lead_id)
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
    """Write what changed, one append-only entry a person; a correction needs a reason. Returns how many are new."""
    with transaction():
        session = get_session(session_id)
        cohort = get_cohort(session.cohort_id)
        authorise(actor, Permission.TAKE_ATTENDANCE, cohort.target)
        _check_may_be_taken(session)
        people = {each.id: each.person_id for each in roster(cohort.id)}
        _refuse_own(actor, {people.get(each.enrolment_id) for each in entries})
        present = attendance_of(session_id)
        written = [
            row
            for each in entries
            if (row := _entry(actor, session, each, people, present.get(each.enrolment_id), source)) is not None
        ]
        _refuse_elsewhere(session, {people[row.enrolment_id] for row in written if row.minutes})
        db.session.add_all(written)
        if written:
            corrections = sum(row.replaces_id is not None for row in written)
            detail: dict[str, Any] = {"cohort": cohort.code, "entries": len(written), "corrections": corrections}
            record(actor.person_id, "attendance.recorded", "session", session_id, **detail)
    return len(written)


def add_walk_in(actor: Actor, session_id: UUID, walk_in: WalkIn) -> UUID:
    """Enrol somebody at the door, registering her and her signed consent first; returns the enrolment."""
    with transaction():
        session = get_session(session_id)
        cohort = get_cohort(session.cohort_id)
        authorise(actor, Permission.TAKE_ATTENDANCE, cohort.target)
        _check_may_be_taken(session)
        person_id = _find_registered(walk_in) or register_person(
            actor, NewPerson(walk_in.given_names, walk_in.surnames, walk_in.document, walk_in.document is None)
        )
        if walk_in.consents:
            record_paper_consent(actor, cohort.id, person_id, clock.today())
        return enrol(actor, cohort.id, person_id, is_walk_in=True)


def receive_booklet(actor: Actor, enrolment_id: UUID, part: str) -> None:
    """A paper booklet was handed in and signed by a trainer: the part's self-study minutes are earned once."""
    with transaction():
        enrolment = get_enrolment(enrolment_id)
        cohort = get_cohort(enrolment.cohort_id)
        authorise(actor, Permission.RECEIVE_BOOKLET, cohort.target)
        _refuse_own(actor, {enrolment.person_id})
        if enrolment.withdrawn_at is not None:
            raise Conflict("Esa persona está retirada del grupo.")
        lesson = course_of(cohort).part(part)
        if lesson.kind != PartKind.LESSON or not lesson.minutes:
            raise Invalid("Esa parte no da horas de estudio.", "part")
        if not _credit(enrolment_id, part, lesson.minutes, Evidence.BOOKLET, None, actor, Source.PAPER):
            raise Conflict("Esas horas ya estaban reconocidas.")
        record(actor.person_id, "booklet.received", "enrolment", enrolment_id, part=part, minutes=lesson.minutes)


def receive_booklets(actor: Actor, receipts: Sequence[tuple[UUID, str]]) -> int:
    """Receive several (enrolment, part), all or none; what was credited meanwhile is passed over. Returns how many."""
    with transaction():
        new = [(enrolment_id, part) for enrolment_id, part in receipts if not _is_credited(enrolment_id, part)]
        for enrolment_id, part in new:
            receive_booklet(actor, enrolment_id, part)
    return len(new)


def credit_check(actor: Actor, enrolment_id: UUID, evaluation: str, attempt_id: UUID) -> None:
    """The check was answered: each lesson it stands for earns its minutes, once; in the caller's transaction."""
    course = course_of(get_cohort(get_enrolment(enrolment_id).cohort_id))
    module, _, check = evaluation.partition("/")
    for part in course.module(module).parts:
        if part.kind == PartKind.LESSON and part.minutes and part.check == check:
            _credit(enrolment_id, f"{module}/{part.slug}", part.minutes, Evidence.CHECK, attempt_id, actor, Source.WEB)


def _is_credited(enrolment_id: UUID, part: str) -> bool:
    known = select(HoursEntry.id).where(HoursEntry.enrolment_id == enrolment_id, HoursEntry.part == part)
    return db.session.scalar(known) is not None


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
    if _is_credited(enrolment_id, part):
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


def _refuse_own(actor: Actor, people: Collection[UUID | None]) -> None:
    if actor.person_id is not None and resolve_person(actor.person_id) in people:
        raise OwnHours("Nadie se anota sus propias horas: lo hace otra persona.")


def _refuse_elsewhere(session: SessionSummary, person_ids: Collection[UUID]) -> None:
    """A list copied from a session held at the same time counts nobody twice."""
    twice = attending_beside(session) & set(person_ids)
    if twice:
        names = ", ".join(sorted(person.full_name for person in summarise_people(twice).values()))
        raise Elsewhere(
            "A esa hora asistieron a otra sesión: %(names)s. Revisar cuál de las dos es.", "enrolment", names=names
        )


def _find_registered(walk_in: WalkIn) -> UUID | None:
    """Who holds the document, if her name may be the one written; never tells a stranger's name."""
    holder = find_person_by_document(walk_in.document) if walk_in.document else None
    if holder is None:
        return None
    person = get_person(resolve_person(holder))
    if not may_be_same_person(full_name_of(walk_in.given_names, walk_in.surnames), person.full_name):
        raise OtherName("Ese documento está registrado con otro nombre: revisar el número.", "document_number")
    return person.id


def _check_may_be_taken(session: SessionSummary) -> None:
    if session.cancelled_at is not None:
        raise Conflict("La sesión está cancelada.")
    if session.day > clock.today():
        raise TooEarly("La asistencia se pasa desde el día de la sesión.")


def _entry(
    actor: Actor,
    session: SessionSummary,
    given: AttendanceInput,
    people: Collection[UUID],
    earlier: AttendanceView | None,
    source: Source,
) -> AttendanceEntry | None:
    """The new entry, or None when it says the same as the one that counts."""
    if given.enrolment_id not in people:
        raise Invalid("Esa persona no está en el grupo.", "enrolment")
    minutes = minutes_for(given.status, given.minutes, session.planned_minutes)
    if earlier and (earlier.status, earlier.minutes) == (given.status, minutes):
        return None
    reason = tidy(given.reason or "")
    if earlier and not reason:
        raise NeedsReason("Escribir por qué se corrige la asistencia.", "reason")
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
