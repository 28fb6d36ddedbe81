"""Answers that are saved as files."""

from collections.abc import Iterable, Sequence

from flask import Response

from lms.csv_files import write_csv


def csv_answer(file_name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """The list as a CSV; `file_name` names nobody."""
    headers = {"Content-Disposition": f"attachment; filename={file_name}", "Cache-Control": "no-store"}
    return Response(write_csv(head, rows), mimetype="text/csv", headers=headers)
