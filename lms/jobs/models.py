"""The job row, written in the caller's transaction."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, and_, or_
from sqlalchemy.orm import Mapped, mapped_column

from lms import clock
from lms.database import choice
from lms.extensions import Model
from lms.ids import new_id


class JobState(StrEnum):
    """Where a job stands; `running` with a lapsed lease may be claimed again."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(Model):
    """One piece of background work, done at least once by idempotent code; progress in `done` of `total`."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_state_lease", "state", "lease_until"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str]
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    idempotency_key: Mapped[str] = mapped_column(unique=True)
    state: Mapped[JobState] = mapped_column(choice(JobState), default=JobState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    step: Mapped[str] = mapped_column(default="")
    error: Mapped[str | None]
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(default=clock.machine_now)
    ended_at: Mapped[datetime | None]


def free_at(moment: datetime) -> ColumnElement[bool]:
    """Jobs that wait, or whose holder has gone quiet."""
    return or_(Job.state == JobState.QUEUED, and_(Job.state == JobState.RUNNING, Job.lease_until < moment))
