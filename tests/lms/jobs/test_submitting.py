"""Submitting: the job is part of what the caller writes."""

from typing import NoReturn

import pytest
from sqlalchemy import func, select

from lms.database import transaction
from lms.errors import NotFound
from lms.extensions import db
from lms.ids import new_id
from lms.jobs import operations
from lms.jobs.models import Job
from lms.jobs.operations import submit
from lms.jobs.queries import claimable, find_job, get_job
from lms.jobs.registry import get_handler


def and_fail(_done: object) -> NoReturn:
    raise ZeroDivisionError


def count_jobs() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Job)) or 0


def test_a_job_of_a_transaction_that_fails_never_was(bare_app):
    with pytest.raises(ZeroDivisionError), transaction():
        and_fail(submit("test", {}, "key"))
    assert count_jobs() == 0


def test_the_same_key_is_the_same_job(bare_app):
    with transaction():
        first = submit("test", {"n": 1}, "key")
        assert submit("test", {"n": 1}, "key") == first
    with transaction():
        assert submit("test", {"n": 2}, "key") == first
        assert submit("test", {"n": 2}, "another key") != first
    assert count_jobs() == 2


def test_workers_are_told_after_the_commit_and_once(bare_app, monkeypatch):
    told = []
    monkeypatch.setattr(operations, "wake", lambda job_id: told.append((job_id, count_jobs())))
    with transaction():
        job_id = submit("test", {}, "key")
        submit("test", {}, "key")
        assert told == []
    assert told == [(job_id, 1)]


def test_a_queue_out_of_order_does_not_undo_what_was_committed(bare_app, monkeypatch):
    monkeypatch.setitem(bare_app.extensions, "queue", None)
    with transaction():
        job_id = submit("test", {}, "key")
    assert claimable() == [job_id]


def test_a_job_outside_a_transaction_is_refused(bare_app):
    with pytest.raises(Exception, match="read"):
        submit("test", {}, "key")


def test_jobs_that_do_not_exist(bare_app):
    assert find_job("no such key") is None
    with pytest.raises(NotFound):
        get_job(new_id())


def test_a_kind_without_code_is_named():
    with pytest.raises(Exception, match="no-such-kind"):
        get_handler("no-such-kind")


def test_the_oldest_waiting_job_comes_first(bare_app):
    with transaction():
        ids = [submit("test", {}, str(number)) for number in range(4)]
    assert claimable() == ids
