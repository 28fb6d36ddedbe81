"""Doing one job: claim, run, end."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import structlog
from flask import Flask, current_app
from sqlalchemy.exc import DBAPIError

from lms.extensions import db
from lms.jobs.operations import LEASE, Claim, claim, fail, finish, give_back, renew, report
from lms.jobs.queries import claimable
from lms.jobs.queue import open_queue
from lms.jobs.registry import get_handler

log = structlog.get_logger()


class LetGo(BaseException):
    """The job must leave these hands: the worker stops, or somebody else holds it. No handler may swallow this."""


class Runner:
    """Does jobs in this process; once `stopping` is set they give themselves back at their next word of progress."""

    def __init__(self, app: Flask, lease: timedelta = LEASE) -> None:
        self.app, self.lease = app, lease
        self.stopping = threading.Event()

    def run(self, job_id: UUID) -> bool:
        """Do the job if it can be claimed; True if this call did it."""
        held = claim(job_id, self.lease)
        if held is None:
            return False
        with self._kept(held):
            return self._do(held)

    def _do(self, held: Claim) -> bool:
        def progress(done: int, total: int, step: str = "") -> None:
            if not report(held, done, total, step) or self.stopping.is_set():
                raise LetGo

        names = {"job": str(held.job_id), "kind": held.kind}
        try:
            get_handler(held.kind)(progress, held.payload)
        except LetGo:
            db.session.rollback()
            log.info("job.let_go", given_back=give_back(held), **names)
            return False
        except Exception as error:
            db.session.rollback()
            log.exception("job.failed", **names)
            fail(held, type(error).__name__)
            return False
        log.info("job.done", still_ours=finish(held), **names)
        return True

    @contextmanager
    def _kept(self, held: Claim) -> Iterator[None]:
        """Renew the lease for as long as this process lives and the job runs, however long a step takes."""
        ended = threading.Event()
        thread = threading.Thread(target=self._renew_until, args=(ended, held), daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def _renew_until(self, ended: threading.Event, held: Claim) -> None:
        with self.app.app_context():
            while not ended.wait(self.lease.total_seconds() / 3):
                try:
                    renew(held, self.lease)
                except DBAPIError:
                    log.warning("job.not_renewed", job=str(held.job_id), exc_info=True)


def init_app(app: Flask) -> None:
    """Open the queue; whatever it wakes is done in an application context of its own."""
    app.extensions["runner"] = Runner(app)

    def run(job_id: str) -> None:
        with app.app_context():
            run_job(UUID(job_id))

    open_queue(app, run)


def run_job(job_id: UUID) -> bool:
    """Do the job if it can be claimed; True if this call did it."""
    runner: Runner = current_app.extensions["runner"]
    return runner.run(job_id)


def run_waiting() -> int:
    """Do everything that waits, in this process; returns how many jobs were done."""
    done = 0
    while ids := claimable():
        ended = sum(run_job(job_id) for job_id in ids)
        done += ended
        if not ended:
            break
    return done
