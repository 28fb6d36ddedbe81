"""The typefaces of what is printed, found on the system: nothing is shipped, nothing else may slip in.

Charis SIL and Andika (SIL Open Font License) cover every letter of Spanish, Quechua, Shipibo-Konibo and Asháninka;
Noto stands in, face by face, where they are not installed.
"""

import os
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from lms.errors import Invalid, SetupError


class FontsMissing(SetupError):
    """A typeface to print with is not installed."""


class UnprintableText(Invalid):
    """A text holds a character that the typefaces do not have."""


@dataclass(frozen=True)
class Face:
    """One font file under the family and weight that the style sheet calls it by."""

    family: str
    weight: int
    path: Path

    @cached_property
    def _advances(self) -> dict[int, float]:
        """Width in ems by code point."""
        from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # noqa: PLC0415 - slow to import

        with TTFont(self.path, lazy=True) as font:
            cmap: dict[int, str] = font.getBestCmap()
            metrics: Any = font["hmtx"].metrics
            em: int = font["head"].unitsPerEm
        return {code: metrics[glyph][0] / em for code, glyph in cmap.items()}

    def width(self, text: str) -> float:
        """The width of `text` in ems, without kerning."""
        return sum(self._advances.get(ord(letter), 1.0) for letter in text)

    def missing(self, text: str) -> set[str]:
        """The characters of `text` that this face cannot draw, invisible ones included."""
        return {c for c in text if ord(c) not in self._advances or unicodedata.category(c)[0] == "C"}


@dataclass(frozen=True)
class Faces:
    """The four faces that everything is printed with."""

    serif: Face
    serif_bold: Face
    sans: Face
    sans_bold: Face

    def all(self) -> tuple[Face, ...]:
        """Every face, in a fixed order."""
        return (self.serif, self.serif_bold, self.sans, self.sans_bold)

    def check(self, text: str) -> None:
        """Raise UnprintableText when a face lacks a character of `text`."""
        missing = set().union(*(face.missing(text) for face in self.all()))
        if missing:
            listed = ", ".join(f"«{c}» (U+{ord(c):04X})" for c in sorted(missing))
            raise UnprintableText("No se pueden imprimir estos caracteres: %(listed)s.", listed=listed)

    def rules(self) -> str:
        """One @font-face a file, under names that no system font bears."""
        return "".join(
            f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; '
            f'src: url("{face.path.as_uri()}") }}\n'
            for face in self.all()
        )


# (kind, weight, Debian package, file names: the package's, its later releases', then the stand-in's)
_WANTED = (
    ("Serif", 400, "fonts-sil-charis", ("CharisSIL-Regular.ttf", "Charis-Regular.ttf", "NotoSerif-Regular.ttf")),
    ("Serif", 700, "fonts-sil-charis", ("CharisSIL-Bold.ttf", "Charis-Bold.ttf", "NotoSerif-Bold.ttf")),
    ("Sans", 400, "fonts-sil-andika", ("Andika-Regular.ttf", "NotoSans-Regular.ttf")),
    ("Sans", 700, "fonts-sil-andika", ("Andika-Bold.ttf", "NotoSans-Bold.ttf")),
)


def font_folders() -> tuple[Path, ...]:
    """Where Debian, an administrator or a user installs fonts."""
    own = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share")
    return (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), own / "fonts")


def missing_packages() -> list[str]:
    """The Debian packages whose faces were not found, each once."""
    found = _installed()
    return list(dict.fromkeys(package for _, _, package, names in _WANTED if not any(n in found for n in names)))


@cache
def require_fonts(name: str) -> Faces:
    """The faces under the families "<name> Serif" and "<name> Sans". Raises FontsMissing with the line to type."""
    if missing := missing_packages():
        raise FontsMissing(f"Faltan tipos de letra. Instalar con: apt-get install -y {' '.join(missing)}")
    found = _installed()
    paths = [next(found[file] for file in files if file in found) for _, _, _, files in _WANTED]
    serif, serif_bold, sans, sans_bold = (
        Face(f"{name} {kind}", weight, path) for (kind, weight, _, _), path in zip(_WANTED, paths, strict=True)
    )
    return Faces(serif, serif_bold, sans, sans_bold)


def _installed() -> dict[str, Path]:
    """Font files by name; the first folder wins."""
    found: dict[str, Path] = {}
    for folder in font_folders():
        for path in sorted(folder.rglob("*.ttf")):
            found.setdefault(path.name, path)
    return found
