"""Claims: one holder at a time, and a lease that lapses."""

import threading
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask

from lms import clock
from lms.database import transaction
from lms.extensions import db
from lms.jobs.models import Job, JobState
from lms.jobs.operations import MAX_ATTEMPTS, Claim, claim, fail, finish, give_back, renew, report, retry, submit
from lms.jobs.queries import claimable, get_job

LAPSED = timedelta(seconds=-1)


@pytest.fixture
def job_id(bare_app: Flask) -> UUID:
    with transaction():
        return submit("test", {"n": 7}, "key")


def held(job_id: UUID, lease: timedelta = timedelta(minutes=1)) -> Claim:
    found = claim(job_id, lease)
    assert found is not None
    return found


def stored(job_id: UUID) -> Job:
    db.session.rollback()
    return db.session.get_one(Job, job_id)


def test_a_claimed_job_is_nobody_elses(job_id):
    assert held(job_id) == Claim(job_id, "test", {"n": 7}, 1)
    assert claim(job_id) is None
    assert claimable() == []


def test_of_eight_claims_at_once_one_succeeds(job_id, bare_app):
    found = []

    def try_it() -> None:
        with bare_app.app_context():
            found.append(claim(job_id))

    threads = [threading.Thread(target=try_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([each for each in found if each]) == 1


def test_a_lapsed_lease_may_be_claimed_again(job_id):
    held(job_id, LAPSED)
    assert claimable() == [job_id]
    assert held(job_id).attempt == 2


def test_a_renewed_lease_does_not_lapse(job_id):
    mine = held(job_id, LAPSED)
    assert renew(mine)
    assert claim(job_id) is None
    assert stored(job_id).lease_until > clock.machine_now()


@pytest.mark.parametrize("write", [renew, finish, give_back, lambda c: report(c, 1, 2), lambda c: fail(c, "Fault")])
def test_who_lost_the_job_can_no_longer_write_in_it(job_id, write):
    slow = held(job_id, LAPSED)
    quick = held(job_id)
    report(quick, 3, 4, "paso")
    assert not write(slow)
    job = stored(job_id)
    assert (job.state, job.attempts, job.done, job.total, job.error) == (JobState.RUNNING, 2, 3, 4, None)


def test_progress_is_there_to_read(job_id):
    report(held(job_id), 3, 9, "Emitiendo")
    view = get_job(job_id)
    assert (view.done, view.total, view.step, view.has_ended) == (3, 9, "Emitiendo", False)


def test_a_finished_job_is_never_claimed_again(job_id):
    assert finish(held(job_id))
    assert claim(job_id) is None
    assert claimable() == []
    assert get_job(job_id).has_ended


def test_a_job_given_back_does_not_count_as_tried(job_id):
    for _ in range(MAX_ATTEMPTS + 2):
        assert give_back(held(job_id))
    assert held(job_id).attempt == 1


def test_a_job_is_tried_five_times_and_then_failed(job_id):
    for attempt in range(1, MAX_ATTEMPTS + 1):
        assert stored(job_id).state == JobState.QUEUED
        mine = held(job_id)
        assert mine.attempt == attempt
        fail(mine, "ZeroDivisionError")
    job = stored(job_id)
    assert (job.state, job.error, job.ended_at is not None) == (JobState.FAILED, "ZeroDivisionError", True)
    assert claim(job_id) is None


def test_a_job_that_kills_its_workers_ends_as_failed(job_id):
    for _ in range(MAX_ATTEMPTS):
        held(job_id, LAPSED)
    assert claimable() == [job_id]
    assert claim(job_id) is None
    job = stored(job_id)
    assert (job.state, job.error) == (JobState.FAILED, "WorkerDied")
    assert claimable() == []


def test_a_failed_job_can_be_tried_afresh(job_id):
    for _ in range(MAX_ATTEMPTS):
        fail(held(job_id), "Fault")
    retry(job_id)
    assert held(job_id).attempt == 1


def test_a_retry_leaves_a_running_job_alone(job_id):
    mine = held(job_id)
    retry(job_id)
    assert claim(job_id) is None
    assert finish(mine)
