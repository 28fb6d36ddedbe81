"""Writing the claims of one certificate: no clock, no database, only the serial is drawn at random."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from certificates.issuing.claims import Claims, SignatoryClaim
from certificates.issuing.lineage import Lineage
from certificates.issuing.serials import new_serial
from certificates.issuing.validity import add_months, iso_moment
from courses.cohorts.queries.cohorts import CohortSummary
from courses.completion.queries.actas import CompletionView
from courses.curriculum.domain import Course, Programme, VersionSummary
from lms.clock import lima_day


@dataclass(frozen=True)
class Occasion:
    """All that the certificates issued together share; `moment` is that of issue."""

    environment: str
    public_url: str
    key_id: str
    moment: datetime
    cohort: CohortSummary
    programme: Programme
    version: VersionSummary
    course: Course
    lineage: Lineage
    signatories: tuple[SignatoryClaim, ...]

    @property
    def valid_from(self) -> date:
        """The day of issue in Lima."""
        return lima_day(self.moment)

    @property
    def valid_until(self) -> date | None:
        """The term that the course's rules give, if any."""
        months = self.course.rules.valid_months
        return add_months(self.valid_from, months) if months else None


def compose(occasion: Occasion, completion: CompletionView, holder_name: str) -> Claims:
    """The claims of a new certificate."""
    cohort, course, rules, serial = occasion.cohort, occasion.course, occasion.course.rules, new_serial()
    return Claims(
        environment=occasion.environment,
        serial=serial,
        revision=1,
        supersedes=None,
        holder_name=holder_name,
        award=completion.award.value,
        certificate_title=rules.certificate_title,
        certificate_text=rules.certificate_text,
        not_statement=rules.not_statement,
        programme=cohort.programme,
        programme_title=occasion.programme.title,
        course=course.slug,
        course_title=course.title,
        course_version=occasion.version.sha256,
        course_version_number=occasion.version.number,
        organisation=occasion.programme.organisation,
        hours=rules.hours,
        hour_minutes=rules.hour_minutes,
        region=cohort.region,
        starts_on=cohort.starts_on.isoformat(),
        ends_on=cohort.ends_on.isoformat(),
        earned_on=completion.earned_on.isoformat(),
        issued_at=iso_moment(occasion.moment),
        valid_from=occasion.valid_from.isoformat(),
        valid_until=occasion.valid_until.isoformat() if occasion.valid_until else None,
        generation=occasion.lineage.generation,
        trainers=occasion.lineage.trainers,
        signatories=occasion.signatories,
        verify_url=verify_url(occasion.public_url, serial),
        key_id=occasion.key_id,
    )


def recompose(original: Claims, holder_name: str, moment: datetime, public_url: str, key_id: str) -> Claims:
    """The claims of a corrected successor: another name, serial and moment, all else as it was."""
    serial = new_serial()
    return replace(
        original,
        serial=serial,
        revision=original.revision + 1,
        supersedes=original.serial,
        holder_name=holder_name,
        issued_at=iso_moment(moment),
        verify_url=verify_url(public_url, serial),
        key_id=key_id,
    )


def verify_url(public_url: str, serial: str) -> str:
    """In capitals after the host, so that the QR code stays small."""
    return f"{public_url}/V/{serial}"
