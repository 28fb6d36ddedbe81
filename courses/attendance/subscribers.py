"""An answered self-check earns its lesson's minutes, in the same transaction."""

from typing import Any
from uuid import UUID

from flask import Flask

from courses.attendance.operations import credit_check
from courses.signals import check_answered
from lms.accounts.permissions import Actor


def init_app(_app: Flask) -> None:
    """Connect once a process; connecting again changes nothing."""
    check_answered.connect(_credit)


def _credit(_sender: Any, enrolment_id: UUID, evaluation: str, attempt_id: UUID, actor: Actor) -> None:
    credit_check(actor, enrolment_id, evaluation, attempt_id)
