"""Who may open what is for teaching: those who may see some cohort of the course."""

from dataclasses import dataclass

from courses.cohorts.queries.cohorts import CohortSummary, list_cohorts
from courses.curriculum.domain import Programme, VersionSummary
from courses.curriculum.queries import get_programme, get_version, latest_version, list_latest
from lms.accounts.permissions import Actor, Permission, Target
from lms.errors import Forbidden, NotFound


@dataclass(frozen=True)
class Edition:
    """A programme in one of its published versions."""

    programme: Programme
    version: VersionSummary


def may_teach(actor: Actor, programme: str, course: str | None = None) -> bool:
    """Whether a grant to see cohorts reaches the whole programme, or a cohort of the course (None = of any)."""
    whole = actor.may(Permission.VIEW_COHORT, Target(programme=programme))
    return whole or any(course in (None, each.course) for each in cohorts_taught(actor, programme))


def cohorts_taught(actor: Actor, programme: str) -> list[CohortSummary]:
    """The programme's cohorts that the actor may see, the newest first."""
    return list_cohorts(actor, Permission.VIEW_COHORT, programme)


def programmes_taught(actor: Actor) -> list[Programme]:
    """The newest version of each programme that the actor may teach."""
    return [get_programme(version.sha256) for version in list_latest() if may_teach(actor, version.slug)]


def get_edition(actor: Actor, slug: str, sha256: str | None, course: str | None = None) -> Edition:
    """The named version of a programme, or its newest. Raises NotFound; Forbidden for who does not teach the course."""
    version = get_version(sha256) if sha256 else latest_version(slug)
    if version.slug != slug:
        raise NotFound("Esa versión es de otro programa.")
    if not may_teach(actor, slug, course):
        raise Forbidden("Estas páginas son para quienes enseñan este curso.")
    return Edition(get_programme(version.sha256), version)
