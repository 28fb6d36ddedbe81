"""How far certificates may be shown to strangers, and which of them a reader may see."""

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import select

from certificates.issuing.models.certificate import Certificate
from certificates.registry.models import VisibilityChoice
from courses.cohorts.models import Cohort
from courses.curriculum.domain import Visibility as CourseVisibility
from courses.curriculum.queries import get_course
from lms.accounts.models.people import Visibility
from lms.accounts.queries.identities import resolve_people
from lms.accounts.queries.people import visibilities_of
from lms.extensions import db


class Exposure(StrEnum):
    """Hidden answers exactly as unknown; restricted leaves the region out."""

    HIDDEN = "hidden"
    RESTRICTED = "restricted"
    PUBLIC = "public"


def exposure_of(serial: str) -> Exposure:
    """What a stranger may see of a serial; the same queries whether unknown, hidden or public: time tells nothing."""
    return exposures_of([serial])[serial]


def exposures_of(serials: Iterable[str]) -> dict[str, Exposure]:
    """The same for several; an unknown serial is hidden."""
    wanted = list(serials)
    if not wanted:
        return {}
    rows = db.session.execute(
        select(Certificate.serial, Certificate.person_id, Cohort.version_sha256, Cohort.course)
        .join(Cohort, Cohort.id == Certificate.cohort_id)
        .where(Certificate.serial.in_(wanted))
    ).all()
    people = resolve_people(row.person_id for row in rows)
    personal = visibilities_of(people.values())
    chosen = choices_of(wanted)
    known = {
        row.serial: _exposure(personal[people[row.person_id]], row.version_sha256, row.course, chosen.get(row.serial))
        for row in rows
    }
    return {serial: known.get(serial, Exposure.HIDDEN) for serial in wanted}


def choices_of(serials: Iterable[str]) -> dict[str, bool]:
    """What the holder last chose for each public page; absent where she never did."""
    rows = db.session.scalars(
        select(VisibilityChoice)
        .where(VisibilityChoice.serial.in_(list(serials)))
        .order_by(VisibilityChoice.occurred_at, VisibilityChoice.id)
    )
    return {row.serial: row.is_public for row in rows}


def _exposure(personal: Visibility, version: str, course: str, chosen: bool | None) -> Exposure:
    """The holder's choice for this certificate goes before her own setting and the course's rule."""
    if chosen is None:
        rule = get_course(version, course).rules.visibility
        chosen = personal != Visibility.OFF and rule == CourseVisibility.PUBLIC
    if not chosen:
        return Exposure.HIDDEN
    return Exposure.RESTRICTED if personal == Visibility.RESTRICTED else Exposure.PUBLIC
