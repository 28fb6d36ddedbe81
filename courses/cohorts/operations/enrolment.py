"""Enrolling people and taking them off the list."""

from uuid import UUID

from courses.cohorts.domain import AlreadyEnrolled, NoConsent, NoDocument, TrainerAndTrainee, check_room
from courses.cohorts.models import Enrolment
from courses.cohorts.queries.cohorts import CohortSummary, course_of, get_cohort
from courses.cohorts.queries.enrolments import EnrolmentSummary, count_enrolled, find_enrolment, get_enrolment
from courses.cohorts.queries.teaching import trainee_grants, who_teaches
from lms import clock
from lms.accounts.operations.roles import end_role, grant_role
from lms.accounts.permissions import SYSTEM, Actor, Permission, Role, ScopeKind, authorise
from lms.accounts.queries.consents import consents_in_force
from lms.accounts.queries.identities import identities_of, resolve_person
from lms.accounts.queries.people import documents_of, get_person
from lms.audit.operations import record
from lms.database import transaction
from lms.errors import Conflict
from lms.extensions import db


def enrol(actor: Actor, cohort_id: UUID, person_id: UUID, *, is_walk_in: bool = False) -> UUID:
    """Enrol the person with the cohort's version; who had withdrawn comes back under her old enrolment."""
    return enrol_into(actor, get_cohort(cohort_id), person_id, is_walk_in=is_walk_in)


def enrol_into(actor: Actor, cohort: CohortSummary, person_id: UUID, *, is_walk_in: bool = False) -> UUID:
    """The same, for many people of a cohort that was read once."""
    if not (is_walk_in and actor.may(Permission.TAKE_ATTENDANCE, cohort.target)):
        authorise(actor, Permission.IMPORT_ROSTER, cohort.target)
    with transaction():
        person_id = resolve_person(get_person(person_id).id)
        before = find_enrolment(cohort.id, person_id)
        _check_may_enrol(cohort, person_id, before)
        enrolment_id = _reinstate(before.id) if before else _enrol(actor, cohort, person_id, is_walk_in)
        grant_role(SYSTEM, person_id, Role.TRAINEE, ScopeKind.COHORT, str(cohort.id), f"grupo {cohort.code}")
        record(actor.person_id, "enrolment.created", "enrolment", enrolment_id, cohort=cohort.code, walk_in=is_walk_in)
    return enrolment_id


def withdraw_enrolment(actor: Actor, enrolment_id: UUID) -> None:
    """Take the person off the list and end her access to the course; what she did stays on record."""
    enrolment = get_enrolment(enrolment_id)
    cohort = get_cohort(enrolment.cohort_id)
    authorise(actor, Permission.IMPORT_ROSTER, cohort.target)
    with transaction():
        row = db.session.get_one(Enrolment, enrolment_id)
        if row.withdrawn_at is not None:
            raise Conflict("Esa persona ya está retirada del grupo.")
        row.withdrawn_at = clock.now()
        for grant_id in trainee_grants(cohort.id, enrolment.person_id):
            end_role(SYSTEM, grant_id)
        record(actor.person_id, "enrolment.withdrawn", "enrolment", enrolment_id, cohort=cohort.code)


def _check_may_enrol(cohort: CohortSummary, person_id: UUID, before: EnrolmentSummary | None) -> None:
    rules = course_of(cohort).rules
    if before is not None and before.withdrawn_at is None:
        raise AlreadyEnrolled("Esa persona ya está inscrita en el grupo.")
    if person_id in who_teaches(cohort):
        raise TrainerAndTrainee("Esa persona enseña este curso: no puede llevarlo a la vez.")
    records = identities_of(person_id)
    if not rules.alias and not documents_of(records):
        raise NoDocument("Este curso necesita un documento de identidad.")
    if rules.consent and not consents_in_force(records, cohort.programme):
        raise NoConsent("Falta el consentimiento: se registra antes de inscribir.")
    check_room(count_enrolled([cohort.id]).get(cohort.id, 0), rules.max_attendees)


def _reinstate(enrolment_id: UUID) -> UUID:
    db.session.get_one(Enrolment, enrolment_id).withdrawn_at = None
    return enrolment_id


def _enrol(actor: Actor, cohort: CohortSummary, person_id: UUID, is_walk_in: bool) -> UUID:
    enrolment = Enrolment(
        cohort_id=cohort.id,
        person_id=person_id,
        version_sha256=cohort.version_sha256,
        enrolled_at=clock.now(),
        enrolled_by=actor.person_id,
        is_walk_in=is_walk_in,
    )
    db.session.add(enrolment)
    db.session.flush()
    return enrolment.id
