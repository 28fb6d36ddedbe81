"""Issuing in the background."""

from typing import Any
from uuid import UUID

from certificates.issuing.operations.certificates import issue_closing
from lms.accounts.permissions import SYSTEM
from lms.jobs.registry import Progress, handler

ISSUE = "issue-certificates"


@handler(ISSUE)
def issue(progress: Progress, payload: dict[str, Any]) -> None:
    """Issue one acta's certificates; idempotent."""
    issue_closing(SYSTEM, UUID(payload["closing"]), progress)
