"""The blueprint, and how a page opens a cohort or a session."""

from uuid import UUID

from flask import Blueprint

from courses.attendance.queries.sessions import SessionSummary, get_session
from courses.cohorts.queries.cohorts import CohortSummary, get_cohort
from lms.accounts.guards import current_actor
from lms.accounts.permissions import Permission, authorise

bp = Blueprint("attendance", __name__)


def open_session(session_id: UUID, permission: Permission) -> tuple[SessionSummary, CohortSummary]:
    """The session and its cohort, if the reader has the permission on it."""
    session = get_session(session_id)
    cohort = get_cohort(session.cohort_id)
    authorise(current_actor(), permission, cohort.target)
    return session, cohort
