"""How a stretch of days reads."""

from datetime import date

import pytest

from lms.web.locale import period, short_period

FIRST, LAST = date(2026, 10, 24), date(2026, 12, 26)


@pytest.mark.parametrize(
    ("last", "long", "short"),
    [
        (FIRST, "24 de octubre de 2026", "24/10/2026"),
        (LAST, "Del 24 de octubre de 2026 al 26 de diciembre de 2026", "24/10/2026 – 26/12/2026"),
    ],
)
def test_one_day_stands_alone(app, last, long, short):
    with app.test_request_context():
        assert period(FIRST, last) == long
        assert short_period(FIRST, last) == short
