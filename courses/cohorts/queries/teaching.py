"""Who teaches a cohort and who learns in it, by the grants that come with it."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from courses.cohorts.models import Cohort, Enrolment
from courses.cohorts.queries.cohorts import CohortSummary
from lms import clock
from lms.accounts.domain import PersonSummary
from lms.accounts.models.access import RoleGrant
from lms.accounts.permissions import Role, ScopeKind
from lms.accounts.queries.identities import identities_of, resolve_people, resolve_person
from lms.accounts.queries.people import summarise_people
from lms.extensions import db


def cohort_trainers(cohort_id: UUID) -> list[PersonSummary]:
    """Who teaches the cohort now, by surname."""
    moment = clock.now()
    grants = _grants(cohort_id, Role.TRAINER)
    ids = resolve_people(each.person_id for each in grants if each.until is None or each.until > moment)
    return sorted(summarise_people(ids.values()).values(), key=lambda person: person.sort_key)


def has_taught(cohort_id: UUID, person_id: UUID) -> bool:
    """Whether the person, under any of her merged records, is or ever was a trainer of the cohort."""
    trainers = resolve_people(each.person_id for each in _grants(cohort_id, Role.TRAINER)).values()
    return resolve_person(person_id) in trainers


def who_teaches(cohort: CohortSummary) -> set[UUID]:
    """Whoever teaches or ever taught the cohort, or teaches its course in another that has not ended."""
    moment, beside = clock.now(), db.session.scalars(select(Cohort.id).where(*_same_course(cohort)))
    grants = _grants(cohort.id, Role.TRAINER)
    for cohort_id in beside:
        grants += [each for each in _grants(cohort_id, Role.TRAINER) if each.until is None or each.until > moment]
    return set(resolve_people(each.person_id for each in grants).values())


def who_learns(cohort: CohortSummary) -> set[UUID]:
    """Whoever is enrolled in the cohort, or in another of its course that has not ended."""
    rows = db.session.scalars(
        select(Enrolment.person_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(Enrolment.withdrawn_at.is_(None), or_(Cohort.id == cohort.id, and_(*_same_course(cohort))))
    )
    return set(resolve_people(rows.all()).values())


def trainee_grants(cohort_id: UUID, person_id: UUID) -> list[UUID]:
    """The grants that let the person learn in this cohort."""
    records = identities_of(person_id)
    return [each.id for each in _grants(cohort_id, Role.TRAINEE) if each.person_id in records]


def _same_course(cohort: CohortSummary) -> tuple[ColumnElement[bool], ...]:
    """Cohorts of the same course that have not ended."""
    same = Cohort.programme == cohort.programme, Cohort.course == cohort.course
    return (*same, Cohort.ends_on >= clock.today())


def _grants(cohort_id: UUID, role: Role) -> list[RoleGrant]:
    query = select(RoleGrant).where(
        RoleGrant.role == role, RoleGrant.scope_kind == ScopeKind.COHORT, RoleGrant.scope_ref == str(cohort_id)
    )
    return list(db.session.scalars(query))
