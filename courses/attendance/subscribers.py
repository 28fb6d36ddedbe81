"""An answered self-check earns its lesson's minutes; a cohort keeps its sessions within its days."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import Flask

from courses.attendance.operations.self_study import credit_check
from courses.attendance.queries.sessions import sessions_of
from courses.signals import check_answered, cohort_moving
from lms.accounts.permissions import Actor
from lms.errors import Invalid


def init_app(_app: Flask) -> None:
    """Connect once a process; connecting again changes nothing."""
    check_answered.connect(_credit)
    cohort_moving.connect(_keep_within)


def _credit(_sender: Any, enrolment_id: UUID, evaluation: str, attempt_id: UUID, actor: Actor) -> None:
    credit_check(actor, enrolment_id, evaluation, attempt_id)


def _keep_within(_sender: Any, cohort_id: UUID, starts_on: date, ends_on: date) -> None:
    for session in sessions_of(cohort_id):
        if session.cancelled_at is None and not starts_on <= session.day <= ends_on:
            raise Invalid("La sesión del %(day)s queda fuera de esas fechas.", "ends_on", day=f"{session.day:%d/%m/%Y}")
