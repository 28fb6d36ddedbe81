"""How far the certificates of a cohort are: issuable, issued, drawn; and asking for the rest."""

import hashlib
from dataclasses import dataclass
from itertools import chain
from uuid import UUID

from certificates.issuing.jobs import ISSUE
from certificates.issuing.queries.certificates import issued_completions, standing_serials
from certificates.issuing.readiness import check_ready
from certificates.rendering.jobs import RENDER
from certificates.rendering.queries import documents_of
from courses.cohorts.queries.cohorts import CohortSummary
from courses.completion.queries.actas import closings_of, completions_of
from lms.accounts.permissions import Actor, Permission, authorise
from lms.database import transaction
from lms.errors import Conflict
from lms.jobs.operations import retry, submit
from lms.jobs.queries import JobView, find_job


class NothingToDo(Conflict):
    """All that can be issued or drawn already is."""


@dataclass(frozen=True)
class CohortState:
    """Counts of a cohort: completions closed in actas, certificates issued, valid ones, PDFs drawn of those."""

    closed: int
    issued: int
    standing: int
    drawn: int
    issuing: tuple[JobView, ...]
    drawing: JobView | None

    @property
    def waits_for_issue(self) -> bool:
        return self.issued < self.closed

    @property
    def is_drawn(self) -> bool:
        return 0 < self.standing == self.drawn


def state_of(cohort_id: UUID) -> CohortState:
    """The counts and the jobs at work."""
    closings = closings_of(cohort_id)
    completions = [each.id for closing in closings for each in completions_of(closing.id)]
    serials = standing_serials(cohort_id)
    jobs = [find_job(issue_key(closing.id)) for closing in closings]
    return CohortState(
        len(completions),
        len(issued_completions(completions)),
        len(serials),
        len(documents_of(serials)),
        tuple(job for job in jobs if job),
        find_job(render_key(cohort_id, serials)),
    )


def request_issue(actor: Actor, cohort: CohortSummary) -> None:
    """Set the issuing of what is closed and not yet issued to work again; raises what stands in the way."""
    authorise(actor, Permission.ISSUE_CERTIFICATES, cohort.target)
    waiting = {closing.id: ids for closing in closings_of(cohort.id) if (ids := _not_issued(closing.id))}
    if not waiting:
        raise NothingToDo("Todos los certificados que el acta permite ya están emitidos.")
    check_ready(cohort, chain.from_iterable(waiting.values()))
    for closing_id in waiting:
        _start(actor, ISSUE, {"closing": str(closing_id)}, issue_key(closing_id))


def request_documents(actor: Actor, cohort: CohortSummary) -> None:
    """Set the drawing of every PDF that is not yet drawn to work."""
    authorise(actor, Permission.VIEW_CERTIFICATES, cohort.target)
    serials = standing_serials(cohort.id)
    if len(documents_of(serials)) == len(serials):
        raise NothingToDo("No hay ningún PDF por preparar.")
    _start(actor, RENDER, {"cohort": str(cohort.id)}, render_key(cohort.id, serials))


def issue_key(closing_id: UUID) -> str:
    """The issuing job of an acta."""
    return f"{ISSUE}:{closing_id}"


def render_key(cohort_id: UUID, serials: list[str]) -> str:
    """The drawing job of these very certificates: one more certificate is another job."""
    return f"{RENDER}:{cohort_id}:{hashlib.sha256(''.join(serials).encode()).hexdigest()[:16]}"


def _not_issued(closing_id: UUID) -> set[UUID]:
    completions = {each.id for each in completions_of(closing_id)}
    return completions - issued_completions(completions)


def _start(actor: Actor, kind: str, payload: dict[str, str], key: str) -> None:
    """A job that ended without doing all starts afresh; one at work goes on."""
    job = find_job(key)
    if job is not None and job.has_ended:
        retry(job.id)
        return
    with transaction():
        submit(kind, payload, key, actor.person_id)
