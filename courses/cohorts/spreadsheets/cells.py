"""What a spreadsheet holds, whichever its format."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from openpyxl.utils import get_column_letter

from lms.errors import Invalid

MAX_ROWS = 2000
MAX_COLUMNS = 60


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


def limit_rows(rows: Iterator[Row], most: int) -> tuple[Row, ...]:
    """The filled rows, of `most` rows in all."""
    kept: list[Row] = []
    for number, row in enumerate(rows, start=1):
        if row:
            kept.append(row)
        if len(kept) > MAX_ROWS or number > most:
            raise UnreadableFile("La nómina tiene más de %(n)s filas: partirla en varios archivos.", n=MAX_ROWS)
    return tuple(kept)
