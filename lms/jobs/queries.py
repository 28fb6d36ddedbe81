"""Reading jobs."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from lms import clock
from lms.errors import NotFound
from lms.extensions import db
from lms.jobs.models import Job, JobState, free_at


@dataclass(frozen=True)
class JobView:
    """A job as its page shows it."""

    id: UUID
    kind: str
    state: JobState
    done: int
    total: int
    step: str
    attempts: int
    created_by: UUID | None

    @property
    def has_ended(self) -> bool:
        return self.state in (JobState.DONE, JobState.FAILED)


def get_job(job_id: UUID) -> JobView:
    """Raises NotFound."""
    job = db.session.get(Job, job_id, populate_existing=True)
    if job is None:
        raise NotFound("No existe esa tarea.")
    return JobView(job.id, job.kind, job.state, job.done, job.total, job.step, job.attempts, job.created_by)


def find_job(key: str) -> JobView | None:
    """The job with this idempotency key."""
    job_id = db.session.scalar(select(Job.id).where(Job.idempotency_key == key))
    return get_job(job_id) if job_id else None


def claimable() -> list[UUID]:
    """Jobs that wait, or whose worker has gone quiet, oldest first."""
    return list(db.session.scalars(select(Job.id).where(free_at(clock.machine_now())).order_by(Job.id)))
