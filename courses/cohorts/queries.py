"""Reading cohorts, rosters, eligibility and approvals into frozen values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from courses.cohorts.domain import CohortState, check_code, state_on
from courses.cohorts.models import Cohort, CohortApproval, EligibilityDecision, EligibilityOutcome, Enrolment
from courses.curriculum.domain import Course, Programme
from courses.curriculum.queries import get_course, get_programme
from lms import clock
from lms.accounts.domain import PersonSummary
from lms.accounts.models.access import RoleGrant
from lms.accounts.permissions import Actor, Permission, Role, ScopeKind, Target, authorise
from lms.accounts.queries import (
    identities_of,
    organisation_chains,
    organisation_names,
    resolve_people,
    resolve_person,
    summarise_people,
)
from lms.audit.models import Payload
from lms.database import in_chunks
from lms.errors import Invalid, NotFound
from lms.extensions import db
from lms.places import region_name


@dataclass(frozen=True)
class CohortSummary:
    """A cohort; `title` is its course's, `target` where it stands for permissions."""

    id: UUID
    code: str
    programme: str
    course: str
    version_sha256: str
    organisation_id: UUID
    organisation_name: str
    region: str
    place: str
    language: str
    starts_on: date
    ends_on: date
    resolution: str | None
    title: str
    target: Target

    @property
    def region_name(self) -> str:
        return region_name(self.region)

    @property
    def state(self) -> CohortState:
        """Today's state."""
        return state_on(self.starts_on, self.ends_on, clock.today())


@dataclass(frozen=True)
class EnrolmentSummary:
    """A person in a cohort; `person_id` is the surviving record of a merge."""

    id: UUID
    cohort_id: UUID
    person_id: UUID
    version_sha256: str
    person: PersonSummary
    is_walk_in: bool
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class Snapshot:
    """Name and unit ("" = none) as the acta froze them; `person_id` as enrolled, merges not resolved."""

    person_id: UUID
    name: str
    unit: str


@dataclass(frozen=True)
class DecisionView:
    """The newest decision on one requirement; `valid_until` is the last day on which it holds."""

    outcome: EligibilityOutcome
    decided_by: UUID | None
    decided_at: datetime
    valid_until: date | None

    def holds_on(self, day: date) -> bool:
        """Whether the requirement counts as met on that day."""
        is_met = self.outcome in (EligibilityOutcome.YES, EligibilityOutcome.WAIVED)
        return is_met and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True)
class ApprovalView:
    """The newest word of the coordination on a cohort."""

    approved: bool
    approved_by: UUID | None
    approved_at: datetime
    note: str | None


def get_cohort(cohort_id: UUID) -> CohortSummary:
    """Raises NotFound."""
    return _one(db.session.get(Cohort, cohort_id))


def get_cohort_by_code(code: str) -> CohortSummary:
    """By code, capitals aside; raises NotFound."""
    try:
        wanted = check_code(code)
    except Invalid:
        wanted = ""
    return _one(db.session.scalar(select(Cohort).where(Cohort.code == wanted)))


def open_cohort(actor: Actor, code: str, permission: Permission) -> CohortSummary:
    """By code, if the actor has the permission on it; raises NotFound, Forbidden."""
    cohort = get_cohort_by_code(code)
    authorise(actor, permission, cohort.target)
    return cohort


def find_cohort_by_code(code: str) -> CohortSummary | None:
    """The same, None when there is none."""
    try:
        return get_cohort_by_code(code)
    except NotFound:
        return None


def list_cohorts(actor: Actor, permission: Permission, programme: str | None = None) -> list[CohortSummary]:
    """The cohorts, of one programme or of all, on which the actor has the permission, the newest first."""
    query = select(Cohort).order_by(Cohort.starts_on.desc(), Cohort.code)
    if programme is not None:
        query = query.where(Cohort.programme == programme)
    rows = db.session.scalars(query).all()
    return [cohort for cohort in _summarise(rows) if actor.may(permission, cohort.target)]


def course_of(cohort: CohortSummary) -> Course:
    """The course as the cohort's version pins it."""
    return get_course(cohort.version_sha256, cohort.course)


def programme_of(cohort: CohortSummary) -> Programme:
    """The programme as the cohort's version pins it."""
    return get_programme(cohort.version_sha256)


def courses_of(enrolment_ids: Iterable[UUID]) -> dict[UUID, Course]:
    """The course of each enrolment as its version pins it, in few queries however many."""
    columns = select(Enrolment.id, Enrolment.version_sha256, Cohort.course)
    courses: dict[UUID, Course] = {}
    for ids in in_chunks(enrolment_ids):
        rows = columns.join(Cohort, Cohort.id == Enrolment.cohort_id).where(Enrolment.id.in_(ids))
        courses.update({row[0]: get_course(row[1], row[2]) for row in db.session.execute(rows)})
    return courses


def count_enrolled(cohort_ids: Iterable[UUID]) -> dict[UUID, int]:
    """People enrolled and not withdrawn, by cohort; a cohort without any is absent."""
    rows = db.session.execute(
        select(Enrolment.cohort_id, func.count())
        .where(Enrolment.cohort_id.in_(list(cohort_ids)), Enrolment.withdrawn_at.is_(None))
        .group_by(Enrolment.cohort_id)
    )
    return {row[0]: row[1] for row in rows}


def roster(cohort_id: UUID, *, with_withdrawn: bool = False) -> list[EnrolmentSummary]:
    """Who is enrolled, by surname; the withdrawn only on request."""
    query = select(Enrolment).where(Enrolment.cohort_id == cohort_id)
    if not with_withdrawn:
        query = query.where(Enrolment.withdrawn_at.is_(None))
    return sorted(_enrolments(db.session.scalars(query).all()), key=lambda each: (each.person.sort_key, each.id))


def get_enrolment(enrolment_id: UUID) -> EnrolmentSummary:
    """Raises NotFound."""
    row = db.session.get(Enrolment, enrolment_id)
    if row is None:
        raise NotFound("No existe esa inscripción.")
    return _enrolments([row])[0]


def find_enrolment(cohort_id: UUID, person_id: UUID) -> EnrolmentSummary | None:
    """The person's enrolment in the cohort, withdrawn or not, under any of her merged records."""
    rows = db.session.scalars(
        select(Enrolment).where(Enrolment.cohort_id == cohort_id, Enrolment.person_id.in_(identities_of(person_id)))
    ).all()
    found = _enrolments(rows)
    return min(found, key=lambda each: each.withdrawn_at is not None) if found else None


def enrolments_of(person_id: UUID) -> list[EnrolmentSummary]:
    """The person's enrolments under any of her merged records, the newest first."""
    query = select(Enrolment).where(Enrolment.person_id.in_(identities_of(person_id)))
    return _enrolments(db.session.scalars(query.order_by(Enrolment.enrolled_at.desc(), Enrolment.id.desc())).all())


def frozen_names(enrolment_ids: Iterable[UUID]) -> dict[UUID, Snapshot]:
    """What the acta froze, by enrolment."""
    columns = select(Enrolment.id, Enrolment.person_id, Enrolment.name_snapshot, Enrolment.unit_snapshot)
    found = {}
    for ids in in_chunks(enrolment_ids):
        rows = db.session.execute(columns.where(Enrolment.id.in_(ids)))
        found.update({row[0]: Snapshot(row[1], row[2] or "", row[3] or "") for row in rows})
    return found


def eligibility_of(enrolment_ids: Iterable[UUID]) -> dict[UUID, dict[str, DecisionView]]:
    """The newest decision per requirement, by enrolment; an enrolment without decisions has an empty dict."""
    decisions: dict[UUID, dict[str, DecisionView]] = {each: {} for each in enrolment_ids}
    for ids in in_chunks(decisions):
        rows = db.session.scalars(
            select(EligibilityDecision)
            .where(EligibilityDecision.enrolment_id.in_(ids))
            .order_by(EligibilityDecision.occurred_at, EligibilityDecision.recorded_at, EligibilityDecision.id)
        )
        for row in rows:
            view = DecisionView(row.outcome, row.recorded_by, row.occurred_at, row.valid_until)
            decisions[row.enrolment_id][row.requirement] = view
    return decisions


def approval_of(cohort_id: UUID) -> ApprovalView | None:
    """The newest approval or refusal, if any."""
    found = db.session.execute(
        select(CohortApproval, Payload.text)
        .outerjoin(Payload, Payload.id == CohortApproval.payload_id)
        .where(CohortApproval.cohort_id == cohort_id)
        .order_by(CohortApproval.occurred_at.desc(), CohortApproval.recorded_at.desc(), CohortApproval.id.desc())
        .limit(1)
    ).first()
    if found is None:
        return None
    approval, note = found
    return ApprovalView(approval.approved, approval.recorded_by, approval.occurred_at, note)


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


def _one(row: Cohort | None) -> CohortSummary:
    if row is None:
        raise NotFound("No existe ese grupo.")
    return _summarise([row])[0]


def _summarise(rows: Sequence[Cohort]) -> list[CohortSummary]:
    ids = {row.organisation_id for row in rows}
    names, chains = organisation_names(ids), organisation_chains(ids)
    return [
        CohortSummary(
            id=row.id,
            code=row.code,
            programme=row.programme,
            course=row.course,
            version_sha256=row.version_sha256,
            organisation_id=row.organisation_id,
            organisation_name=names[row.organisation_id],
            region=row.region,
            place=row.place,
            language=row.language,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            resolution=row.resolution,
            title=get_course(row.version_sha256, row.course).title,
            target=Target(row.programme, row.id, chains[row.organisation_id], row.region),
        )
        for row in rows
    ]


def _enrolments(rows: Sequence[Enrolment]) -> list[EnrolmentSummary]:
    resolved = resolve_people(row.person_id for row in rows) if rows else {}
    people = summarise_people(resolved.values())
    return [
        EnrolmentSummary(
            id=row.id,
            cohort_id=row.cohort_id,
            person_id=resolved[row.person_id],
            version_sha256=row.version_sha256,
            person=people[resolved[row.person_id]],
            is_walk_in=row.is_walk_in,
            withdrawn_at=row.withdrawn_at,
        )
        for row in rows
    ]
