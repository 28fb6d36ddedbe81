"""XLSX: the package is weighed and searched before openpyxl sees a byte."""

import io
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse
from openpyxl import load_workbook
from openpyxl.worksheet.cell_range import CellRange

from courses.cohorts.spreadsheets.cells import MAX_COLUMNS, Cell, CellKind, Row, Sheet, UnreadableFile, limit_rows
from lms.text import tidy

MAX_UNPACKED = 40 * 1024 * 1024
MAX_PARTS = 500
MAX_ELEMENTS = 500_000
MAX_MERGED = 2000
EXCEL_ROWS = 1_048_576
XML_STARTS = (b"<", b"\0<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")  # with and without byte order mark
TOO_LARGE_INSIDE = "El libro de Excel es demasiado grande por dentro: copiar la nómina a un libro nuevo."


def read_workbook(content: bytes) -> list[Sheet]:
    """Every sheet; raises UnreadableFile."""
    _check_package(content)
    try:
        workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheets = [(sheet.title, _rows_of(sheet), _merged_in(content, sheet)) for sheet in workbook.worksheets]
        return [Sheet(title, limit_rows(_with_merged(rows, merged), EXCEL_ROWS)) for title, rows, merged in sheets]
    except UnreadableFile:
        raise
    except Exception as error:  # openpyxl raises whatever its parser met
        raise UnreadableFile("No se puede leer el libro de Excel: abrirlo y guardarlo de nuevo como .xlsx.") from error


class _Allowance:
    """What a whole workbook may cost its readers: elements of XML, and rows, read one by one up to the last."""

    def __init__(self) -> None:
        self.elements, self.rows = MAX_ELEMENTS, 2 * EXCEL_ROWS

    def spend(self, *, elements: int = 0, rows: int = 0) -> None:
        """Raises UnreadableFile when nothing is left."""
        self.elements -= elements
        self.rows -= rows
        if self.elements < 0 or self.rows < 0:
            raise UnreadableFile(TOO_LARGE_INSIDE)


def _check_package(content: bytes) -> None:
    """Refuse bombs and entities before any other parser sees a byte."""
    allowance = _Allowance()
    try:
        with ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise UnreadableFile(TOO_LARGE_INSIDE)
            if "[Content_Types].xml" not in package.namelist():
                raise UnreadableFile("El archivo no es un libro de Excel (.xlsx) ni un CSV.")
            for part in parts:
                _check_part(package, part, allowance)
    except (BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, zlib.error) as error:
        raise UnreadableFile("El archivo está dañado o tiene contraseña.") from error


def _check_part(package: ZipFile, part: ZipInfo, allowance: _Allowance) -> None:
    """Unpack no more than the directory promises (a lie fails the CRC); check what a parser may take for XML."""
    with package.open(part) as stream:
        content = stream.read(part.file_size + 1)
    if content.lstrip().startswith(XML_STARTS):
        _check_xml(content, allowance)


def _check_xml(content: bytes, allowance: _Allowance) -> None:
    last = 0
    try:
        for _, element in iterparse(io.BytesIO(content)):
            allowance.spend(elements=1)
            if element.tag.endswith("}row"):
                last = max(last, number := int(element.get("r", 1)))
                if not 0 < number <= EXCEL_ROWS:
                    raise UnreadableFile("El libro de Excel está dañado: tiene filas que no existen.")
            element.clear()
        allowance.spend(rows=last)
    except (DefusedXmlException, ParseError, ValueError, LookupError) as error:
        raise UnreadableFile("El libro de Excel lleva contenido que no se admite.") from error


def _rows_of(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()
    for cells in sheet.iter_rows(max_col=MAX_COLUMNS):
        filled = (_excel_cell(cell) for cell in cells if cell.value is not None)
        yield {cell.column: cell for cell in filled if cell.text}


def _merged_in(content: bytes, sheet: Any) -> list[CellRange]:
    """A sheet's merged ranges, which openpyxl passes over when it reads row by row."""
    found = []
    with ZipFile(io.BytesIO(content)) as package, package.open(sheet._worksheet_path) as part:
        for _, element in iterparse(part):
            if element.tag.endswith("}mergeCell"):
                found.append(CellRange(element.get("ref")))
            element.clear()
    if len(found) > MAX_MERGED:
        raise UnreadableFile("El libro tiene demasiadas celdas combinadas: copiar la nómina a un libro nuevo.")
    return found


def _with_merged(rows: Iterator[Row], ranges: list[CellRange]) -> Iterator[Row]:
    """The rows, each filled one with the cells that share what a cell above or beside them says."""
    filled: set[CellRange] = set()
    for number, row in enumerate(rows, start=1):
        here = [each for each in ranges if each.min_row <= number <= each.max_row] if row else []
        filled |= {each for each in here if each.min_row == number and each.min_col in row}
        shared = {
            column
            for each in here
            if each in filled
            for column in range(each.min_col, min(each.max_col, MAX_COLUMNS) + 1)
        }
        merged = {each: Cell(number, each, "", CellKind.MERGED) for each in shared if each not in row}
        yield dict(sorted((row | merged).items()))


def _excel_cell(cell: Any) -> Cell:
    value, place = cell.value, (cell.row, cell.column)
    if cell.data_type == "f":
        return Cell(*place, "=", CellKind.FORMULA)
    if cell.data_type == "e" or not isinstance(value, str | int | float | date):
        return Cell(*place, str(value), CellKind.ERROR)
    if isinstance(value, bool):
        return Cell(*place, "sí" if value else "no")
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return Cell(*place, f"{day:%d/%m/%Y}", CellKind.DATE, day)
    if isinstance(value, int | float):
        return Cell(*place, _number(value), CellKind.NUMBER)
    return Cell(*place, tidy(value))


def _number(value: float) -> str:
    return str(int(value)) if value == value // 1 and abs(value) < 10**15 else str(value)
