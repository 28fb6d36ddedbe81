"""Crediting self-study, once a part: the check answered, or the booklet received."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from courses.attendance.models import Evidence, HoursEntry
from courses.attendance.operations.attendance import refuse_own
from courses.cohorts.queries.cohorts import course_of, get_cohort
from courses.cohorts.queries.enrolments import get_enrolment
from courses.curriculum.domain import PartKind
from lms.accounts.permissions import Actor, Permission, authorise
from lms.audit.operations import record
from lms.database import transaction
from lms.errors import Conflict, Invalid
from lms.extensions import db
from lms.facts import Source


def receive_booklet(actor: Actor, enrolment_id: UUID, part: str) -> None:
    """A paper booklet was handed in and signed by a trainer: the part's self-study minutes are earned once."""
    with transaction():
        enrolment = get_enrolment(enrolment_id)
        cohort = get_cohort(enrolment.cohort_id)
        authorise(actor, Permission.RECEIVE_BOOKLET, cohort.target)
        refuse_own(actor, {enrolment.person_id})
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
