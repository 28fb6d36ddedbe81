"""No pattern of a real case or person: case-file numbers, documents, telephones, mail addresses."""

import re
from collections.abc import Iterator

from courses.curriculum.faults import Fault
from courses.curriculum.reading.pack import Pack, Place

HELP_LINES = ("100", "105", "1818")
PATTERNS = (
    (re.compile(r"\b\d{3,5}-\d{4}-\d{1,4}-\d{4}-[A-Z]{2}\b"), "parece un número de expediente"),
    (re.compile(r"\bexp(?:ediente)?s?\.?\s*(?:n\.?\s*[°ºo]\.?\s*)?\d{2,}", re.IGNORECASE), "parece un expediente"),
    (re.compile(r"\bcarpeta fiscal\s*(?:n\.?\s*[°ºo]\.?\s*)?\d{2,}", re.IGNORECASE), "parece una carpeta fiscal"),
    (re.compile(r"(?<![\d-])\d{8}(?![\d-])"), "parece un DNI"),
    (re.compile(r"(?<!\d)(?:\+?51[ -]?)?9\d{2}[ -]?\d{3}[ -]?\d{3}(?!\d)"), "parece un teléfono"),
    (re.compile(r"(?<!\d)\(?0\d{1,2}\)?[ -]\d{3}[ -]?\d{3,4}(?!\d)"), "parece un teléfono"),
    (re.compile(r"\b0800[ -]?\d"), "parece un teléfono"),
    (re.compile(r"\b[\w.+-]+@[\w-]+\.\w"), "parece un correo"),
)
_CALL = re.compile(
    r"\b(?:línea|chat|central|tel[ée]fono|tel\.|llama(?:r|n|s)? al|marca(?:r|n|s)? el)\s+(\d{3,})", re.IGNORECASE
)


def check_case_data(pack: Pack) -> Iterator[Fault]:
    for file, text in pack.raw_texts.items():
        for number, line in enumerate(text.split("\n"), start=1):
            for what in _find(line):
                yield Place(file, number).fault(
                    f"{what}.", "Quítalo: no hay datos de casos ni teléfonos en los textos."
                )


def _find(line: str) -> Iterator[str]:
    for pattern, meaning in PATTERNS:
        if match := pattern.search(line):
            yield f"«{match[0]}» {meaning}"
    for match in _CALL.finditer(line):
        if match[1] not in HELP_LINES:
            yield f"«{match[0]}» no es una línea de ayuda conocida ({', '.join(HELP_LINES)})"
