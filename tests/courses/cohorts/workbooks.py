"""Workbooks for tests."""

import io
import zipfile

from openpyxl import Workbook


def make_workbook(*rows: tuple[object, ...], sheets: int = 1, merged: tuple[str, ...] = ()) -> bytes:
    """An XLSX with the rows in its first sheet, and these ranges of it merged."""
    workbook = Workbook()
    for _ in range(sheets - 1):
        workbook.create_sheet()
    for row in rows:
        workbook.active.append(row)
    for cells in merged:
        workbook.active.merge_cells(cells)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def repack(content: bytes, name: str, replacement: bytes) -> bytes:
    """The workbook with one of its parts replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, replacement if part == name else old.read(part))
    return stream.getvalue()
