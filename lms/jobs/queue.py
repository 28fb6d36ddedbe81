"""huey carries the wake-ups; a lost one is made good by the sweep, for the job row is the truth."""

from collections.abc import Callable
from functools import cached_property
from uuid import UUID

import structlog
from flask import Flask, current_app
from huey import Huey, PostgresHuey, SqliteHuey
from huey.api import TaskWrapper

from lms.settings import Settings

log = structlog.get_logger()


class Queue:
    """The queue the settings name, opened when first needed: most commands never do."""

    def __init__(self, settings: Settings, run: Callable[[str], None]) -> None:
        self._settings, self._run = settings, run

    @cached_property
    def task(self) -> TaskWrapper:
        """Calling it with a job's id enqueues the wake-up; `run` is what a worker does with it."""
        return _open(self._settings).task(name="run_job")(self._run)

    @property
    def huey(self) -> Huey:
        return self.task.huey

    def close(self) -> None:
        """Drop the connection, which must not cross a fork."""
        if "task" in self.__dict__:
            self.huey.storage.close()


def open_queue(app: Flask, run: Callable[[str], None]) -> None:
    """Let `run` do what is woken."""
    app.extensions["queue"] = Queue(app.extensions["settings"], run)


def wake(job_id: UUID) -> None:
    """Tell a worker; when that fails the sweep will."""
    try:
        current_app.extensions["queue"].task(str(job_id))
    except Exception:
        log.warning("job.wake_failed", job=str(job_id), exc_info=True)


def _open(settings: Settings) -> Huey:
    if settings.queue_url:
        return PostgresHuey("cascada", dsn=settings.queue_url, results=False)
    settings.data.mkdir(parents=True, exist_ok=True)
    return SqliteHuey("cascada", filename=str(settings.data / "queue.db"), results=False, fsync=False)
