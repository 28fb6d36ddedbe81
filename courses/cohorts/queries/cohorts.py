"""Cohorts, and the course that their version pins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from courses.cohorts.domain import CohortState, check_code, state_on
from courses.cohorts.models import Cohort
from courses.curriculum.domain import Course, Programme
from courses.curriculum.queries import get_course, get_programme
from lms import clock
from lms.accounts.permissions import Actor, Permission, Target, authorise
from lms.accounts.queries.organisations import organisation_chains, organisation_names
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
