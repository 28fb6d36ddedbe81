"""No update is lost when four write at once, be they threads or processes."""

import threading
import time

from flask import Flask

from lms.accounts.models.access import ThrottleCounter
from lms.database import transaction
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


def test_a_writer_with_much_to_do_does_not_starve_the_others(bare_app):
    start_counter()
    stopping = threading.Event()

    def keep_writing(app: Flask) -> None:
        with app.app_context():
            while not stopping.is_set():
                with transaction():
                    db.session.get_one(ThrottleCounter, COUNTER)
                    time.sleep(0.1)

    busy = threading.Thread(target=keep_writing, args=(bare_app,))
    busy.start()
    waits = []
    try:
        for _ in range(8):
            started = time.monotonic()
            count_up(1)
            waits.append(time.monotonic() - started)
    finally:
        stopping.set()
        busy.join()
    assert counted() == 8
    assert max(waits) < 2
