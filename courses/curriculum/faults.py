"""What is wrong in a content pack, where, and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error keeps a pack from being published; a notice does not."""

    ERROR = "error"
    NOTICE = "aviso"


@dataclass(frozen=True, order=True)
class Fault:
    """One fault: file relative to the folder of all packs, line from 1, what is wrong, how to mend it (Spanish)."""

    file: str
    line: int
    what: str
    mend: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what} {self.mend}"


def errors_of(faults: Iterable[Fault]) -> list[Fault]:
    """Only what keeps the pack from being published, by file and line."""
    return sorted(fault for fault in faults if fault.severity is Severity.ERROR)
