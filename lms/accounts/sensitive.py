"""What somebody may tell about herself so that she can study: values, the text she agrees to, and the cipher.

Sensitive data (Ley 29733, por validar): optional, each kind with a consent of its own, encrypted at rest.
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from cryptography.fernet import Fernet
from flask import current_app

from lms.keyring import read_or_make
from lms.languages import LANGUAGES
from lms.settings import Settings

BLOCK = 256
"""Records are padded to one length (bytes), so that theirs tells nothing."""
OTHER_LANGUAGE = "mis"
MOTHER_TONGUES = {**LANGUAGES, OTHER_LANGUAGE: "otra lengua"}


class SensitiveKind(StrEnum):
    """A kind of record; the value is also the purpose of its consent."""

    NEEDS = "ajustes"
    MOTHER_TONGUE = "lengua-materna"


class Need(StrEnum):
    """What makes studying and being evaluated possible for somebody."""

    READ_ALOUD = "examen-leido"
    LARGE_PRINT = "letra-grande"
    EXTRA_TIME = "mas-tiempo"
    ACCESSIBLE_ROOM = "sala-accesible"
    SUPPORT_PERSON = "persona-de-apoyo"


CONSENT_VERSION = "1"
CONSENT_TEXTS = {
    SensitiveKind.NEEDS.value: (
        "Autorizo que se guarden los ajustes que necesito, solo para preparar mis clases y mis exámenes. Los vemos yo "
        "y el personal de mis grupos, nadie más. No salen en nóminas, descargas ni certificados. Puedo borrarlos "
        "cuando quiera, sin dar motivo y sin perder mi lugar en el curso."
    ),
    SensitiveKind.MOTHER_TONGUE.value: (
        "Autorizo que se guarde mi lengua materna, solo para preparar mis clases y mis exámenes. La vemos yo y el "
        "personal de mis grupos, nadie más. No sale en nóminas, descargas ni certificados. Puedo borrarla cuando "
        "quiera, sin dar motivo y sin perder mi lugar en el curso."
    ),
}
"""By kind; their legal wording is por validar."""


@dataclass(frozen=True)
class Told:
    """What somebody told about herself; languages by code."""

    needs: tuple[Need, ...] = ()
    interpreter: str | None = None
    mother_tongue: str | None = None

    def part(self, kind: str) -> dict[str, Any]:
        """What belongs to one kind of record; empty when nothing was told."""
        if kind == SensitiveKind.MOTHER_TONGUE:
            return {"mother_tongue": self.mother_tongue} if self.mother_tongue else {}
        return {"needs": self.needs, "interpreter": self.interpreter} if self.needs or self.interpreter else {}


def seal(person_id: UUID, kind: str, part: dict[str, Any]) -> bytes:
    """Encrypt one record; it names its owner, so that it opens in no other row."""
    plain = json.dumps({"person": str(person_id), "kind": kind, "part": part}).encode()
    return _cipher().encrypt(plain.ljust(BLOCK))


def unseal(person_id: UUID, kind: str, ciphertext: bytes) -> dict[str, Any]:
    """The fields of `Told` that the record holds; raises ValueError when it was sealed for another row."""
    record = json.loads(_cipher().decrypt(ciphertext))
    if (record["person"], record["kind"]) != (str(person_id), kind):
        raise ValueError("a sensitive record stands in a row that is not its own")
    part: dict[str, Any] = record["part"]
    if "needs" in part:
        part["needs"] = tuple(Need(each) for each in part["needs"])
    return part


def _cipher() -> Fernet:
    settings: Settings = current_app.extensions["settings"]
    return Fernet(read_or_make(settings.keys, "sensitive.key", Fernet.generate_key))
