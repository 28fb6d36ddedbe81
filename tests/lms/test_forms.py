"""What several forms check alike."""

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import DecimalField, Form, IntegerField

from lms.forms import Between


class Numbers(Form):
    mark = DecimalField(validators=[Between(0, 20, "De 0 a 20.")])
    place = IntegerField(validators=[Between(1, 9, "De 1 a 9.")])


@pytest.mark.parametrize(("mark", "place"), [("0", "1"), ("20.00", "9"), ("12.5", "5")])
def test_what_lies_between_passes(mark, place):
    assert Numbers(MultiDict({"mark": mark, "place": place})).validate()


@pytest.mark.parametrize("mark", ["-0.01", "20.01", "NaN", "sNaN", "Infinity", "1e999", "x", ""])
def test_no_other_decimal_does(mark):
    form = Numbers(MultiDict({"mark": mark, "place": "1"}))
    assert not form.validate()
    assert list(form.errors) == ["mark"]


@pytest.mark.parametrize("place", ["0", "10", "9" * 400, "9" * 5000, "-1", "x", ""])
def test_no_other_whole_number_does(place):
    form = Numbers(MultiDict({"mark": "1", "place": place}))
    assert not form.validate()
    assert list(form.errors) == ["place"]
