"""Submitting, claiming and ending jobs; every claim is a lease that lapses if its worker dies."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from lms import clock
from lms.database import after_commit, short_transaction
from lms.extensions import db
from lms.ids import new_id
from lms.jobs.models import Job, JobState, free_at
from lms.jobs.queue import wake

LEASE = timedelta(seconds=30)
MAX_ATTEMPTS = 5


@dataclass(frozen=True)
class Claim:
    """A job in one worker's hands; `attempt` tells the holder from whoever held or will hold it."""

    job_id: UUID
    kind: str
    payload: dict[str, Any]
    attempt: int


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


def claim(job_id: UUID, lease: timedelta = LEASE) -> Claim | None:
    """Take the job if it is free; None if not, and when its workers died MAX_ATTEMPTS times: then it has failed."""
    moment = clock.machine_now()
    with short_transaction() as connection:
        columns = (Job.kind, Job.payload, Job.attempts)
        row = connection.execute(select(*columns).where(Job.id == job_id, free_at(moment))).one_or_none()
        if row is None:
            return None
        if row.attempts >= MAX_ATTEMPTS:
            values = {"state": JobState.FAILED, "error": "WorkerDied", "ended_at": moment, "lease_until": None}
            connection.execute(update(Job).where(Job.id == job_id).values(values))
            return None
        held = {"state": JobState.RUNNING, "attempts": row.attempts + 1, "lease_until": moment + lease}
        connection.execute(update(Job).where(Job.id == job_id).values(held))
    return Claim(job_id, row.kind, row.payload, row.attempts + 1)


def renew(held: Claim, lease: timedelta = LEASE) -> bool:
    """Hold it for longer; False when it is no longer ours."""
    return _change(held, lease_until=clock.machine_now() + lease)


def report(held: Claim, done: int, total: int, step: str = "") -> bool:
    """Note the progress; False when the job is no longer ours."""
    return _change(held, done=done, total=total, step=step)


def finish(held: Claim) -> bool:
    """The job is done; False when it is no longer ours, which harms nothing: it will be found done."""
    return _change(held, state=JobState.DONE, ended_at=clock.machine_now(), lease_until=None, error=None)


def fail(held: Claim, error: str) -> bool:
    """Give the job back for another try, or mark it failed after MAX_ATTEMPTS; `error` names the kind of fault only."""
    if held.attempt < MAX_ATTEMPTS:
        return _change(held, state=JobState.QUEUED, error=error, lease_until=None)
    return _change(held, state=JobState.FAILED, error=error, lease_until=None, ended_at=clock.machine_now())


def give_back(held: Claim) -> bool:
    """Let somebody else do it; does not count as an attempt."""
    return _change(held, state=JobState.QUEUED, attempts=held.attempt - 1, lease_until=None)


def retry(job_id: UUID) -> None:
    """Start an ended job afresh; one that waits or runs goes on."""
    ended = Job.state.in_((JobState.DONE, JobState.FAILED))
    afresh = {"state": JobState.QUEUED, "attempts": 0, "error": None, "ended_at": None, "lease_until": None}
    with short_transaction() as connection:
        connection.execute(update(Job).where(Job.id == job_id, ended).values(afresh))
    wake(job_id)


def _change(held: Claim, **values: Any) -> bool:
    """Write only while the job is in the holder's hands."""
    ours = (Job.id == held.job_id, Job.state == JobState.RUNNING, Job.attempts == held.attempt)
    with short_transaction() as connection:
        return connection.execute(update(Job).where(*ours).values(**values)).rowcount == 1
