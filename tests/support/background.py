"""Real processes for tests: writers that count, a submitter that dies early, a worker that knows test jobs.

They are forked from a server that has imported the application once, so that each starts at once.
"""

import multiprocessing
import os
import signal
import time
from datetime import timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from flask import current_app

from lms.accounts.models.access import ThrottleCounter
from lms.accounts.models.organisations import Organisation, OrganisationKind
from lms.app import create_app
from lms.clock import machine_now
from lms.database import transaction
from lms.extensions import db
from lms.jobs import operations
from lms.jobs.registry import Progress, handler
from lms.jobs.worker import STOP_SIGNALS, run_worker
from lms.storage import Storage

STEPS = 6
LEASE = timedelta(seconds=1)
COUNTER = "test"


def count_up(times: int) -> None:
    """Read, add one, write: each a transaction of its own."""
    for _ in range(times):
        with transaction():
            row = db.session.get_one(ThrottleCounter, COUNTER)
            row.count += 1


def start_counter() -> None:
    """A counter at nought."""
    with transaction():
        db.session.add(ThrottleCounter(bucket=COUNTER, window_start=machine_now(), count=0))


@handler("test-steps")
def take_steps(progress: Progress, payload: dict[str, Any]) -> None:
    """Keep a file and write its row, a step a transaction; `pause_at` waits at "before", "between" or "silent" once."""
    storage: Storage = current_app.extensions["storage"]
    for step in range(STEPS):
        progress(step, STEPS)
        _mark(f"step-{step}")
        with transaction():
            name = storage.put(f"step {step}".encode())
            if payload.get("pause_at") == "between" and step == 2:
                _pause_once()
            if not db.session.query(Organisation).filter_by(name=name).count():
                db.session.add(Organisation(kind=OrganisationKind.OTHER, name=name))
        if payload.get("pause_at") == "after" and step == 2:
            _pause_once()


@handler("test-failure")
def always_fail(_progress: Progress, _payload: dict[str, Any]) -> None:
    """A fault in the code."""
    _mark("failed")
    raise ZeroDivisionError


def _mark(name: str) -> None:
    with (Path(os.environ["MARKS"]) / name).open("a") as file:
        file.write("x")


def _pause_once() -> None:
    pause = Path(os.environ["MARKS"]) / "paused"
    if not pause.exists():
        pause.touch()
        time.sleep(float(os.environ.get("PAUSE", "60")))


def start(settings: dict[str, str], command: str, *arguments: str) -> BaseProcess:
    """A process of its own with these environment variables: `write TIMES`, `submit KIND KEY` or `work`."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    process = context.Process(target=_main, args=(settings, command, *arguments))
    process.start()
    return process


def _main(settings: dict[str, str], command: str, *arguments: str) -> None:
    os.environ.clear()
    os.environ.update(settings)
    for each in STOP_SIGNALS:
        signal.signal(each, signal.SIG_DFL)  # however the tests themselves were started
    if "NOHUP" in settings:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    app = create_app()
    if command == "work":
        run_worker(app, lease=LEASE, sweep_seconds=float(settings.get("SWEEP", "0.3")), grace_seconds=2)
        return
    with app.app_context():
        if command == "write":
            count_up(int(arguments[0]))
        else:
            operations.wake = lambda _job_id: os.kill(os.getpid(), signal.SIGKILL)
            with transaction():
                operations.submit(arguments[0], {}, arguments[1])
