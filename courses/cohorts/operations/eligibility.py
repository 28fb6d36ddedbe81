"""Deciding whether a person meets a requirement."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from courses.cohorts.domain import OwnCase, lapses_on
from courses.cohorts.models import EligibilityDecision, EligibilityOutcome
from courses.cohorts.queries.cohorts import course_of, get_cohort, programme_of
from courses.cohorts.queries.enrolments import get_enrolment
from lms import clock
from lms.accounts.permissions import Actor, Permission, authorise
from lms.accounts.queries.identities import is_self
from lms.audit.operations import record
from lms.database import transaction
from lms.errors import Invalid
from lms.extensions import db


@dataclass(frozen=True)
class Decided:
    """One answer to record."""

    enrolment_id: UUID
    requirement: str
    outcome: EligibilityOutcome


def decide_all(actor: Actor, decisions: Iterable[Decided]) -> None:
    """Decide many at once, all or nothing."""
    with transaction():
        for each in decisions:
            decide_eligibility(actor, each.enrolment_id, each.requirement, each.outcome)


def decide_eligibility(actor: Actor, enrolment_id: UUID, requirement: str, outcome: EligibilityOutcome) -> UUID:
    """Decide one requirement of one person, never one's own; its term comes from the programme."""
    enrolment = get_enrolment(enrolment_id)
    cohort = get_cohort(enrolment.cohort_id)
    authorise(actor, Permission.DECIDE_ELIGIBILITY, cohort.target)
    if is_self(actor, enrolment.person_id):
        raise OwnCase("Nadie decide sobre sus propios requisitos: lo hace otra persona.")
    if requirement not in course_of(cohort).rules.eligibility:
        raise Invalid("El curso no pide ese requisito.", "requirement")
    valid_days = programme_of(cohort).requirement(requirement).valid_days
    with transaction():
        decision = EligibilityDecision(
            enrolment_id=enrolment_id,
            requirement=requirement,
            outcome=outcome,
            valid_until=lapses_on(outcome == EligibilityOutcome.YES, valid_days, clock.today()),
            recorded_by=actor.person_id,
        )
        db.session.add(decision)
        db.session.flush()
        record(
            actor.person_id,
            "eligibility.decided",
            "enrolment",
            enrolment_id,
            requirement=requirement,
            decision=str(decision.id),
        )
    return decision.id
