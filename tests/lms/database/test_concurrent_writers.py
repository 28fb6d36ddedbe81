"""No update is lost when four write at once, be they threads or processes."""

import threading

from flask import Flask

from lms.accounts.models.access import ThrottleCounter
from lms.extensions import db
from tests.support import background
from tests.support.background import COUNTER, count_up, start_counter
from tests.support.databases import Bench
from tests.support.site import environment

WRITERS, TIMES = 4, 50


def counted() -> int:
    db.session.rollback()
    return db.session.get_one(ThrottleCounter, COUNTER).count


def test_four_threads_lose_no_update(bare_app):
    start_counter()

    def write(app: Flask) -> None:
        with app.app_context():
            count_up(TIMES)

    threads = [threading.Thread(target=write, args=(bare_app,)) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counted() == WRITERS * TIMES


def test_four_processes_lose_no_update(bare_app, bench: Bench):
    start_counter()
    settings = environment(bench.folder / "data", DATABASE_URL=bench.url("live"))
    processes = [background.start(settings, "write", str(TIMES)) for _ in range(WRITERS)]
    for process in processes:
        process.join(timeout=120)
    assert [process.exitcode for process in processes] == [0] * WRITERS
    assert counted() == WRITERS * TIMES
