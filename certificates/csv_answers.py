"""A list as a CSV that Excel opens in UTF-8 and in which no cell is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The list with a byte order mark."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerows([head, *([_cell(value) for value in row] for row in rows)])
    return "\ufeff" + buffer.getvalue()


def csv_answer(file_name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """The list as a download; `file_name` names nobody."""
    headers = {"Content-Disposition": f"attachment; filename={file_name}", "Cache-Control": "private, no-store"}
    return Response(csv_text(head, rows), mimetype="text/csv", headers=headers)


def _cell(value: object) -> object:
    """Text that a spreadsheet would take for a formula gets an apostrophe (OWASP, CSV injection)."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
