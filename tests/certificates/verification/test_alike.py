"""A code that is not public is answered exactly as one that does not exist."""

import gzip
import statistics
import time

import pytest
from sqlalchemy import event

from certificates.issuing.serials import new_serial
from certificates.registry.operations import choose_visibility
from certificates.verification.queries import verify_publicly
from lms import clock
from lms.accounts.models.people import Person, Visibility
from lms.database import transaction
from lms.extensions import db

ROUNDS = 60


@pytest.fixture(params=["her choice", "her setting"])
def hidden(request, register, cast):
    """Rosa's certificate, turned off in either way."""
    if request.param == "her choice":
        choose_visibility(cast.actor("trainee"), register.rosa, is_public=False)
    else:
        with transaction():
            db.session.get_one(Person, cast.id("trainee")).public_visibility = Visibility.OFF
    return register.rosa


def without(text, serial):
    """The answer with the code itself and the moment taken out."""
    grouped = "-".join(serial[start : start + 4] for start in range(0, 16, 4))
    return text.replace(serial, "SERIAL").replace(grouped, "SERIAL")


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_status_headers_and_body_are_the_same(client, hidden, accept, monkeypatch):
    moment = clock.now()
    monkeypatch.setattr("lms.clock.now", lambda: moment)
    unknown = new_serial()
    answers = [client.get(f"/v/{serial}", headers={"Accept": accept}) for serial in (hidden, unknown)]
    assert [each.status_code for each in answers] == [404, 404]
    assert without(answers[0].text, hidden) == without(answers[1].text, unknown)
    assert len(answers[0].data) == len(answers[1].data)
    names = [{name for name, _ in each.headers} for each in answers]
    assert names[0] == names[1]
    sizes = [len(gzip.compress(each.data)) for each in answers]
    assert abs(sizes[0] - sizes[1]) <= 8, "the code itself compresses a little differently"


def statements(serial):
    """How many statements the database sees for one verdict."""
    seen = []
    db.session.rollback()

    def note(_connection, _cursor, statement, *_rest):
        seen.append(" ".join(statement.split()[:2]))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        verify_publicly(serial)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return seen


def test_the_database_does_the_same_work(hidden):
    assert statements(hidden) == statements(new_serial())


def test_the_median_time_is_the_same_within_noise(hidden):
    """CPU time, taken in turns, so that a busy machine weighs on both alike."""
    times = {True: [], False: []}
    for _ in range(ROUNDS):
        for is_hidden, serial in ((True, hidden), (False, new_serial())):
            db.session.rollback()
            started = time.process_time()
            verify_publicly(serial)
            times[is_hidden].append(time.process_time() - started)
    ratio = statistics.median(times[True]) / statistics.median(times[False])
    assert 0.75 < ratio < 1.35, ratio
