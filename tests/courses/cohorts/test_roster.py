"""Rosters with Spanish headings in any order; every fault names its cell."""

from datetime import date

import pytest

from courses.cohorts.roster import Roster, RosterRow, read_roster
from courses.cohorts.spreadsheets.cells import UnreadableFile
from lms.accounts.domain import Document
from lms.accounts.models.people import DocumentType, Sex
from tests.courses.cohorts.workbooks import make_workbook

TODAY = date(2026, 11, 21)


def read(text: str) -> Roster:
    return read_roster(text.encode(), TODAY)


def row_of(text: str) -> RosterRow:
    (row,) = read(text).rows
    return row


def dni(number: str) -> Document:
    return Document(DocumentType.DNI, number)


def test_headings_stand_in_any_order_and_under_any_usual_name() -> None:
    row = row_of(
        "Celular;N.º de documento;Sexo (M/F);NOMBRES;Apellido Materno;Apellido  paterno;Región;"
        "Consentimiento (sí/fecha)\n"
        "999 888 777;01234567;F;Rosa Elena;Mamani;Quispe;huanuco;sí\n"
    )
    assert row.faults == ()
    assert (row.surnames, row.given_names) == ("Quispe Mamani", "Rosa Elena")
    assert row.document == dni("01234567")
    assert (row.phone, row.sex, row.region) == ("+51999888777", Sex.WOMAN, "10")
    assert (row.consents, row.consented_on) == (True, None)


@pytest.mark.parametrize("heading", ["DNI", "D.N.I.", "N° DNI", "Nro. de documento", "Número de DNI", "No. Documento"])
def test_the_document_column_has_many_names(heading: str) -> None:
    assert row_of(f"Apellidos,Nombres,{heading}\nQuispe,Rosa,41234567\n").document == dni("41234567")


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_delimiter_is_found_even_when_names_hold_the_other(delimiter: str) -> None:
    row = row_of(f'Apellidos y nombres{delimiter}DNI\n"Quispe Mamani, Rosa"{delimiter}41234567\n')
    assert (row.list_name, row.document) == ("Quispe Mamani, Rosa", dni("41234567"))


def test_titles_above_the_headings_and_empty_rows_are_skipped() -> None:
    content = make_workbook(
        ("Corte Superior de San Martín",),
        (),
        ("N.º", "Apellidos", "Nombres", "DNI"),
        (1, "Quispe", "Rosa", "41234567"),
        (2,),
        (3, "Shuña", "Yolanda", "41234568"),
    )
    roster = read_roster(content, TODAY)
    assert [(row.number, row.given_names) for row in roster.rows] == [(4, "Rosa"), (6, "Yolanda")]
    assert roster.unused == ("N.º",)


def test_columns_nobody_asked_for_are_named_and_not_kept() -> None:
    roster = read("Apellidos;Nombres;DNI;Fecha de nacimiento;Lengua materna\nQuispe;Rosa;41234567;1/1/1990;quechua\n")
    assert roster.unused == ("Fecha de nacimiento", "Lengua materna")
    assert "quechua" not in repr(roster.rows)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1234567, "8 cifras y aquí hay 7"),
        (234567.0, "8 cifras y aquí hay 6"),
        ("1234567", "8 cifras y aquí hay 7"),
        ("4123456A", "8 cifras"),
        ("41234567-0", "dígito verificador"),
        (date(2026, 1, 1), "fecha"),
        ("=A1", "fórmula"),
        ("#N/A", "error de Excel"),
        ("４１２３４５６７", "8 cifras"),
    ],
)
def test_a_document_that_lost_its_zeros_or_its_sense_is_told_and_not_guessed(value: object, words: str) -> None:
    content = make_workbook(("Apellidos", "Nombres", "DNI"), ("Quispe", "Rosa", value))
    (row,) = read_roster(content, TODAY).rows
    (fault,) = row.faults
    assert (fault.row, fault.column, fault.cell) == (2, "DNI", "C2")
    assert words in fault.message
    assert row.document is None


@pytest.mark.parametrize("value", [41234567, 41234567.0, "41234567", " 4123 4567 ", "41.234.567"])
def test_a_whole_document_is_read_from_text_and_from_numbers(value: object) -> None:
    content = make_workbook(("Apellidos", "Nombres", "DNI"), ("Quispe", "Rosa", value))
    (row,) = read_roster(content, TODAY).rows
    assert row.document == dni("41234567")


@pytest.mark.parametrize(
    ("kind", "number", "expected"),
    [
        ("Carné de extranjería", "001234567", Document(DocumentType.CE, "001234567")),
        ("CE", "001234567", Document(DocumentType.CE, "001234567")),
        ("pasaporte", "ab123456", Document(DocumentType.PASSPORT, "AB123456")),
        ("", "41234567", dni("41234567")),
    ],
)
def test_documents_of_foreigners_keep_type_and_zeros(kind: str, number: str, expected: Document) -> None:
    row = row_of(f"Tipo de documento;Documento;Apellidos;Nombres\n{kind};{number};Quispe;Rosa\n")
    assert row.document == expected


def test_a_foreign_number_typed_as_a_number_may_have_lost_zeros() -> None:
    content = make_workbook(("Tipo", "Documento", "Apellidos", "Nombres"), ("CE", 1234567, "Quispe", "Rosa"))
    (row,) = read_roster(content, TODAY).rows
    assert [(fault.cell, "perdido ceros" in fault.message) for fault in row.faults] == [("B2", True)]


def test_an_unknown_document_type_is_the_fault_and_not_the_number() -> None:
    row = row_of("Tipo;Documento;Apellidos;Nombres\nlibreta;41234567;Quispe;Rosa\n")
    assert [fault.cell for fault in row.faults] == ["A2"]


@pytest.mark.parametrize(
    "name",
    ["K’ana Ninawari", "Bëtsa Rono", "Ʉnchi Tsirë", "G̃uarã Tñi", "Ñawi", "O'Higgins", "María-José", "X"],
)
def test_names_of_every_language_come_through_as_written(name: str) -> None:
    row = row_of(f"Apellidos;Nombres;DNI\n{name};{name};41234567\n")
    assert row.faults == ()
    assert row.given_names == name


def test_a_name_of_84_characters_fits_and_one_more_does_not() -> None:
    fits = row_of(f"Apellidos;Nombres;DNI\nQuispe;{'M' * 77};41234567\n")
    assert fits.faults == ()
    (fault,) = row_of(f"Apellidos;Nombres;DNI\nQuispe;{'M' * 78};41234567\n").faults
    assert (fault.cell, "84" in fault.message) == ("B2", True)


def test_invisible_and_double_spaces_are_tidied() -> None:
    row = row_of("Apellidos;Nombres;DNI\n  Quispe\u00a0 Mamani\u200b ;Rosa   Elena;41234567\n")
    assert (row.surnames, row.given_names) == ("Quispe Mamani", "Rosa Elena")


@pytest.mark.parametrize(
    ("heading", "value", "words"),
    [
        ("Nombres", "", "Faltan los nombres"),
        ("Nombres", "Rosa3", "signo"),
        ("Nombres", "=cmd|calc", "fórmula"),
        ("Sexo", "x", "mujer"),
        ("Celular", "12345", "teléfono"),
        ("Celular", "no tiene", "teléfono"),
        ("CIP", "12", "CIP"),
        ("Región", "Atlántida", "región"),
        ("Consentimiento", "quizás", "sí"),
        ("Consentimiento", "31/02/2026", "fecha"),
        ("Consentimiento", "22/11/2026", "futuro"),
        ("Consentimiento", "01/01/1999", "antigua"),
    ],
)
def test_each_fault_names_row_column_and_cell(heading: str, value: str, words: str) -> None:
    values = {"Apellidos": "Quispe", "Nombres": "Rosa", "DNI": "41234567", heading: value}
    row = row_of(";".join(values) + "\n" + ";".join(values.values()) + "\n")
    (fault,) = row.faults
    assert (fault.row, fault.column, fault.cell) == (2, heading, f"{'ABCD'[list(values).index(heading)]}2")
    assert words in fault.message


@pytest.mark.parametrize("text", ["Quispe Mamani Rosa", "Quispe, ", "Quispe, Rosa, Elena"])
def test_a_full_name_without_its_one_comma_is_not_guessed(text: str) -> None:
    row = row_of(f'Apellidos y nombres;DNI\n"{text}";41234567\n')
    assert "coma" in row.faults[0].message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sí", (True, None)),
        ("X", (True, None)),
        ("no", (False, None)),
        ("", (False, None)),
        ("5/11/2026", (True, date(2026, 11, 5))),
        ("2026-11-05", (True, date(2026, 11, 5))),
    ],
)
def test_consent_is_a_yes_or_its_date(text: str, expected: tuple[bool, date | None]) -> None:
    row = row_of(f"Apellidos;Nombres;DNI;Consentimiento\nQuispe;Rosa;41234567;{text}\n")
    assert (row.consents, row.consented_on) == expected


def test_an_excel_date_is_a_date_of_consent() -> None:
    content = make_workbook(("Nombres", "DNI", "Consentimiento"), ("Rosa", "41234567", date(2026, 11, 5)))
    (row,) = read_roster(content, TODAY).rows
    assert row.consented_on == date(2026, 11, 5)


def test_a_short_police_number_from_a_numeric_cell_is_remarked() -> None:
    content = make_workbook(("Nombres", "DNI", "CIP"), ("Rosa", "41234567", 123456), ("Ana", "41234568", "012345"))
    first, second = read_roster(content, TODAY).rows
    assert (first.cip, second.cip) == ("123456", "012345")
    assert "C2" in first.remarks[0]
    assert second.remarks == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Código;Cantidad\n1;2\n", "encabezados"),
        ("Apellidos;Nombres;DNI\n", "ninguna persona"),
        ("Apellidos;Nombres;DNI;Documento\nQuispe;Rosa;1;2\n", "C1 y D1"),
    ],
)
def test_a_file_without_a_clear_roster_is_refused(text: str, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        read(text)


def test_two_sheets_with_a_roster_are_one_too_many() -> None:
    import io

    from openpyxl import Workbook

    workbook = Workbook()
    for sheet in (workbook.active, workbook.create_sheet("Otra")):
        sheet.append(("Apellidos", "Nombres", "DNI"))
        sheet.append(("Quispe", "Rosa", "41234567"))
    stream = io.BytesIO()
    workbook.save(stream)
    with pytest.raises(UnreadableFile, match="más de una hoja"):
        read_roster(stream.getvalue(), TODAY)


def test_no_fault_repeats_the_document() -> None:
    row = row_of("Apellidos;Nombres;DNI\nQuispe;Rosa;1234567\n")
    assert all("1234567" not in fault.message for fault in row.faults)


def test_a_unit_merged_over_several_rows_is_a_fault_in_each_row_that_it_leaves_blank() -> None:
    head = ("Apellidos", "Nombres", "DNI", "Unidad")
    people = [("Quispe", "Rosa", "41234567", "CPNP Uno"), ("Ríos", "Ana", "41234568"), ("Soto", "Eva", "41234569")]
    rows = read_roster(make_workbook(head, *people, merged=("D2:D4",)), TODAY).rows
    assert [(fault.column, fault.cell) for row in rows for fault in row.faults] == [("Unidad", "D3"), ("Unidad", "D4")]
    assert "combinada" in rows[1].faults[0].message


@pytest.mark.parametrize("merged", ["A1:D1", "A6:D9", "D3:D4"], ids=["the title", "blank rows", "blank cells"])
def test_merged_cells_that_hide_nothing_do_no_harm(merged: str) -> None:
    head = ("Apellidos", "Nombres", "DNI", "Unidad")
    people = ("Quispe", "Rosa", "41234567"), ("Ríos", "Ana", "41234568")
    roster = read_roster(make_workbook(("Nómina de participantes",), head, *people, merged=(merged,)), TODAY)
    assert [row.faults for row in roster.rows] == [(), ()]
    assert roster.unused == ()
