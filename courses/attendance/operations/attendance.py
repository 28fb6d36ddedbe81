"""Taking attendance: what changed, append-only, with the reason of each correction."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from courses.attendance.domain import AttendanceInput, AttendanceView, minutes_for
from courses.attendance.models import AttendanceEntry, AttendanceStatus
from courses.attendance.queries.entries import attendance_of, attending_beside
from courses.attendance.queries.sessions import SessionSummary, get_session
from courses.cohorts.queries.cohorts import get_cohort
from courses.cohorts.queries.enrolments import roster
from lms import clock
from lms.accounts.permissions import Actor, Permission, authorise
from lms.accounts.queries.identities import resolve_person
from lms.accounts.queries.people import summarise_people
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


def record_attendance(
    actor: Actor, session_id: UUID, entries: Sequence[AttendanceInput], source: Source = Source.WEB
) -> int:
    """Write what changed, one append-only entry a person; a correction needs a reason. Returns how many are new."""
    with transaction():
        session = get_session(session_id)
        cohort = get_cohort(session.cohort_id)
        authorise(actor, Permission.TAKE_ATTENDANCE, cohort.target)
        check_may_be_taken(session)
        people = {each.id: each.person_id for each in roster(cohort.id)}
        refuse_own(actor, {people.get(each.enrolment_id) for each in entries})
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


def refuse_own(actor: Actor, people: Collection[UUID | None]) -> None:
    """Raise OwnHours when the actor is among the people."""
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


def check_may_be_taken(session: SessionSummary) -> None:
    """Raise Conflict for a cancelled session, TooEarly before its day."""
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
