"""One-time codes: 12 characters of Crockford's base32 (60 bits), kept as HMAC-SHA-256 only."""

import hashlib
import hmac
import secrets

from flask import current_app

from lms.keyring import random_key, read_or_make
from lms.settings import Settings

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
FOLDING = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None, "–": None})
LENGTH = 12


def new_code() -> str:
    """A fresh code, grouped for reading: XXXX-XXXX-XXXX."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(letters[start : start + 4] for start in range(0, LENGTH, 4))


def fold(text: str) -> str:
    """The code as typed, without what eyes and thumbs confuse: case, hyphens, O for 0, I and L for 1."""
    return text.strip().upper().translate(FOLDING)


def code_hmac(text: str) -> str:
    """The keyed hash (hex) under which the code is kept."""
    settings: Settings = current_app.extensions["settings"]
    key = read_or_make(settings.keys, "codes.key", random_key)
    return hmac.new(key, fold(text).encode(), hashlib.sha256).hexdigest()
