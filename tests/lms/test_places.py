"""The regions of Peru."""

import pytest

from lms.errors import Invalid
from lms.places import BY_CODE, REGIONS, find_region, region_name
from lms.text import sort_key


def test_there_are_twenty_four_departments_and_callao_in_inei_order():
    assert [region.code for region in REGIONS] == [f"{number:02d}" for number in range(1, 26)]
    assert len({region.iso for region in REGIONS}) == 25
    assert list(REGIONS) == sorted(REGIONS, key=lambda region: sort_key(region.name))


@pytest.mark.parametrize(
    ("text", "code"),
    [("22", "22"), ("San Martín", "22"), ("SAN MARTIN", "22"), ("  huánuco ", "10"), ("ancash", "02"), ("07", "07")],
)
def test_a_region_is_found_by_code_or_name(text, code):
    assert find_region(text).code == code


@pytest.mark.parametrize("text", ["", "26", "00", "Macondo", "1"])
def test_what_is_no_region_is_said(text):
    with pytest.raises(Invalid) as caught:
        find_region(text)
    assert caught.value.field == "region"


def test_names_do_not_break_at_the_end_of_a_line():
    assert region_name("17") == "Madre\N{NO-BREAK SPACE}de\N{NO-BREAK SPACE}Dios"
    assert region_name(None) == "sin región"
    assert BY_CODE["25"].iso == "PE-UCA"
