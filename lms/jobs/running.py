"""Doing one job: claim, run, end."""

from uuid import UUID

import structlog
from flask import Flask

from lms.extensions import db
from lms.jobs.operations import claim, fail, finish, report
from lms.jobs.queries import claimable
from lms.jobs.queue import open_queue
from lms.jobs.registry import get_handler

log = structlog.get_logger()


def init_app(app: Flask) -> None:
    """Open the queue; whatever it wakes is done in an application context of its own."""

    def run(job_id: str) -> None:
        with app.app_context():
            run_job(UUID(job_id))

    open_queue(app, run)


def run_job(job_id: UUID) -> bool:
    """Do the job if it can be claimed; True if this call did it."""
    claimed = claim(job_id)
    if claimed is None:
        return False
    kind, payload = claimed

    def progress(done: int, total: int, step: str = "") -> None:
        report(job_id, done, total, step)

    try:
        get_handler(kind)(progress, payload)
    except Exception as error:
        db.session.rollback()
        log.exception("job.failed", job=str(job_id), kind=kind)
        fail(job_id, type(error).__name__)
        return False
    finish(job_id)
    log.info("job.done", job=str(job_id), kind=kind)
    return True


def run_waiting() -> int:
    """Do everything that waits, in this process; returns how many jobs were done."""
    done = 0
    while ids := claimable():
        ended = sum(run_job(job_id) for job_id in ids)
        done += ended
        if not ended:
            break
    return done
