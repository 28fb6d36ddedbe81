"""Rules about people: documents, police numbers, names."""

import re
import unicodedata
from dataclasses import dataclass
from uuid import UUID

import phonenumbers
from stdnum.exceptions import ValidationError
from stdnum.pe import cui

from lms.accounts.models.people import DocumentType
from lms.errors import Invalid
from lms.text import tidy

CIP = re.compile(r"[0-9]{6,8}")
FOREIGN_NUMBER = re.compile(r"[A-Z0-9]{5,15}")
LONGEST_NAME = 84
NAME_SIGNS = frozenset(" .,'’‘`´-‐‑·()ªº")


@dataclass(frozen=True)
class Document:
    """A checked document; `number` keeps its leading zeros."""

    type: DocumentType
    number: str
    country: str = "PE"

    @property
    def masked(self) -> str:
        """For staff pages outside the verification desk: ••••5678."""
        return "••••" + self.number[-4:]


def full_name_of(given_names: str, surnames: str) -> str:
    """Given names first, as certificates print it."""
    return f"{given_names} {surnames}".strip()


@dataclass(frozen=True)
class PersonSummary:
    """A person as lists show her."""

    id: UUID
    given_names: str
    surnames: str
    sort_key: str
    is_alias: bool = False

    @property
    def full_name(self) -> str:
        return full_name_of(self.given_names, self.surnames)

    @property
    def list_name(self) -> str:
        """Surnames first, as rosters print it."""
        return f"{self.surnames}, {self.given_names}" if self.surnames else self.given_names


def parse_document(type_text: str, number_text: str, country: str = "PE") -> Document:
    """Check a document as typed; the DNI's check character (RENIEC) is optional but must be right when given."""
    try:
        kind = DocumentType(tidy(type_text).upper().replace("É", "E") or "DNI")
    except ValueError:
        raise Invalid("No se conoce el tipo de documento «%(kind)s».", "document_type", kind=tidy(type_text)) from None
    number = re.sub(r"[\s.]", "", tidy(number_text)).upper()
    if kind == DocumentType.DNI:
        return Document(kind, _dni(number))
    number = number.replace("-", "")
    if not FOREIGN_NUMBER.fullmatch(number):
        raise Invalid("El número de documento debe tener entre 5 y 15 letras o cifras.", "document_number")
    return Document(kind, number, country)


def _dni(text: str) -> str:
    digits, _, check = text.partition("-")
    if len(digits) == 9 and not check:
        digits, check = digits[:8], digits[8:]
    if not re.fullmatch(r"[0-9]{8}", digits):
        raise Invalid("El DNI tiene 8 cifras.", "document_number")
    if check:
        try:
            cui.validate(digits + check)
        except ValidationError:
            raise Invalid("El dígito verificador no corresponde al DNI.", "document_number") from None
    return digits


def login_names(typed: str) -> tuple[str, ...]:
    """What a login may stand for: an e-mail in small letters; a bare number, and without the check digit of a DNI."""
    text = typed.strip()
    if "@" in text:
        return (text.casefold(),)
    number = re.sub(r"[\s.\-]", "", text).upper()
    return (number, number[:8]) if re.fullmatch(r"[0-9]{9}", number) else (number,)


def parse_cip(text: str) -> str:
    """A police identity number: 6 to 8 digits, zeros kept, no public check digit."""
    number = re.sub(r"\s", "", text)
    if not CIP.fullmatch(number):
        raise Invalid("El CIP tiene entre 6 y 8 cifras.", "cip")
    return number


def parse_phone(text: str | None) -> str | None:
    """A telephone in E.164, Peruvian if it has no country code; blank is none."""
    if not text or not text.strip():
        return None
    try:
        number = phonenumbers.parse(text, "PE")
    except phonenumbers.NumberParseException:
        raise Invalid("El teléfono no es un número válido.", "phone") from None
    if not phonenumbers.is_possible_number(number):
        raise Invalid("El teléfono no es un número válido.", "phone")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def check_name(text: str, field: str = "given_names") -> str:
    """A name in NFC, in Latin letters and the few signs that names bear, at most 84 characters."""
    name = tidy(text)
    if not name:
        raise Invalid("Escribe el nombre.", field)
    if len(name) > LONGEST_NAME:
        raise Invalid("El nombre tiene más de %(n)s caracteres.", field, n=LONGEST_NAME)
    letters = [letter for letter in name if letter not in NAME_SIGNS and not unicodedata.combining(letter)]
    if not all(letter.isalpha() for letter in letters):
        raise Invalid("El nombre lleva un signo que no es de un nombre.", field)
    if not letters or not all(unicodedata.name(letter, "").startswith(("LATIN ", "MODIFIER ")) for letter in letters):
        raise Invalid("Escribe el nombre con letras del alfabeto latino.", field)
    return name


def check_full_name(given_names: str, surnames: str) -> tuple[str, str]:
    """Given names and surnames (or none), which together are no longer than what a certificate can hold."""
    given = check_name(given_names, "given_names")
    family = check_name(surnames, "surnames") if tidy(surnames) else ""
    if len(full_name_of(given, family)) > LONGEST_NAME:
        raise Invalid("El nombre completo tiene más de %(n)s caracteres.", "surnames", n=LONGEST_NAME)
    return given, family
