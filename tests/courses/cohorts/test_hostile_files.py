"""Whatever the bytes, reading ends in a roster or in one sentence."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.cohorts.roster import Roster, read_roster
from courses.cohorts.spreadsheets.cells import UnreadableFile
from tests.courses.cohorts.workbooks import make_workbook

WORKBOOK = make_workbook(("Apellidos", "Nombres", "DNI"), ("Quispe", "Rosa", "41234567"))
cells = st.text(max_size=30).map(lambda text: text.replace("\r", "").replace("\n", ""))


def read(content: bytes) -> Roster | None:
    try:
        return read_roster(content, date(2026, 11, 21))
    except UnreadableFile:
        return None


@given(st.binary(max_size=300))
def test_any_bytes(content: bytes) -> None:
    read(content)
    read(b"Apellidos;Nombres;DNI\n" + content)
    read(b"PK\x03\x04" + content)


@given(st.lists(st.tuples(cells, cells, cells, cells, cells), min_size=1, max_size=5))
def test_any_cells(rows: list[tuple[str, ...]]) -> None:
    lines = ["Apellidos;Nombres;DNI;Celular;Consentimiento", *(";".join(row) for row in rows)]
    found = read("\n".join(lines).encode("utf-8", "surrogatepass"))
    for row in found.rows if found else ():
        assert row.document is None or len(row.document.number) == 8
        assert len(row.given_names) <= 84


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(WORKBOOK) - 1), st.integers(1, 255))
def test_a_workbook_with_a_flipped_byte(place: int, mask: int) -> None:
    broken = bytearray(WORKBOOK)
    broken[place] ^= mask
    found = read(bytes(broken))
    assert found is None or found.rows[0].given_names == "Rosa"


@pytest.mark.parametrize("length", [0, 1, 10, 100, len(WORKBOOK) - 1])
def test_a_workbook_cut_short(length: int) -> None:
    assert read(WORKBOOK[:length]) is None
