"""The worker: huey's consumer, and a sweeper that wakes what was lost."""

import threading
from uuid import UUID

import structlog
from flask import Flask
from huey.consumer import Consumer

from lms.extensions import db
from lms.jobs.queries import claimable
from lms.jobs.queue import wake

log = structlog.get_logger()
SWEEP_SECONDS = 5.0


def run_worker(app: Flask, threads: int = 1) -> None:
    """Work until SIGTERM or SIGINT."""
    stop = threading.Event()
    sweeper = threading.Thread(target=_sweep, args=(app, stop), daemon=True)
    sweeper.start()
    try:
        Consumer(app.extensions["huey"], workers=threads, periodic=False, initial_delay=0.05, max_delay=1.0).run()
    finally:
        stop.set()
        sweeper.join(timeout=5)


def _sweep(app: Flask, stop: threading.Event) -> None:
    """Wake queued jobs whose wake-up was lost and running ones whose lease has lapsed; once each until it changes."""
    seen: set[UUID] = set()
    while True:
        try:
            with app.app_context():
                waiting = set(claimable())
                db.session.remove()
                for job_id in waiting - seen:
                    wake(job_id)
                seen = set() if waiting <= seen else waiting
        except Exception:
            log.exception("job.sweep_failed")
        if stop.wait(SWEEP_SECONDS):
            return
