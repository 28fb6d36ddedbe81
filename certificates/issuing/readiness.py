"""What must be in place before a cohort's certificates can be issued."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from flask import current_app

from certificates.issuing.lineage import trace_lineage
from certificates.issuing.queries.signatories import SignatoryView, signatories_for
from courses.cohorts.queries.cohorts import CohortSummary
from courses.completion.queries.actas import snapshots_of
from lms import clock
from lms.accounts.queries.identities import resolve_people
from lms.errors import Conflict, SetupError
from lms.installation.models import Environment
from lms.installation.queries import require_environment
from lms.settings import Settings

DEMO_URL = "http://127.0.0.1:8000"


class NoSignatory(Conflict):
    """Nobody is recorded who signs for this programme and region today."""


def check_ready(cohort: CohortSummary, completion_ids: Iterable[UUID]) -> None:
    """Raise unless these could be certified today: address, signatories, entitled trainers, no circle of teaching."""
    public_url()
    require_signatories(cohort, clock.today())
    lineage = trace_lineage(cohort.id)
    people = resolve_people(each.person_id for each in snapshots_of(completion_ids).values())
    for person_id in people.values():
        lineage.refuse_circle(person_id)


def require_signatories(cohort: CohortSummary, day: date) -> list[SignatoryView]:
    """Who signs the cohort's certificates on a day; raises NoSignatory."""
    found = signatories_for(cohort.programme, cohort.region, day)
    if not found:
        raise NoSignatory("Antes de emitir hay que registrar quién firma los certificados de este programa.")
    return found


def public_url() -> str:
    """The address that enters claims and QR; outside the demonstration nothing is issued without it."""
    settings: Settings = current_app.extensions["settings"]
    if settings.public_url:
        return settings.public_url
    if require_environment() == Environment.DEMO:
        return DEMO_URL
    raise SetupError("Falta LMS_PUBLIC_URL: sin la dirección pública no se emiten certificados.")
