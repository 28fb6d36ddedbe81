"""The QR code as one vector path."""

from dataclasses import dataclass
from itertools import groupby

import segno

QUIET_ZONE = 4
"""Empty modules on each side (ISO/IEC 18004 section 9.1)."""


@dataclass(frozen=True)
class QrPath:
    """An SVG path in modules, within a square of `side` modules, quiet zone included."""

    side: int
    modules: int
    path: str


def qr_path(text: str) -> QrPath:
    """The QR code of `text` at error correction M."""
    rows = [bytes(row) for row in segno.make(text, error="m", boost_error=False, micro=False).matrix]
    path = "".join(_row(row, y) for y, row in enumerate(rows, QUIET_ZONE))
    return QrPath(len(rows) + 2 * QUIET_ZONE, len(rows), path)


def _row(row: bytes, y: int) -> str:
    """One rectangle for each run of dark modules."""
    drawn, x = "", QUIET_ZONE
    for dark, run in groupby(row):
        length = len(list(run))
        if dark:
            drawn += f"M{x} {y}h{length}v1h-{length}z"
        x += length
    return drawn
