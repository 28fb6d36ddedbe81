"""Real worker processes, killed and stopped at the worst moments: all work is done, once."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from lms.accounts.models.organisations import Organisation
from lms.database import transaction
from lms.extensions import db
from lms.jobs.models import Job, JobState
from lms.jobs.operations import MAX_ATTEMPTS, retry, submit
from lms.jobs.queue import Queue
from tests.support.background import STEPS, start
from tests.support.databases import Bench
from tests.support.site import ROOT, environment

SERVER = """
import os, subprocess, sys
print(subprocess.Popen([sys.executable, "-m", "lms", "worker", "--parent", str(os.getpid())]).pid, flush=True)
os.kill(os.getpid(), 19)
"""


@dataclass
class Background:
    """Processes over the live database; `marks` is where their jobs leave word."""

    settings: dict[str, str]
    marks: Path
    processes: list[BaseProcess] = field(default_factory=list)

    def start(self, *arguments: str, pause: float = 60, sweep: float = 0.3) -> BaseProcess:
        process = start({**self.settings, "PAUSE": str(pause), "SWEEP": str(sweep)}, *arguments)
        self.processes.append(process)
        return process

    def times(self, name: str) -> int:
        path = self.marks / name
        return len(path.read_text()) if path.exists() else 0

    def is_paused(self) -> bool:
        return (self.marks / "paused").exists()


@pytest.fixture
def background(bare_app: Flask, bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Background]:
    """With the queue in PostgreSQL too, when the tests run there."""
    queue_url = "" if bench.url("live").startswith("sqlite") else bench.create("queue")
    data = tmp_path / "data"
    mine = replace(bare_app.extensions["settings"], data=data, queue_url=queue_url)
    monkeypatch.setitem(bare_app.extensions, "queue", Queue(mine, bare_app.extensions["queue"]._run))
    settings = environment(data, DATABASE_URL=bench.url("live"), LMS_QUEUE_URL=queue_url, MARKS=str(tmp_path))
    started = Background(settings, tmp_path)
    yield started
    for process in started.processes:
        process.kill()
        process.join()
    bare_app.extensions["queue"].close()


def wait_until(condition: Callable[[], Any], seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.05)


def exit_code(process: BaseProcess) -> int | None:
    process.join(timeout=15)
    return process.exitcode


def job(job_id: UUID) -> Job:
    db.session.rollback()
    return db.session.get_one(Job, job_id)


def submitted(kind: str = "test-steps", **payload: Any) -> UUID:
    with transaction():
        return submit(kind, payload, "key")


def assert_done_once(job_id: UUID, background: Background) -> None:
    wait_until(lambda: job(job_id).state == JobState.DONE)
    assert db.session.query(Organisation).count() == STEPS


@pytest.mark.parametrize("moment", ["between", "after"])
def test_a_worker_killed_in_mid_job_loses_nothing_and_doubles_nothing(background, moment):
    job_id = submitted(pause_at=moment)
    first = background.start("work")
    wait_until(background.is_paused)
    first.kill()
    background.start("work")
    assert_done_once(job_id, background)
    assert job(job_id).attempts == 2
    assert background.times(f"step-{STEPS - 1}") == 1


def test_a_wake_up_lost_between_commit_and_queue_is_made_good(background):
    submitter = background.start("submit", "test-steps", "key")
    assert exit_code(submitter) == -signal.SIGKILL
    db.session.rollback()
    job_id = db.session.query(Job).one().id
    background.start("work")
    assert_done_once(job_id, background)
    assert job(job_id).attempts == 1


def test_the_queue_wakes_a_worker_long_before_its_next_sweep(background):
    worker = background.start("work", sweep=600)
    wait_until(lambda: is_working(worker.pid))
    time.sleep(1)  # its first sweep finds nothing
    assert_done_once(submitted(), background)


def test_a_silent_step_longer_than_the_lease_is_not_done_by_two(background):
    job_id = submitted(pause_at="after")
    background.start("work", pause=4)
    background.start("work", pause=4)
    assert_done_once(job_id, background)
    assert job(job_id).attempts == 1
    assert background.times("step-0") == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_worker_told_to_stop_gives_the_job_back_at_once(background, number):
    job_id = submitted(pause_at="after")
    first = background.start("work", pause=1)
    wait_until(background.is_paused)
    os.kill(first.pid, number)
    assert exit_code(first) == 0
    assert (job(job_id).state, job(job_id).attempts) == (JobState.QUEUED, 0)
    background.start("work")
    assert_done_once(job_id, background)


def test_a_worker_started_with_nohup_stays_when_the_terminal_goes(background):
    background.settings["NOHUP"] = "1"
    worker = background.start("work")
    wait_until(lambda: is_working(worker.pid))
    os.kill(worker.pid, signal.SIGHUP)
    assert_done_once(submitted(), background)
    os.kill(worker.pid, signal.SIGTERM)
    assert exit_code(worker) == 0


def test_a_worker_whose_job_says_nothing_stops_all_the_same(background):
    submitted(pause_at="after")
    first = background.start("work", pause=60)
    wait_until(background.is_paused)
    os.kill(first.pid, signal.SIGTERM)
    assert exit_code(first) == 0


def test_a_job_that_always_fails_is_tried_five_times_and_once_more_when_asked(background):
    job_id = submitted("test-failure")
    background.start("work")
    wait_until(lambda: job(job_id).state == JobState.FAILED)
    assert background.times("failed") == MAX_ATTEMPTS
    assert job(job_id).error == "ZeroDivisionError"
    retry(job_id)
    wait_until(lambda: background.times("failed") > MAX_ATTEMPTS)


@pytest.mark.slow
def test_a_worker_does_not_outlive_the_server_that_started_it(background):
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER], cwd=ROOT, env=background.settings, stdout=subprocess.PIPE, text=True
    )
    with server:
        assert server.stdout is not None
        worker = int(server.stdout.readline())
        wait_until(lambda: is_working(worker))
        assert is_alive(worker)
        server.kill()
    wait_until(lambda: not is_alive(worker))


def is_working(pid: int) -> bool:
    """Whether a thread of its consumer runs: all hold back the stop signals, but the one that waits for them."""
    statuses = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/status")]
    return any(_blocked(status) & 1 << signal.SIGTERM - 1 for status in statuses)


def _blocked(status: str) -> int:
    return int(status.partition("SigBlk:")[2].split()[0], 16)


def is_alive(pid: int) -> bool:
    """Not counting a process that ended and waits to be reaped."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
