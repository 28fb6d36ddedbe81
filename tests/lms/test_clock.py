"""Time: aware UTC inside, days as in Lima."""

import threading
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lms import clock

NOON = datetime(2026, 11, 5, 17, 0, tzinfo=UTC)


def test_the_present_moment_is_aware_and_in_utc():
    assert clock.now().utcoffset() == timedelta(0)
    assert abs(clock.now() - clock.machine_now()) < timedelta(seconds=5)


def test_the_day_changes_at_midnight_in_lima_which_is_five_in_utc():
    assert clock.lima_day(datetime(2026, 11, 6, 4, 59, tzinfo=UTC)) == date(2026, 11, 5)
    assert clock.lima_day(datetime(2026, 11, 6, 5, 0, tzinfo=UTC)) == date(2026, 11, 6)


@given(st.dates(date(1995, 1, 1), date(2100, 1, 1)), st.integers(0, 23), st.integers(0, 59))
def test_an_hour_in_lima_lies_on_its_day_there(day, hour, minute):
    moment = clock.at_lima(day, hour, minute)
    assert moment.utcoffset() == timedelta(0)
    assert clock.lima_day(moment) == day


def test_a_block_may_live_at_another_moment_and_leases_do_not():
    with clock.set_to(NOON):
        assert clock.now() == NOON
        assert clock.today() == date(2026, 11, 5)
        with clock.set_to(NOON + timedelta(days=1)):
            assert clock.today() == date(2026, 11, 6)
        assert clock.now() == NOON
        assert clock.machine_now() != NOON
    assert clock.now() != NOON


def test_another_thread_does_not_live_there():
    seen = []
    with clock.set_to(NOON):
        thread = threading.Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()
    assert seen != [NOON]
