"""Uploaded spreadsheets as plain cells: XLSX and CSV, hostile until proved otherwise; pure."""

import csv
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from lms.errors import Invalid
from lms.text import tidy

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 40 * 1024 * 1024
MAX_PARTS = 500
MAX_ELEMENTS = 500_000
MAX_ROWS = 2000
MAX_LINES = 50_000  # of a CSV, blank ones too
MAX_COLUMNS = 60
MAX_MERGED = 2000
EXCEL_ROWS = 1_048_576
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
XML_STARTS = (b"<", b"\0<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")  # with and without byte order mark
CSV_DELIMITERS = (";", ",", "\t")
TOO_LARGE_INSIDE = "El libro de Excel es demasiado grande por dentro: copiar la nómina a un libro nuevo."


class UnreadableFile(Invalid):
    """The file is no spreadsheet we can or want to read."""

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence, "file", **values)


class CellKind(StrEnum):
    """What the spreadsheet says a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    FORMULA = "formula"
    ERROR = "error"
    MERGED = "merged"


@dataclass(frozen=True)
class Cell:
    """A filled cell; `text` is tidied, numbers are written without exponent or decimals that say nothing.

    One that is merged with a filled cell above or beside it has no text of its own.
    """

    row: int
    column: int
    text: str
    kind: CellKind = CellKind.TEXT
    day: date | None = None

    @property
    def letter(self) -> str:
        return get_column_letter(self.column)

    @property
    def name(self) -> str:
        """As spreadsheets call it: C5."""
        return f"{self.letter}{self.row}"


Row = dict[int, Cell]


@dataclass(frozen=True)
class Sheet:
    """A table's filled rows in order; each maps column numbers (from 1) to filled cells."""

    name: str
    rows: tuple[Row, ...]


def read_sheets(content: bytes) -> list[Sheet]:
    """An XLSX workbook's sheets, or a CSV's readings by each usual delimiter; raises UnreadableFile."""
    if not content.strip():
        raise UnreadableFile("El archivo está vacío.")
    if len(content) > MAX_BYTES:
        raise UnreadableFile("El archivo pesa más de %(n)s MB.", n=MAX_BYTES // 1024 // 1024)
    if content.startswith(OLD_EXCEL):
        raise UnreadableFile("El archivo es de Excel antiguo o tiene contraseña: guardarlo como .xlsx sin contraseña.")
    if content.startswith(b"PK"):
        return _read_workbook(content)
    return _read_csv(content)


def _read_workbook(content: bytes) -> list[Sheet]:
    _check_package(content)
    try:
        workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheets = [(sheet.title, _rows_of(sheet), _merged_in(content, sheet)) for sheet in workbook.worksheets]
        return [Sheet(title, _limit(_with_merged(rows, merged), EXCEL_ROWS)) for title, rows, merged in sheets]
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


def _read_csv(content: bytes) -> list[Sheet]:
    text = _decode(content)
    if "\0" in text:
        raise UnreadableFile("El archivo no es un libro de Excel (.xlsx) ni un CSV.")
    readings, fault = [], UnreadableFile("")
    for delimiter in CSV_DELIMITERS:
        try:
            readings.append(Sheet("CSV", _limit(_csv_rows(text, delimiter), MAX_LINES)))
        except UnreadableFile as error:
            fault = error
    if not readings:
        raise fault
    return readings


def _decode(content: bytes) -> str:
    """UTF-8 with or without mark, UTF-16 with mark, else Windows-1252 or Latin-1, as Excel in Spanish writes."""
    is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if is_utf16 else ("utf-8-sig", "cp1252", "latin-1"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile("El archivo CSV está dañado: guardarlo de nuevo como «CSV UTF-8».")


def _csv_rows(text: str, delimiter: str) -> Iterator[Row]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, values in enumerate(lines, start=1):
            cells = (_csv_cell(number, column, value) for column, value in enumerate(values[:MAX_COLUMNS], start=1))
            yield {cell.column: cell for cell in cells if cell.text}
    except csv.Error as error:
        raise UnreadableFile(
            "El CSV está dañado cerca de la línea %(line)s: revisar las comillas.", line=lines.line_num
        ) from error


def _csv_cell(row: int, column: int, value: str) -> Cell:
    text = re.sub(r"^'(?=[0-9])", "", tidy(value))
    return Cell(row, column, text, CellKind.FORMULA if text.startswith("=") else CellKind.TEXT)


def _limit(rows: Iterator[Row], most: int) -> tuple[Row, ...]:
    """The filled rows, of `most` rows in all."""
    kept: list[Row] = []
    for number, row in enumerate(rows, start=1):
        if row:
            kept.append(row)
        if len(kept) > MAX_ROWS or number > most:
            raise UnreadableFile("La nómina tiene más de %(n)s filas: partirla en varios archivos.", n=MAX_ROWS)
    return tuple(kept)
