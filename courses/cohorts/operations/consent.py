"""Consents signed on paper, handed to the coordination."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from courses.cohorts.queries.cohorts import CohortSummary, get_cohort, programme_of
from lms.accounts.operations.consents import give_consent
from lms.accounts.permissions import Actor, Permission, authorise
from lms.audit.operations import record
from lms.database import transaction
from lms.facts import Source


def record_paper_consent(
    actor: Actor, cohort_id: UUID, person_id: UUID, signed_on: date | None, source: Source = Source.PAPER
) -> None:
    """Record the consent to the text of the cohort's version; the day on the paper, if told, goes to the log."""
    keep_paper_consent(actor, get_cohort(cohort_id), person_id, signed_on, source)


def keep_paper_consent(
    actor: Actor, cohort: CohortSummary, person_id: UUID, signed_on: date | None, source: Source = Source.PAPER
) -> None:
    """The same, for many papers of a cohort that was read once."""
    authorise(actor, Permission.RECORD_CONSENT, cohort.target)
    programme = programme_of(cohort)
    with transaction():
        give_consent(actor, person_id, programme.slug, programme.consent_version, programme.consent_text, source)
        if signed_on is not None:
            detail = {"purpose": programme.slug, "signed_on": signed_on.isoformat()}
            record(actor.person_id, "consent.paper", "person", person_id, **detail)


def record_paper_consents(actor: Actor, cohort_id: UUID, person_ids: Iterable[UUID], signed_on: date) -> None:
    """Many papers of one day, all or nothing."""
    cohort = get_cohort(cohort_id)
    with transaction():
        for person_id in person_ids:
            keep_paper_consent(actor, cohort, person_id, signed_on)
