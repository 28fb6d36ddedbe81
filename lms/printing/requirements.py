"""What the system must have to draw PDF, asked at start-up rather than at the first sheet."""

import ctypes

from lms.errors import SetupError
from lms.printing.fonts import missing_packages

# Without libharfbuzz-subset, WeasyPrint falls back to a subsetting 28 times slower and only logs it.
LIBRARIES = {
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libharfbuzz.so.0": "libharfbuzz0b",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}


class LibrariesMissing(SetupError):
    """A system library that draws PDF is not installed."""


def check() -> list[str]:
    """The Debian packages still to install, libraries and typefaces; empty when all is there."""
    return missing_libraries() + missing_packages()


def missing_libraries() -> list[str]:
    """The Debian packages of the libraries that do not load."""
    return [package for library, package in LIBRARIES.items() if not _loads(library)]


def require_libraries() -> None:
    """Raise LibrariesMissing with the line to type."""
    if missing := missing_libraries():
        raise LibrariesMissing(
            f"Faltan bibliotecas para imprimir. Instalar con: apt-get install -y {' '.join(missing)}"
        )


def _loads(library: str) -> bool:
    """Whether the dynamic loader finds `library`."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
