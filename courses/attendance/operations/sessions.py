"""Scheduling sessions and calling them off."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from courses.attendance.models import TrainingSession
from courses.attendance.planning import add_trainer, check_plan
from courses.attendance.queries.sessions import get_session
from courses.cohorts.queries.cohorts import get_cohort
from lms import clock
from lms.accounts.permissions import Actor, Permission, authorise
from lms.audit.operations import record
from lms.database import transaction
from lms.errors import Conflict
from lms.extensions import db
from lms.ids import new_id
from lms.text import tidy


def schedule_session(
    actor: Actor,
    cohort_id: UUID,
    part: str,
    place: str,
    starts_at: datetime,
    planned_minutes: int,
    lead_id: UUID,
    other_ids: Sequence[UUID] = (),
) -> UUID:
    """Plan a session of one part; each trainer's licence for that day is kept with it."""
    with transaction():
        cohort = get_cohort(cohort_id)
        authorise(actor, Permission.SCHEDULE_SESSION, cohort.target)
        check_plan(cohort, part, place, starts_at, planned_minutes)
        session = TrainingSession(
            id=new_id(),
            cohort_id=cohort_id,
            part=part,
            place=tidy(place),
            starts_at=starts_at,
            planned_minutes=planned_minutes,
            created_by=actor.person_id,
        )
        db.session.add(session)
        db.session.flush()
        for person_id in dict.fromkeys((lead_id, *other_ids)):
            add_trainer(cohort, session, person_id, is_lead=person_id == lead_id)
        record(actor.person_id, "session.scheduled", "session", session.id, cohort=cohort.code, part=part)
    return session.id


def cancel_session(actor: Actor, session_id: UUID) -> None:
    """Call a session off; its attendance stops counting, nothing is deleted."""
    with transaction():
        session = get_session(session_id)
        cohort = get_cohort(session.cohort_id)
        authorise(actor, Permission.SCHEDULE_SESSION, cohort.target)
        row = db.session.get_one(TrainingSession, session_id)
        if row.cancelled_at is not None:
            raise Conflict("La sesión ya estaba cancelada.")
        row.cancelled_at = clock.now()
        record(actor.person_id, "session.cancelled", "session", session_id, cohort=cohort.code)
