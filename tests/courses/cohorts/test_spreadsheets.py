"""Uploaded files are hostile until proved otherwise."""

import io
import tracemalloc
import zipfile

import pytest

from courses.cohorts.headings import find_column
from courses.cohorts.spreadsheets.cells import CellKind, UnreadableFile
from courses.cohorts.spreadsheets.reading import read_sheets
from tests.courses.cohorts.workbooks import make_workbook, repack

SHEET = "xl/worksheets/sheet1.xml"
ENTITY = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">
<c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>"""
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ja"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
PLIST = b'<?xml version="1.0"?><!DOCTYPE plist PUBLIC "-//Apple//DTD" "http://apple.example/p.dtd"><plist/>'
FAR_ROW = b"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="2000000000"><c r="A2000000000"><v>1</v></c></row></sheetData></worksheet>"""
LAST_ROW = FAR_ROW.replace(b"2000000000", b"1048576")


def merged_cells(*ranges: str) -> bytes:
    cells = "".join(f'<mergeCell ref="{each}"/>' for each in ranges)
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData/><mergeCells>{cells}</mergeCells></worksheet>'.encode()


def three_long_sheets() -> bytes:
    """Each ends in Excel's last row: a small file that takes long to read."""
    content = make_workbook(("a",), sheets=3)
    for number in (1, 2, 3):
        content = repack(content, f"xl/worksheets/sheet{number}.xml", LAST_ROW)
    return content


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "vacío"),
        (b"  \n ", "vacío"),
        (b"\xd0\xcf\x11\xe0old excel", "Excel antiguo"),
        (b"PK\x03\x04 not a zip", "dañado"),
        (b"a,b\0c", "no es un libro"),
        (b'Nombres;DNI\n"Rosa;12345678\n', "comillas"),
        (b"x" * (5 * 1024 * 1024 + 1), "pesa más"),
        (repack(make_workbook(("a",)), SHEET, ENTITY), "no se admite"),
        (repack(make_workbook(("a",)), SHEET, ENTITY.decode().encode("utf-16")), "no se admite"),
        (repack(make_workbook(("a",)), "xl/workbook.xml", LAUGHS), "no se admite"),
        (repack(make_workbook(("a",)), SHEET, FAR_ROW), "filas que no existen"),
        (repack(make_workbook(("a",)), SHEET, b"<a>" + b" " * (41 * 1024 * 1024) + b"</a>"), "demasiado grande"),
        (repack(make_workbook(("a",)), SHEET, b"<a>" + b"<c/>" * 600_000 + b"</a>"), "demasiado grande por dentro"),
        (three_long_sheets(), "demasiado grande por dentro"),
        (repack(make_workbook(("a",)), SHEET, b"<broken"), "no se admite"),
        (repack(make_workbook(("a",)), SHEET, merged_cells("nowhere")), "No se puede leer"),
        (repack(make_workbook(("a",)), SHEET, merged_cells(*["A1:XFD1048576"] * 2001)), "celdas combinadas"),
        (make_workbook(*[("a",)] * 2001), "más de 2000 filas"),
        (b"a;b\n" * 2001, "más de 2000 filas"),
        (b"a;b\n" + b"\n" * 60_000, "más de 2000 filas"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_no_honest_spreadsheet_is_refused_in_one_sentence(content: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words) as refusal:
        read_sheets(content)
    assert refusal.value.field == "file"


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("a.txt", "hola")
    with pytest.raises(UnreadableFile, match="no es un libro"):
        read_sheets(stream.getvalue())


def test_a_package_of_a_thousand_parts_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for number in range(501):
            package.writestr(f"{number}.xml", "<x/>")
    with pytest.raises(UnreadableFile, match="demasiado grande"):
        read_sheets(stream.getvalue())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252"])
def test_spanish_csv_is_read_in_every_encoding_that_excel_writes(encoding: str) -> None:
    (sheet, *_) = read_sheets("Apellidos;Nombres\nÑahui Peña;Begoña\n".encode(encoding))
    assert [cell.text for cell in sheet.rows[1].values()] == ["Ñahui Peña", "Begoña"]


def test_a_formula_is_told_apart_from_text_in_a_workbook() -> None:
    (sheet,) = read_sheets(make_workbook(("=1+1", "Rosa", 12345678, 7.5)))
    assert [(cell.name, cell.text, cell.kind) for cell in sheet.rows[0].values()] == [
        ("A1", "=", CellKind.FORMULA),
        ("B1", "Rosa", CellKind.TEXT),
        ("C1", "12345678", CellKind.NUMBER),
        ("D1", "7.5", CellKind.NUMBER),
    ]


def test_a_lying_dimension_does_not_hide_rows() -> None:
    content = make_workbook(("Nombres", "DNI"), ("Rosa", "12345678"))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        lying = package.read(SHEET).replace(b'ref="A1:B2"', b'ref="A1"')
    (sheet,) = read_sheets(repack(content, SHEET, lying))
    assert len(sheet.rows) == 2
    assert sheet.rows[1][2].text == "12345678"


def test_a_part_that_unpacks_to_more_than_it_says_is_refused_without_unpacking_it() -> None:
    bomb = make_workbook(("a",))
    bomb = repack(bomb, "xl/styles.xml", b"<a>" + b" " * (60 * 1024 * 1024) + b"</a>")
    true_size = (60 * 1024 * 1024 + 7).to_bytes(4, "little")
    assert bomb.count(true_size) >= 1
    tracemalloc.start()
    with pytest.raises(UnreadableFile, match="dañado"):
        read_sheets(bomb.replace(true_size, (1000).to_bytes(4, "little")))
    assert tracemalloc.get_traced_memory()[1] < 20 * 1024 * 1024
    tracemalloc.stop()


def test_a_heading_of_brackets_is_no_heading() -> None:
    assert find_column("(" * 100_000) is None


def test_an_entity_in_a_part_of_any_name_is_refused() -> None:
    content = make_workbook(("a",))
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.namelist():
            new.writestr(part.replace("sheet1.xml", "sheet1.bin"), ENTITY if part == SHEET else old.read(part))
    with pytest.raises(UnreadableFile, match="no se admite"):
        read_sheets(stream.getvalue())


def test_a_workbook_with_a_printers_settings_from_a_mac_is_read() -> None:
    stream = io.BytesIO(make_workbook(("a",)))
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("xl/printerSettings/printerSettings1.bin", PLIST)
    assert len(read_sheets(stream.getvalue())) == 1
