"""The worker: huey's consumer, and a sweep that wakes what was lost."""

import os
import signal
from datetime import timedelta

import structlog
from flask import Flask
from huey.consumer import Consumer

from lms.jobs.operations import LEASE
from lms.jobs.queries import claimable
from lms.jobs.queue import Queue, wake
from lms.jobs.running import Runner

log = structlog.get_logger()
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
SWEEP_SECONDS = 5.0
GRACE_SECONDS = 8.0


def run_worker(
    app: Flask,
    threads: int = 1,
    *,
    parent: int | None = None,
    lease: timedelta = LEASE,
    sweep_seconds: float = SWEEP_SECONDS,
    grace_seconds: float = GRACE_SECONDS,
) -> None:
    """Work until a stop signal, or until the process `parent` is gone; running jobs are given back.

    A job that says nothing within `grace_seconds` is left to its lease.
    """
    queue: Queue = app.extensions["queue"]
    runner = app.extensions["runner"] = Runner(app, lease)
    stops = _stop_signals()
    signal.pthread_sigmask(signal.SIG_BLOCK, stops)  # before any thread starts: only the wait below takes them
    consumer = Consumer(
        queue.huey,
        workers=threads,
        periodic=False,
        initial_delay=0.05,
        max_delay=1.0,
        shutdown_timeout=grace_seconds,
    )
    consumer.start()
    while True:
        _sweep(app, queue)
        if signal.sigtimedwait(stops, sweep_seconds) or parent not in (None, os.getppid()):
            break
        consumer.check_worker_health()
    runner.stopping.set()
    consumer.stop(graceful=True)


def _stop_signals() -> list[signal.Signals]:
    """Without those that whoever started the process asked to ignore, as nohup does: blocking would revive them."""
    return [each for each in STOP_SIGNALS if signal.getsignal(each) != signal.SIG_IGN]


def _sweep(app: Flask, queue: Queue) -> None:
    """Once nothing is on its way any more, wake what waits and what a dead worker held."""
    try:
        if queue.huey.pending_count():
            return
        with app.app_context():
            for job_id in claimable():
                wake(job_id)
    except Exception:
        log.exception("job.sweep_failed")
