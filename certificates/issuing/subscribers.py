"""When an acta closes, its certificates are set to be issued in the same transaction."""

from typing import Any
from uuid import UUID

from flask import Flask

from certificates.issuing.jobs import ISSUE
from certificates.issuing.readiness import check_ready
from courses.cohorts.queries.cohorts import get_cohort
from courses.completion.queries.actas import completions_of
from courses.signals import cohort_closed
from lms.accounts.permissions import Actor
from lms.jobs.operations import submit


def init_app(_app: Flask) -> None:
    """Connect once a process; connecting again changes nothing."""
    cohort_closed.connect(_issue)


def _issue(_sender: Any, closing_id: UUID, cohort_id: UUID, actor: Actor) -> None:
    """Veto the closing when nothing could be issued from it, else enqueue the issuing."""
    check_ready(get_cohort(cohort_id), [each.id for each in completions_of(closing_id)])
    submit(ISSUE, {"closing": str(closing_id)}, f"{ISSUE}:{closing_id}", actor.person_id)
