"""Comments speak of a performance, never of a case: what looks like somebody's data is refused (Ley 29733)."""

import re

from lms.errors import Invalid

_STREET = r"\b(?:[Aa]v\.|[Aa]venida|[Jj]r\.|[Jj]irón|[Cc]alle|[Pp]sje\.|[Pp]asaje|[Uu]rb\.|[Cc]arretera)"
_NAME = r"(?:(?:de|del|la|las|los|el|[A-ZÁÉÍÓÚÑ][\w.]*)\s+){1,5}"
_NUMBER_SIGN = r"(?:[Nn]\.?\s?[°º]?\s*)?"
PATTERNS = {
    "un número de expediente": re.compile(
        rf"\b\d{{1,5}}-\d{{4}}-\d+-\d{{4}}\b|\b[Ee]xp(?:\.|ediente)\s*{_NUMBER_SIGN}\d"
    ),
    "un teléfono": re.compile(r"(?<![\d-])(?:\+?51[\s-]?)?9\d{2}[\s.-]?\d{3}[\s.-]?\d{3}(?![\d-])"),
    "un DNI": re.compile(rf"(?<![\d-])\d{{8}}(?:-\d)?(?![\d-])|\b(?:DNI|dni)\s*{_NUMBER_SIGN}:?\s*\d"),
    "una dirección": re.compile(
        rf"{_STREET}\s+{_NAME}{_NUMBER_SIGN}\d|\b(?:Mz|mz|Manzana|manzana)\.?\s+\w{{1,2}}\s+[Ll]"
    ),
    "un correo": re.compile(r"[\w.+-]+@[\w-]+\.\w+"),
}


class CaseData(Invalid):
    """The text holds what looks like data of a person or a case."""


def find_case_data(text: str) -> tuple[str, ...]:
    """What the text seems to hold, in words for the writer; empty when it is clean."""
    return tuple(words for words, pattern in PATTERNS.items() if pattern.search(text))


def check_comment(text: str, field: str = "comment") -> str:
    """The comment without outer blanks; CaseData if it seems to hold somebody's data."""
    found = find_case_data(text)
    if found:
        raise CaseData(
            "Parece que hay %(found)s. Comenta solo el desempeño, sin datos de personas ni de casos.",
            field,
            found=" y ".join(found),
        )
    return text.strip()
