"""What the people of a cohort told so that they can study: read with a trace, written from a signed paper."""

from datetime import date
from uuid import UUID

from courses.cohorts.queries.cohorts import get_cohort
from courses.cohorts.queries.enrolments import EnrolmentSummary, get_enrolment, roster
from lms.accounts.operations.sensitive import open_told, tell
from lms.accounts.permissions import Actor, Permission, authorise
from lms.accounts.sensitive import Told
from lms.audit.operations import record
from lms.database import transaction
from lms.errors import NotFound
from lms.facts import Source


def read_needs(actor: Actor, cohort_id: UUID) -> list[tuple[EnrolmentSummary, Told]]:
    """Who of the cohort told something, by surname; the reading goes to the log, what was read does not."""
    people = roster(cohort_id)
    target = get_cohort(cohort_id).target
    told = open_told(actor, target, (each.person_id for each in people), "cohort", cohort_id)
    return [(each, told[each.person_id]) for each in people if each.person_id in told]


def read_needs_of(actor: Actor, enrolment_id: UUID) -> Told:
    """What one person told; likewise logged. Raises NotFound once she has left the cohort."""
    enrolment = _enrolled(enrolment_id)
    target = get_cohort(enrolment.cohort_id).target
    told = open_told(actor, target, [enrolment.person_id], "enrolment", enrolment_id)
    return told.get(enrolment.person_id, Told())


def write_needs(actor: Actor, enrolment_id: UUID, told: Told, signed_on: date) -> None:
    """Keep what the person told on a paper she signed that day; an empty paper deletes what was kept."""
    enrolment = _enrolled(enrolment_id)
    authorise(actor, Permission.MANAGE_COHORT, get_cohort(enrolment.cohort_id).target)
    with transaction():
        tell(actor, enrolment.person_id, told, Source.PAPER)
        record(actor.person_id, "sensitive.paper", "person", enrolment.person_id, signed_on=signed_on.isoformat())


def _enrolled(enrolment_id: UUID) -> EnrolmentSummary:
    enrolment = get_enrolment(enrolment_id)
    if enrolment.withdrawn_at is not None:
        raise NotFound("Esa persona ya no está en el grupo.")
    return enrolment
