"""A pack to break, and what is then found."""

from dataclasses import dataclass
from pathlib import Path

from courses.curriculum.checks.every import check_pack
from courses.curriculum.faults import Fault, Severity
from courses.curriculum.reading.pack import Pack
from courses.curriculum.reading.programme import read_pack

PACKS = Path(__file__).parents[2] / "packs"
SLUG = "curso-de-prueba"


@dataclass(frozen=True)
class BreakablePack:
    """A copy of the test pack."""

    folder: Path

    def change(self, file: str, old: str, new: str) -> None:
        """Replace the first `old`; an empty `old` appends, or makes the file."""
        path = self.folder / file
        text = path.read_text("utf-8") if path.exists() else ""
        assert old in text, f"{old!r} is not in {file}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace(old, new, 1) if old else text + new, "utf-8")

    def read(self) -> Pack:
        return read_pack(self.folder)

    def errors(self) -> list[Fault]:
        """What keeps it from being published."""
        return self._found(Severity.ERROR)

    def notices(self) -> list[Fault]:
        return self._found(Severity.NOTICE)

    def line_with(self, file: str, snippet: str) -> int:
        """The number of the first line that holds the snippet."""
        lines = (self.folder / file).read_text("utf-8").split("\n")
        return next(number for number, line in enumerate(lines, start=1) if snippet in line)

    def _found(self, severity: Severity) -> list[Fault]:
        return [fault for fault in check_pack(self.read()) if fault.severity is severity]
