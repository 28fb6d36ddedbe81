"""Submitting, claiming and ending jobs; every claim is a lease that lapses if its worker dies."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select, update

from lms import clock
from lms.database import after_commit, short_transaction
from lms.extensions import db
from lms.ids import new_id
from lms.jobs.models import Job, JobState
from lms.jobs.queue import wake

LEASE = timedelta(seconds=30)
MAX_ATTEMPTS = 5


def submit(kind: str, payload: dict[str, Any], key: str, actor_id: UUID | None = None) -> UUID:
    """Write the job in the caller's transaction and wake a worker after commit; the same key is the same job."""
    existing = db.session.scalar(select(Job.id).where(Job.idempotency_key == key))
    if existing:
        return existing
    job = Job(id=new_id(), kind=kind, payload=payload, idempotency_key=key, created_by=actor_id)
    db.session.add(job)
    db.session.flush()
    after_commit(lambda: wake(job.id))
    return job.id


def claim(job_id: UUID) -> tuple[str, dict[str, Any]] | None:
    """Take the job if it waits or its lease has lapsed; None if somebody else has it or it has ended."""
    moment = clock.machine_now()
    free = or_(Job.state == JobState.QUEUED, and_(Job.state == JobState.RUNNING, Job.lease_until < moment))
    with short_transaction() as connection:
        row = connection.execute(select(Job.kind, Job.payload).where(Job.id == job_id, free)).one_or_none()
        if row is None:
            return None
        connection.execute(
            update(Job)
            .where(Job.id == job_id)
            .values(state=JobState.RUNNING, lease_until=moment + LEASE, attempts=Job.attempts + 1)
        )
    return row.kind, row.payload


def report(job_id: UUID, done: int, total: int, step: str = "") -> None:
    """Note the progress and renew the lease."""
    _change(job_id, done=done, total=total, step=step, lease_until=clock.machine_now() + LEASE)


def finish(job_id: UUID) -> None:
    """The job is done."""
    _change(job_id, state=JobState.DONE, ended_at=clock.machine_now(), lease_until=None, error=None)


def fail(job_id: UUID, error: str) -> None:
    """Give the job back for another try, or mark it failed after MAX_ATTEMPTS; `error` names the kind of fault only."""
    with short_transaction() as connection:
        attempts = connection.execute(select(Job.attempts).where(Job.id == job_id)).scalar_one()
    again = attempts < MAX_ATTEMPTS
    state = JobState.QUEUED if again else JobState.FAILED
    _change(job_id, state=state, error=error, lease_until=None, ended_at=None if again else clock.machine_now())


def retry(job_id: UUID) -> None:
    """Give a failed job a fresh start."""
    _change(job_id, state=JobState.QUEUED, attempts=0, ended_at=None, lease_until=None)
    wake(job_id)


def _change(job_id: UUID, **values: Any) -> None:
    with short_transaction() as connection:
        connection.execute(update(Job).where(Job.id == job_id).values(**values))
