"""The coordination's word that the sessions took place as reported."""

from uuid import UUID

from courses.cohorts.domain import OwnCase
from courses.cohorts.models import CohortApproval
from courses.cohorts.queries.cohorts import course_of, get_cohort
from courses.cohorts.queries.enrolments import find_enrolment
from courses.cohorts.queries.teaching import has_taught
from lms.accounts.permissions import Actor, Permission, authorise
from lms.audit.operations import record, write_payload
from lms.database import transaction
from lms.errors import Conflict
from lms.extensions import db


def approve_cohort(actor: Actor, cohort_id: UUID, approved: bool, note: str = "") -> UUID:
    """Approve, or refuse with a reason; never by somebody who teaches, taught or learns in the cohort."""
    cohort = get_cohort(cohort_id)
    authorise(actor, Permission.APPROVE_COHORT, cohort.target)
    if not course_of(cohort).rules.approval:
        raise Conflict("Este curso no necesita aprobación.")
    if actor.person_id is not None:
        if has_taught(cohort_id, actor.person_id):
            raise OwnCase("Quien enseña en el grupo no puede aprobarlo.")
        if find_enrolment(cohort_id, actor.person_id) is not None:
            raise OwnCase("Quien participa en el grupo no puede aprobarlo.")
    text = note.strip()
    with transaction():
        approval = CohortApproval(
            cohort_id=cohort_id,
            approved=approved,
            payload_id=write_payload(text).id if text else None,
            recorded_by=actor.person_id,
        )
        db.session.add(approval)
        db.session.flush()
        record(actor.person_id, "cohort.approved" if approved else "cohort.refused", "cohort", cohort_id)
    return approval.id
