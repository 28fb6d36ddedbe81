"""Lists as CSV that Excel in Spanish opens, and in which no cell runs as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

RISKY = ("=", "+", "-", "@", "\t", "\r")


def write_csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 with its mark, semicolons."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(head)
    writer.writerows([harmless(value) for value in row] for row in rows)
    return ("\ufeff" + stream.getvalue()).encode()


def harmless(value: object) -> object:
    """A text that a spreadsheet shows instead of running (OWASP, CSV injection)."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value
