"""Dates, hours and marks as Peru writes them."""

from datetime import UTC, date, datetime

import pytest

from lms.web import locale

MOMENT = datetime(2026, 11, 6, 3, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def request_context(whole_app):
    with whole_app.test_request_context("/"):
        yield


def test_dates_are_written_out():
    assert locale.long_date(date(2026, 11, 5)) == "5 de noviembre de 2026"
    assert locale.short_date(date(2026, 11, 5)) == "05/11/2026"


def test_a_moment_counts_by_its_day_in_lima():
    assert locale.long_date(MOMENT) == "5 de noviembre de 2026"
    assert locale.short_date(MOMENT) == "05/11/2026"
    assert locale.lima_time(MOMENT) == "22:05"
    assert locale.moment(MOMENT) == "5 de noviembre de 2026, 22:05"


@pytest.mark.parametrize(("n", "words"), [(90, "1 h 30 min"), (60, "1 h"), (45, "45 min"), (0, "0 min"), (None, "")])
def test_minutes_read_as_hours(n, words):
    assert locale.minutes(n) == words.replace(" ", locale.NO_BREAK_SPACE)


@pytest.mark.parametrize(("value", "words"), [(1450, "14.50"), (2000, "20.00"), (5, "0.05"), (None, "")])
def test_marks_have_two_decimals_and_a_point(value, words):
    assert locale.mark(value) == words


def test_nothing_is_written_for_nothing():
    assert (locale.long_date(None), locale.short_date(None), locale.lima_time(None), locale.moment(None)) == ("",) * 4


@pytest.mark.parametrize(
    ("path", "language"),
    [("/v/ABC?lang=en", "en"), ("/v/ABC", "es-PE"), ("/v/ABC?lang=x-foo", "es-PE"), ("/privacidad?lang=en", "es-PE")],
)
def test_english_is_for_the_verification_page_only(whole_app, path, language):
    with whole_app.test_request_context(path):
        assert locale.language_tag() == language
