"""Passwords: Argon2id with OWASP's parameters for small hosts, one hash at a time in each process."""

import unicodedata
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from lms.errors import Invalid

SHORTEST, LONGEST = 10, 128
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$hblmxBlmWzwVlgH1cBBcYA$yyN1au5N0WqnMyzZjAyqB1SMe2m82H0v+0szsBYbtl0"
COMMON = ("contrase", "password", "qwerty", "asdfgh", "12345678", "87654321", "peru2026")

_one_at_a_time = Lock()


def hash_password(password: str) -> str:
    """The encoded hash to keep."""
    with _one_at_a_time:
        return HASHER.hash(_normal(password))


def is_right(password: str, encoded: str | None) -> bool:
    """Whether the password is the hash's; without a hash the same work is done in vain: both take equal time."""
    with _one_at_a_time:
        try:
            return HASHER.verify(encoded or NOBODYS, _normal(password)) and encoded is not None
        except VerificationError:
            return False


def check_password(password: str, known: tuple[str, ...] = ()) -> str:
    """A password long enough and not easy to guess; `known` are the person's numbers. Raises Invalid."""
    plain = _normal(password)
    if len(plain) < SHORTEST:
        raise Invalid("Usa %(n)s caracteres o más. Tres palabras juntas sirven.", "password", n=SHORTEST)
    if len(plain) > LONGEST:
        raise Invalid("Usa %(n)s caracteres o menos.", "password", n=LONGEST)
    folded = plain.casefold()
    if len(set(folded)) < 5 or any(word in folded for word in COMMON) or any(number in folded for number in known):
        raise Invalid("Esa contraseña es fácil de adivinar. Prueba con tres palabras que no vayan juntas.", "password")
    return plain


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)
