"""The verbs of cohorts: open, staff, enrol, withdraw, decide eligibility, approve."""

from uuid import UUID

from courses.cohorts import queries
from courses.cohorts.domain import (
    AlreadyEnrolled,
    NewCohort,
    NoConsent,
    NoDocument,
    OwnCase,
    TrainerAndTrainee,
    check_code,
    check_dates,
    check_room,
    lapses_on,
)
from courses.cohorts.models import Cohort, CohortApproval, EligibilityDecision, EligibilityOutcome, Enrolment
from courses.cohorts.queries import CohortSummary, get_cohort
from courses.curriculum.queries import get_course, latest_version
from lms import clock
from lms.accounts.operations.roles import grant_role
from lms.accounts.permissions import SYSTEM, Actor, Permission, Role, ScopeKind, Target, authorise
from lms.accounts.queries import (
    consents_in_force,
    documents_of,
    get_organisation,
    get_person,
    organisation_chain,
    resolve_person,
)
from lms.audit.operations import record, write_payload
from lms.database import transaction
from lms.errors import Conflict, Invalid
from lms.extensions import db
from lms.places import find_region
from lms.text import tidy


def create_cohort(actor: Actor, new: NewCohort) -> UUID:
    """Open a cohort on the programme's latest published version."""
    code, region, place = check_code(new.code), find_region(new.region).code, tidy(new.place)
    check_dates(new.starts_on, new.ends_on)
    if not place:
        raise Invalid("Escribir el lugar.", "place")
    organisation = get_organisation(new.organisation_id).id
    authorise(actor, Permission.MANAGE_COHORT, Target(new.programme, None, organisation_chain(organisation), region))
    with transaction():
        version = latest_version(new.programme)
        get_course(version.sha256, new.course)
        _check_code_is_free(code)
        cohort = Cohort(
            code=code,
            programme=new.programme,
            course=new.course,
            version_sha256=version.sha256,
            organisation_id=organisation,
            region=region,
            place=place,
            language=new.language,
            starts_on=new.starts_on,
            ends_on=new.ends_on,
            resolution=tidy(new.resolution or "") or None,
            created_by=actor.person_id,
        )
        db.session.add(cohort)
        db.session.flush()
        record(actor.person_id, "cohort.created", "cohort", cohort.id, code=code, version=version.sha256)
        return cohort.id


def add_cohort_trainer(actor: Actor, cohort_id: UUID, person_id: UUID) -> None:
    """Let the person teach this cohort; harmless to repeat."""
    cohort = get_cohort(cohort_id)
    authorise(actor, Permission.MANAGE_COHORT, cohort.target)
    with transaction():
        trainer = resolve_person(get_person(person_id).id)
        enrolment = queries.find_enrolment(cohort_id, trainer)
        if enrolment is not None and enrolment.withdrawn_at is None:
            raise TrainerAndTrainee("Esa persona está inscrita en el grupo: no puede enseñar en él.")
        if any(each.id == trainer for each in queries.cohort_trainers(cohort_id)):
            return
        grant_role(SYSTEM, trainer, Role.TRAINER, ScopeKind.COHORT, str(cohort_id), f"grupo {cohort.code}")
        record(actor.person_id, "cohort.trainer_added", "cohort", cohort_id, person=str(trainer))


def enrol(actor: Actor, cohort_id: UUID, person_id: UUID, *, is_walk_in: bool = False) -> UUID:
    """Enrol the person with the cohort's version; who had withdrawn comes back under her old enrolment."""
    cohort = get_cohort(cohort_id)
    if not (is_walk_in and actor.may(Permission.TAKE_ATTENDANCE, cohort.target)):
        authorise(actor, Permission.IMPORT_ROSTER, cohort.target)
    with transaction():
        person_id = resolve_person(get_person(person_id).id)
        _check_may_enrol(cohort, person_id)
        enrolment_id = _reinstate(cohort_id, person_id) or _enrol(actor, cohort, person_id, is_walk_in)
        grant_role(SYSTEM, person_id, Role.TRAINEE, ScopeKind.COHORT, str(cohort_id), f"grupo {cohort.code}")
        record(actor.person_id, "enrolment.created", "enrolment", enrolment_id, cohort=cohort.code, walk_in=is_walk_in)
        return enrolment_id


def withdraw_enrolment(actor: Actor, enrolment_id: UUID) -> None:
    """Take the person off the list; what she did stays on record."""
    enrolment = queries.get_enrolment(enrolment_id)
    cohort = get_cohort(enrolment.cohort_id)
    authorise(actor, Permission.IMPORT_ROSTER, cohort.target)
    with transaction():
        row = db.session.get_one(Enrolment, enrolment_id)
        if row.withdrawn_at is not None:
            raise Conflict("Esa persona ya está retirada del grupo.")
        row.withdrawn_at = clock.now()
        record(actor.person_id, "enrolment.withdrawn", "enrolment", enrolment_id, cohort=cohort.code)


def decide_eligibility(actor: Actor, enrolment_id: UUID, requirement: str, outcome: EligibilityOutcome) -> UUID:
    """Decide one requirement of one person, never one's own; the term comes from the programme."""
    enrolment = queries.get_enrolment(enrolment_id)
    cohort = get_cohort(enrolment.cohort_id)
    authorise(actor, Permission.DECIDE_ELIGIBILITY, cohort.target)
    if actor.person_id is not None and resolve_person(actor.person_id) == enrolment.person_id:
        raise OwnCase("Nadie decide sobre sus propios requisitos: lo hace otra persona.")
    if requirement not in queries.course_of(cohort).rules.eligibility:
        raise Invalid("El curso no pide ese requisito.", "requirement")
    terms = {each.slug: each.valid_days for each in queries.programme_of(cohort).eligibility}
    with transaction():
        decision = EligibilityDecision(
            enrolment_id=enrolment_id,
            requirement=requirement,
            outcome=outcome,
            valid_until=lapses_on(outcome == EligibilityOutcome.YES, terms[requirement], clock.today()),
            recorded_by=actor.person_id,
        )
        db.session.add(decision)
        db.session.flush()
        record(actor.person_id, "eligibility.decided", "enrolment", enrolment_id, requirement=requirement)
        return decision.id


def approve_cohort(actor: Actor, cohort_id: UUID, approved: bool, note: str = "") -> UUID:
    """Confirm, or refuse to confirm, that the sessions took place as reported; never by one of its trainers."""
    cohort = get_cohort(cohort_id)
    authorise(actor, Permission.APPROVE_COHORT, cohort.target)
    if not queries.course_of(cohort).rules.approval:
        raise Conflict("Este curso no necesita aprobación.")
    if actor.person_id is not None and queries.has_taught(cohort_id, resolve_person(actor.person_id)):
        raise OwnCase("Quien enseña en el grupo no puede aprobarlo.")
    with transaction():
        text = note.strip()
        approval = CohortApproval(
            cohort_id=cohort_id,
            approved=approved,
            payload_id=write_payload(text).id if text else None,
            recorded_by=actor.person_id,
        )
        db.session.add(approval)
        db.session.flush()
        record(actor.person_id, "cohort.approved" if approved else "cohort.refused", "cohort", cohort_id)
        return approval.id


def _check_code_is_free(code: str) -> None:
    if db.session.query(Cohort.id).filter_by(code=code).first():
        raise Invalid("Ya hay un grupo con ese código.", "code")


def _check_may_enrol(cohort: CohortSummary, person_id: UUID) -> None:
    rules = queries.course_of(cohort).rules
    enrolment = queries.find_enrolment(cohort.id, person_id)
    if enrolment is not None and enrolment.withdrawn_at is None:
        raise AlreadyEnrolled("Esa persona ya está inscrita en el grupo.")
    if any(each.id == person_id for each in queries.cohort_trainers(cohort.id)):
        raise TrainerAndTrainee("Esa persona enseña en el grupo: no puede inscribirse en él.")
    if not rules.alias and not documents_of([person_id]):
        raise NoDocument("Este curso necesita un documento de identidad.")
    if rules.consent and not consents_in_force([person_id], cohort.programme):
        raise NoConsent("Falta el consentimiento: se registra antes de inscribir.")
    check_room(queries.count_enrolled([cohort.id]).get(cohort.id, 0), rules.max_attendees)


def _reinstate(cohort_id: UUID, person_id: UUID) -> UUID | None:
    enrolment = queries.find_enrolment(cohort_id, person_id)
    if enrolment is None:
        return None
    db.session.get_one(Enrolment, enrolment.id).withdrawn_at = None
    return enrolment.id


def _enrol(actor: Actor, cohort: CohortSummary, person_id: UUID, is_walk_in: bool) -> UUID:
    enrolment = Enrolment(
        cohort_id=cohort.id,
        person_id=person_id,
        version_sha256=cohort.version_sha256,
        enrolled_by=actor.person_id,
        is_walk_in=is_walk_in,
    )
    db.session.add(enrolment)
    db.session.flush()
    return enrolment.id
