"""Decisions on requirements, and the coordination's approval."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from courses.cohorts.models import CohortApproval, EligibilityDecision, EligibilityOutcome
from lms.audit.models import Payload
from lms.database import in_chunks
from lms.extensions import db


@dataclass(frozen=True)
class DecisionView:
    """The newest decision on one requirement; `valid_until` is the last day on which it holds."""

    outcome: EligibilityOutcome
    decided_by: UUID | None
    decided_at: datetime
    valid_until: date | None

    def holds_on(self, day: date) -> bool:
        """Whether the requirement counts as met on that day."""
        is_met = self.outcome in (EligibilityOutcome.YES, EligibilityOutcome.WAIVED)
        return is_met and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True)
class ApprovalView:
    """The newest word of the coordination on a cohort."""

    approved: bool
    approved_by: UUID | None
    approved_at: datetime
    note: str | None


def eligibility_of(enrolment_ids: Iterable[UUID]) -> dict[UUID, dict[str, DecisionView]]:
    """The newest decision per requirement, by enrolment; an enrolment without decisions has an empty dict."""
    decisions: dict[UUID, dict[str, DecisionView]] = {each: {} for each in enrolment_ids}
    for ids in in_chunks(decisions):
        rows = db.session.scalars(
            select(EligibilityDecision)
            .where(EligibilityDecision.enrolment_id.in_(ids))
            .order_by(EligibilityDecision.occurred_at, EligibilityDecision.recorded_at, EligibilityDecision.id)
        )
        for row in rows:
            view = DecisionView(row.outcome, row.recorded_by, row.occurred_at, row.valid_until)
            decisions[row.enrolment_id][row.requirement] = view
    return decisions


def approval_of(cohort_id: UUID) -> ApprovalView | None:
    """The newest approval or refusal, if any."""
    found = db.session.execute(
        select(CohortApproval, Payload.text)
        .outerjoin(Payload, Payload.id == CohortApproval.payload_id)
        .where(CohortApproval.cohort_id == cohort_id)
        .order_by(CohortApproval.occurred_at.desc(), CohortApproval.recorded_at.desc(), CohortApproval.id.desc())
        .limit(1)
    ).first()
    if found is None:
        return None
    approval, note = found
    return ApprovalView(approval.approved, approval.recorded_by, approval.occurred_at, note)
