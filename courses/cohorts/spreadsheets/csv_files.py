"""CSV as Excel in Spanish writes it."""

import csv
import io
import re
from collections.abc import Iterator

from courses.cohorts.spreadsheets.cells import MAX_COLUMNS, Cell, CellKind, Row, Sheet, UnreadableFile, limit_rows
from lms.text import tidy

MAX_LINES = 50_000  # of a CSV, blank ones too
CSV_DELIMITERS = (";", ",", "\t")


def read_csv(content: bytes) -> list[Sheet]:
    """The readings by each usual delimiter; raises UnreadableFile."""
    text = _decode(content)
    if "\0" in text:
        raise UnreadableFile("El archivo no es un libro de Excel (.xlsx) ni un CSV.")
    readings, fault = [], UnreadableFile("")
    for delimiter in CSV_DELIMITERS:
        try:
            readings.append(Sheet("CSV", limit_rows(_csv_rows(text, delimiter), MAX_LINES)))
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
