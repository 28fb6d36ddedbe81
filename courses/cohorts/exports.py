"""Rosters as workbooks to download, with text that no spreadsheet runs as a formula; pure."""

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from courses.cohorts.headings import Column

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEMPLATE = tuple(column for column in Column if column not in (Column.FATHER, Column.MOTHER, Column.FULL_NAME))
HELP = (
    ("Columna", "Qué escribir"),
    ("Apellidos, Nombres", "Como figuran en el documento, con sus tildes."),
    ("Tipo de documento", "DNI, CE, PTP, CPP, PASAPORTE o REFUGIO. Vacío significa DNI."),
    ("N.º de documento", "Con todos sus ceros. La columna ya tiene formato de texto."),
    ("Sexo", "Mujer u hombre. Se puede dejar vacío."),
    ("Celular", "Nueve cifras. Se puede dejar vacío."),
    ("Grado, CIP, Unidad", "Solo para personal policial o de una institución."),
    ("Región", "La región de la unidad, si la unidad es nueva."),
    ("Consentimiento", "«Sí», o la fecha en que la persona firmó el papel: 05/11/2026."),
)


def write_xlsx(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A workbook of one sheet, every cell text."""
    workbook = Workbook()
    _fill(workbook, title, head, rows)
    return _bytes(workbook)


def roster_template() -> bytes:
    """An empty roster with the headings and a sheet that explains them."""
    workbook = Workbook()
    _fill(workbook, "Nómina", TEMPLATE, ())
    sheet = workbook["Nómina"]
    for number in range(1, len(TEMPLATE) + 1):
        for row in range(2, 302):
            sheet.cell(row, number).number_format = "@"
    guide = workbook.create_sheet("Cómo llenar")
    for line in HELP:
        guide.append(line)
    guide.column_dimensions["A"].width = 24
    guide.column_dimensions["B"].width = 70
    return _bytes(workbook)


def _fill(workbook: Workbook, title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    sheet = workbook.worksheets[0]
    sheet.title = title
    sheet.append([str(name) for name in head])
    for number in range(1, len(head) + 1):
        sheet.cell(1, number).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = 22
    sheet.freeze_panes = "A2"
    for row_number, row in enumerate(rows, start=2):
        for number, value in enumerate(row, start=1):
            cell = sheet.cell(row_number, number, value)
            cell.data_type = "s"
            cell.number_format = "@"


def _bytes(workbook: Workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()
