"""A sheet to change, and what a reader of the PDF would see."""

import subprocess
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import which

import pytest

from certificates.rendering.domain import Sheet, Signatory

ADVISOR = Sheet(
    environment="production",
    serial="7K3MQ9TD2VXAHJ4P",
    serial_text="7K3M-Q9TD-2VXA-HJ4P",
    holder_name="Rosa Elvira Huamán Quispe",
    certificate_title="Orientadora Judicial: curso de formación",
    award="aprobacion",
    certificate_text="ha aprobado el curso de formación de orientadoras judiciales.",
    programme_title="Formación de Orientadoras Judiciales",
    course_title="Curso de formación",
    organisation="Corte Superior de Justicia de Prueba",
    hours=30,
    hour_note="hora de 60 minutos",
    starts_on=date(2026, 3, 3),
    ends_on=date(2026, 4, 12),
    earned_on=date(2026, 4, 14),
    issued_on=date(2026, 4, 20),
    valid_until=date(2028, 4, 20),
    place="Tarapoto, San Martín",
    course_version="3f9c2ab",
    signatories=(
        Signatory("Nélida Chuquizuta Pérez", "Presidenta de la comisión distrital", "Corte de Prueba"),
        Signatory("Julio Távara Ríos", "Coordinador del programa", "Misión de Prueba"),
    ),
    trainer_line="Marisol Ñahui Tello, certificado 4H8W-0C2N-QX7R-5ZKD",
    generation=2,
    not_statement="No es una acreditación de la Corte Superior y no autoriza a ejercer la abogacía.",
    verify_url="https://cascada.example.pe/v/7K3M-Q9TD-2VXA-HJ4P",
    claims='{"hours":30,"name":"Rosa Elvira Huamán Quispe"}'.encode(),
    signature=b'{"signature":"\x00\xff, any bytes"}',
)


@pytest.fixture(scope="session")
def make_sheet() -> Callable[..., Sheet]:
    def make(**changes: object) -> Sheet:
        return replace(ADVISOR, **changes)  # type: ignore[arg-type]

    return make


@pytest.fixture(scope="session")
def poppler() -> Callable[..., bytes]:
    """Run a tool of poppler-utils on a PDF's bytes; the tool reads the file named by `{pdf}`."""

    def run(pdf: bytes, folder: Path, tool: str, *arguments: str) -> bytes:
        if not which(tool):
            pytest.fail(f"{tool} is missing: apt-get install -y poppler-utils")
        (folder / "sheet.pdf").write_bytes(pdf)
        command = [tool, *(argument.replace("{pdf}", "sheet.pdf") for argument in arguments)]
        return subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout

    return run


@pytest.fixture
def read(poppler: Callable[..., bytes], tmp_path: Path) -> Callable[[bytes], str]:
    """The PDF's text in NFC without any white space, as a search would compare it."""

    def text(pdf: bytes) -> str:
        return squeeze(poppler(pdf, tmp_path, "pdftotext", "{pdf}", "-").decode())

    return text


def squeeze(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())
