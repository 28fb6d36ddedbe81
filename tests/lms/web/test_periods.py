"""How a stretch of days reads."""

from datetime import date

import pytest

from lms.spanish_dates import period
from lms.web.locale import short_period

FIRST = date(2026, 10, 24)


@pytest.mark.parametrize(
    ("last", "long", "short"),
    [
        (FIRST, "24 de octubre de 2026", "24/10/2026"),
        (date(2026, 10, 31), "Del 24 al 31 de octubre de 2026", "24/10/2026 – 31/10/2026"),
        (date(2026, 12, 26), "Del 24 de octubre al 26 de diciembre de 2026", "24/10/2026 – 26/12/2026"),
        (date(2027, 1, 9), "Del 24 de octubre de 2026 al 9 de enero de 2027", "24/10/2026 – 09/01/2027"),
    ],
)
def test_nothing_is_said_twice(app, last, long, short):
    with app.test_request_context():
        assert period(FIRST, last) == long
        assert short_period(FIRST, last) == short
