"""Lists for spreadsheets."""

import pytest

from lms.csv_files import harmless, write_csv


@pytest.mark.parametrize("text", ["=1+1", "+51 987", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_runs_as_a_formula(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("value", ["Ñahui", "a=b", "", 7, None])
def test_anything_else_stays_as_it_is(value):
    assert harmless(value) == value


def test_excel_in_spanish_finds_its_mark_and_semicolons():
    assert write_csv(["nombre", "horas"], [["Ñahui; Soto", 30]]).decode("utf-8-sig") == (
        'nombre;horas\r\n"Ñahui; Soto";30\r\n'
    )
    assert write_csv([], []).startswith(b"\xef\xbb\xbf")
