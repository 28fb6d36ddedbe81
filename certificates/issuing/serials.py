"""Serials: 80 random bits as 16 Crockford base32 characters, forgiving to whoever types them."""

import re
import secrets

from lms.errors import Invalid

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
_FOLD = str.maketrans("OIL", "011")


class MalformedSerial(Invalid):
    """What was typed cannot be a serial."""


def new_serial() -> str:
    """A fresh serial from 80 random bits."""
    number = secrets.randbits(80)
    return "".join(ALPHABET[(number >> shift) & 31] for shift in range(75, -1, -5))


def parse_serial(text: str) -> str:
    """The canonical serial: case, hyphens, blanks ignored, O read as 0, I and L as 1 (Crockford); MalformedSerial."""
    serial = re.sub(r"[\s\-\u2010-\u2015]", "", text).upper().translate(_FOLD)
    if len(serial) != LENGTH or any(letter not in ALPHABET for letter in serial):
        raise MalformedSerial(
            "Un código de certificado tiene 16 letras o números, por ejemplo 7K3M-9QXA-02BD-F5TW.", "serial"
        )
    return serial


def group_serial(serial: str) -> str:
    """XXXX-XXXX-XXXX-XXXX, as printed."""
    return "-".join(serial[start : start + 4] for start in range(0, LENGTH, 4))
