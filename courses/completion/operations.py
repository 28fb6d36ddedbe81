"""Closing an acta: the completions of a cohort become issuable."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any
from uuid import UUID

import rfc8785

from courses.attendance.queries.sessions import sessions_of
from courses.cohorts.operations.snapshots import snapshot_enrolments
from courses.cohorts.queries.cohorts import CohortSummary, get_cohort
from courses.cohorts.queries.enrolments import EnrolmentSummary, roster
from courses.completion.domain import Outcome
from courses.completion.models import Closing, Completion
from courses.completion.queries.actas import closings_of, completed_enrolments
from courses.completion.queries.outcomes import gather_ledgers, outcomes
from courses.curriculum.domain import Course
from courses.curriculum.queries import get_course
from courses.evaluation.queries.results import results
from courses.signals import cohort_closed
from lms import clock
from lms.accounts.permissions import Actor, Permission, authorise
from lms.accounts.queries.identities import resolve_people, resolve_person
from lms.audit.operations import record
from lms.database import transaction
from lms.errors import Conflict
from lms.extensions import db
from lms.ids import new_id

APPEAL_DAYS = 5


class NobodyCompletes(Conflict):
    """There is no new completion to close."""


class CloserIsParty(Conflict):
    """The closer takes part in the cohort, or is the only one who marked or taught somebody of the list."""


def close_acta(actor: Actor, cohort_id: UUID) -> UUID:
    """Close the list of those who newly meet everything; the closer is neither trainee nor anybody's sole grader."""
    cohort = get_cohort(cohort_id)
    authorise(actor, Permission.CLOSE_ACTA, cohort.target)
    with transaction():
        newly = _newly_complete(cohort_id)
        if not newly:
            raise NobodyCompletes("Nadie más cumple todos los requisitos: todavía no hay nada que cerrar.")
        _refuse_parties(actor, cohort_id, [each.id for each, _ in newly])
        closing = Closing(
            id=new_id(),
            cohort_id=cohort_id,
            number=len(closings_of(cohort_id)) + 1,
            list_sha256=list_hash(newly),
            closed_at=clock.now(),
            closed_by=actor.person_id,
            appeal_until=clock.today() + timedelta(days=APPEAL_DAYS),
        )
        db.session.add(closing)
        db.session.flush()
        _add_completions(cohort, closing.id, newly)
        snapshot_enrolments([each.id for each, _ in newly])
        record(
            actor.person_id, "acta.closed", "closing", closing.id, cohort=cohort.code, number=closing.number,
            completions=len(newly), list_sha256=closing.list_sha256,
        )  # fmt: skip
        cohort_closed.send("courses.completion", closing_id=closing.id, cohort_id=cohort_id, actor=actor)
    return closing.id


def list_hash(rows: Sequence[tuple[EnrolmentSummary, Outcome]]) -> str:
    """SHA-256 over the closed list in canonical JSON (RFC 8785): enrolment, minutes, final mark."""
    listed = sorted([str(each.id), found.minutes, found.final_mark] for each, found in rows)
    return hashlib.sha256(rfc8785.dumps(listed)).hexdigest()


def rules_hash(course: Course) -> str:
    """SHA-256 over the rules and components as evaluated."""
    stated: dict[str, Any] = {"rules": asdict(course.rules), "components": [asdict(each) for each in course.components]}
    return hashlib.sha256(rfc8785.dumps(stated)).hexdigest()


def _add_completions(
    cohort: CohortSummary, closing_id: UUID, newly: Sequence[tuple[EnrolmentSummary, Outcome]]
) -> None:
    course = get_course(cohort.version_sha256, cohort.course)
    hashed = rules_hash(course)
    gathered = gather_ledgers(cohort, [each for each, _ in newly])
    for each, found in newly:
        db.session.add(
            Completion(
                enrolment_id=each.id,
                closing_id=closing_id,
                award=course.rules.award,
                version_sha256=cohort.version_sha256,
                rules_sha256=hashed,
                evidence={"ids": list(found.evidence)},
                minutes=found.minutes,
                final_mark=found.final_mark,
                earned_on=gathered[each.id].last_fact_on or clock.today(),
                completed_at=clock.now(),
            )
        )


def _newly_complete(cohort_id: UUID) -> list[tuple[EnrolmentSummary, Outcome]]:
    """Who meets everything and stands in no acta, each once: a merge may have given her two enrolments."""
    done = completed_enrolments(cohort_id)
    listed = {each.person_id for each in roster(cohort_id, with_withdrawn=True) if each.id in done}
    newly: dict[UUID, tuple[EnrolmentSummary, Outcome]] = {}
    for each, found in outcomes(cohort_id):
        if found.is_complete and each.person_id not in listed:
            newly.setdefault(each.person_id, (each, found))
    return list(newly.values())


def _refuse_parties(actor: Actor, cohort_id: UUID, enrolment_ids: Sequence[UUID]) -> None:
    """Where no person marked, whoever taught vouches for the list."""
    if actor.person_id is None:
        return
    closer = resolve_person(actor.person_id)
    if closer in {each.person_id for each in roster(cohort_id)}:
        raise CloserIsParty("Quien cierra el acta no puede ser participante del grupo.")
    teachers = _teachers(cohort_id)
    for marks in results(enrolment_ids).values():
        graders = {grader for result in marks.values() for grader in result.graders}
        if (graders or teachers) == {closer}:
            raise CloserIsParty(
                "Quien cierra el acta no puede ser la única persona que calificó o formó a alguien de la lista."
            )


def _teachers(cohort_id: UUID) -> set[UUID]:
    held = [session for session in sessions_of(cohort_id) if session.cancelled_at is None]
    return set(resolve_people(trainer.person_id for session in held for trainer in session.trainers).values())
