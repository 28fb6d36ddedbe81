"""What a certificate's sheet says: primitives in, Spanish words out."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

NOT_A_DIGITAL_SIGNATURE = "Su sello electrónico no es una firma digital de la IOFE."


class Signatory(NamedTuple):
    """Who signs the paper, and for whom."""

    name: str
    office: str
    organisation: str


@dataclass(frozen=True)
class Sheet:
    """Everything printed on one certificate, and the two files that travel inside it."""

    environment: Literal["production", "demo"]
    serial: str
    serial_text: str
    holder_name: str
    certificate_title: str
    award: Literal["aprobacion", "participacion"]
    certificate_text: str
    programme_title: str
    course_title: str
    organisation: str
    hours: int
    hour_note: str | None
    starts_on: date | None
    ends_on: date | None
    earned_on: date | None
    issued_on: date
    valid_until: date | None
    place: str
    course_version: str
    signatories: tuple[Signatory, ...]
    trainer_line: str | None
    generation: int | None
    not_statement: str
    verify_url: str
    claims: bytes
    signature: bytes

    @property
    def is_demo(self) -> bool:
        """Whether the sheet must carry the DEMOSTRACIÓN watermark."""
        return self.environment == "demo"

    @property
    def kind(self) -> str:
        """The sheet's heading: only a passed course earns the word «certificado»."""
        return "Certificado de aprobación" if self.award == "aprobacion" else "Constancia de participación"

    @property
    def lead(self) -> str:
        """The words before the holder's name."""
        return "Se certifica que" if self.award == "aprobacion" else "Se deja constancia de que"

    @property
    def document_title(self) -> str:
        """The PDF's title: what it is and its code, never whose it is."""
        return f"{self.kind} · {self.certificate_title} · {self.serial_text}"


def hours_text(hours: int) -> str:
    """«1 hora», «30 horas»."""
    return f"{hours} hora" if hours == 1 else f"{hours} horas"


def not_statement(sheet: Sheet) -> str:
    """The programme's own sentence, and always that the seal is no digital signature of the IOFE."""
    if "IOFE" in sheet.not_statement:
        return sheet.not_statement
    return f"{sheet.not_statement} {NOT_A_DIGITAL_SIGNATURE}".strip()


def address_lines(verify_url: str) -> tuple[str, str]:
    """The address in two lines to type one after the other: the site, then the rest."""
    site = verify_url.removesuffix(urlsplit(verify_url).path)
    return site, verify_url.removeprefix(site)


def qr_text(verify_url: str) -> str:
    """The address in capitals, a smaller QR, where capitals lead to the same page; else as given."""
    same_page = re.fullmatch(r"https?://[^/]+/v/[0-9A-Z-]+", verify_url, re.IGNORECASE)
    return verify_url.upper() if same_page else verify_url
