"""Rosters as coordinators send them: an XLSX with Spanish headings, read by the real import."""

import io
from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook

from lms.demo.people import Invented

HEADINGS = ("Apellidos", "Nombres", "DNI", "Sexo", "Grado", "CIP", "Comisaría", "Consentimiento")


def roster_file(people: Sequence[Invented], consented_on: date) -> bytes:
    """The workbook's bytes."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 — a new workbook has a sheet
    sheet.append(HEADINGS)
    for each in people:
        sex = "mujer" if each.is_woman else "hombre"
        row = (each.surnames, each.given_names, each.dni, sex, each.rank, each.cip, each.unit)
        sheet.append((*row, f"{consented_on:%d/%m/%Y}"))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
