"""How far a certificate may be shown to strangers."""

from enum import StrEnum

from sqlalchemy import select

from certificates.issuing.models.certificate import Certificate
from certificates.registry.models import VisibilityChoice
from courses.cohorts.models import Cohort
from courses.curriculum.domain import Visibility as CourseVisibility
from courses.curriculum.queries import get_course
from lms.accounts.models.people import Person, Visibility
from lms.extensions import db


class Exposure(StrEnum):
    """Hidden answers exactly as unknown; restricted leaves the place out."""

    HIDDEN = "hidden"
    RESTRICTED = "restricted"
    PUBLIC = "public"


def exposure_of(serial: str) -> Exposure:
    """What a stranger may see of a serial; one query whether it is unknown, hidden or public, so that time tells nothing."""
    chosen = (
        select(VisibilityChoice.is_public)
        .where(VisibilityChoice.serial == serial)
        .order_by(VisibilityChoice.occurred_at.desc(), VisibilityChoice.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    row = db.session.execute(
        select(Person.public_visibility, Cohort.version_sha256, Cohort.course, chosen)
        .select_from(Certificate)
        .join(Person, Person.id == Certificate.person_id)
        .join(Cohort, Cohort.id == Certificate.cohort_id)
        .where(Certificate.serial == serial)
    ).one_or_none()
    return Exposure.HIDDEN if row is None else _exposure(*row)


def _exposure(personal: Visibility, version: str, course: str, chosen: bool | None) -> Exposure:
    """The holder's choice for this certificate goes before her own setting and the course's rule."""
    if chosen is None:
        rule = get_course(version, course).rules.visibility
        chosen = personal != Visibility.OFF and rule == CourseVisibility.PUBLIC
    if not chosen:
        return Exposure.HIDDEN
    return Exposure.RESTRICTED if personal == Visibility.RESTRICTED else Exposure.PUBLIC
