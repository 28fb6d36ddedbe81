"""huey carries the wake-ups; a lost one is made good by the sweeper, for the job row is the truth."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import structlog
from flask import Flask, current_app
from huey import Huey, PostgresHuey, SqliteHuey

from lms.settings import Settings

log = structlog.get_logger()


def open_queue(app: Flask, run: Callable[[str], None]) -> None:
    """Open the queue the settings name, and let `run` do what is woken; nothing connects before the first wake-up."""
    huey = _open(app.extensions["settings"])
    app.extensions["huey"] = huey
    app.extensions["huey_task"] = huey.task(name="run_job")(run)


def wake(job_id: UUID) -> None:
    """Tell a worker; when that fails the sweeper will."""
    try:
        current_app.extensions["huey_task"](str(job_id))
    except Exception:
        log.warning("job.wake_failed", job=str(job_id), exc_info=True)


def _open(settings: Settings) -> Huey:
    if settings.queue_url:
        return PostgresHuey("cascada", dsn=settings.queue_url, results=False)
    Path(settings.data).mkdir(parents=True, exist_ok=True)
    return SqliteHuey("cascada", filename=str(settings.data / "queue.db"), results=False, fsync=False)
