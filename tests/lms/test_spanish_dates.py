"""Dates as Peru writes them."""

from datetime import date

import pytest

from lms.spanish_dates import long_date, period


def test_a_date_is_written_as_in_peru():
    assert long_date(date(2026, 9, 1)) == "1 de setiembre de 2026"


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "words"),
    [
        (date(2026, 3, 3), date(2026, 3, 3), "3 de marzo de 2026"),
        (date(2026, 3, 3), None, "3 de marzo de 2026"),
        (None, date(2026, 3, 3), "3 de marzo de 2026"),
        (None, None, ""),
        (date(2026, 3, 3), date(2026, 3, 28), "Del 3 al 28 de marzo de 2026"),
        (date(2026, 3, 3), date(2026, 4, 12), "Del 3 de marzo al 12 de abril de 2026"),
        (date(2025, 12, 9), date(2026, 1, 4), "Del 9 de diciembre de 2025 al 4 de enero de 2026"),
        (date(2025, 3, 3), date(2026, 3, 28), "Del 3 de marzo de 2025 al 28 de marzo de 2026"),
    ],
)
def test_a_period_says_no_month_or_year_twice(starts_on, ends_on, words):
    assert period(starts_on, ends_on) == words
