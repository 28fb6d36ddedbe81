"""Running jobs in this process."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from lms.accounts.models.organisations import Organisation, OrganisationKind
from lms.database import transaction
from lms.extensions import db
from lms.jobs import registry
from lms.jobs.models import Job, JobState
from lms.jobs.operations import MAX_ATTEMPTS, claim, submit
from lms.jobs.queries import get_job
from lms.jobs.registry import Progress
from lms.jobs.running import Runner, run_job, run_waiting

Do = Callable[[Callable[[Progress, dict[str, Any]], None]], UUID]


@pytest.fixture
def submit_doing(bare_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Do]:
    """Submit a job that is done by this function."""

    def do(function: Callable[[Progress, dict[str, Any]], None]) -> UUID:
        monkeypatch.setitem(registry._handlers, "test", function)
        with transaction():
            return submit("test", {"n": 7}, "key")

    return do


def test_a_job_is_done_with_its_payload_and_its_progress(submit_doing):
    seen = []

    def work(progress: Progress, payload: dict[str, Any]) -> None:
        seen.append(payload)
        progress(1, 2, "paso")

    job_id = submit_doing(work)
    assert run_job(job_id)
    assert not run_job(job_id)
    view = get_job(job_id)
    assert seen == [{"n": 7}]
    assert (view.state, view.done, view.total) == (JobState.DONE, 1, 2)


def test_a_fault_is_kept_by_its_kind_alone_and_what_it_half_wrote_is_undone(submit_doing):
    def work(_progress: Progress, _payload: dict[str, Any]) -> None:
        with transaction():
            db.session.add(Organisation(kind=OrganisationKind.NGO, name="a medias"))
            db.session.flush()
            raise ZeroDivisionError("Rosa Quispe")

    job_id = submit_doing(work)
    assert not run_job(job_id)
    job = db.session.get_one(Job, job_id)
    assert (job.state, job.error) == (JobState.QUEUED, "ZeroDivisionError")
    assert db.session.query(Organisation).count() == 0


def test_what_waits_is_tried_until_it_is_done_or_nothing_helps(submit_doing):
    tried = []

    def work(_progress: Progress, _payload: dict[str, Any]) -> None:
        tried.append(1)
        raise ZeroDivisionError

    submit_doing(work)
    for _ in range(MAX_ATTEMPTS + 1):
        assert run_waiting() == 0
    assert len(tried) == MAX_ATTEMPTS


def test_a_step_longer_than_the_lease_keeps_the_job(submit_doing, bare_app):
    claims = []

    def work(_progress: Progress, _payload: dict[str, Any]) -> None:
        time.sleep(1.2)
        claims.append(claim(job_id))

    job_id = submit_doing(work)
    assert Runner(bare_app, lease=timedelta(seconds=0.6)).run(job_id)
    assert claims == [None]


def test_a_worker_that_must_stop_gives_the_job_back_at_the_next_word_of_progress(submit_doing, bare_app):
    runner, steps = Runner(bare_app), []

    def work(progress: Progress, _payload: dict[str, Any]) -> None:
        for step in range(3):
            progress(step, 3)
            steps.append(step)
            runner.stopping.set()

    job_id = submit_doing(work)
    assert not runner.run(job_id)
    assert steps == [0]
    view = get_job(job_id)
    assert (view.state, view.attempts) == (JobState.QUEUED, 0)
    assert run_job(job_id)


def test_who_lost_the_job_stops_at_the_next_word_of_progress(submit_doing, bare_app):
    steps = []

    def work(progress: Progress, _payload: dict[str, Any]) -> None:
        with transaction():
            db.session.get_one(Job, job_id).attempts += 1  # as if another worker had claimed it
        try:
            progress(1, 2)
        except Exception:  # a careless handler cannot hold on
            steps.append("held on")
        steps.append("went on")

    job_id = submit_doing(work)
    assert not run_job(job_id)
    assert steps == []
    assert get_job(job_id).state == JobState.RUNNING
