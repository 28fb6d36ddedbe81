"""The arithmetic of dates."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.issuing.validity import add_months, after, iso_moment

days = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@given(days, st.integers(0, 240))
def test_months_are_added_by_the_calendar(day, months):
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == min(day.day, monthrange(later.year, later.month)[1])


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 12, 31), 24, date(2028, 12, 31)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
    ],
)
def test_the_last_day_stays_the_last_day(day, months, expected):
    assert add_months(day, months) == expected


@given(st.lists(st.datetimes(timezones=st.just(UTC)), max_size=4), st.datetimes(timezones=st.just(UTC)))
def test_a_child_is_issued_after_every_parent(parents, now):
    parents = [each for each in parents if each.year < 9999]
    moment = after(now, parents)
    assert moment >= now
    assert all(moment > parent for parent in parents)


def test_a_moment_is_written_in_utc_to_the_second():
    assert iso_moment(datetime(2026, 3, 7, 14, 0, 0, 123456, tzinfo=UTC)) == "2026-03-07T14:00:00Z"
    assert timedelta(0) == datetime.fromisoformat("2026-03-07T14:00:00Z").utcoffset()
