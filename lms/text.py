"""Comparing and ordering Spanish text the same way on every database."""

import unicodedata

_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "`": "'", "´": "'"})


def tidy(text: str) -> str:
    """NFC, single spaces, no invisible characters."""
    normal = unicodedata.normalize("NFC", text)
    visible = "".join(c for c in normal if unicodedata.category(c) not in ("Cf", "Cc") or c in "\n\t")
    return " ".join(visible.split())


def plain(text: str) -> str:
    """For comparing: no case, no accents, single spaces; ñ counts as n."""
    decomposed = unicodedata.normalize("NFD", tidy(text).translate(_APOSTROPHES).casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def sort_key(text: str) -> str:
    """For ordering in Spanish: accents ignored, ñ after n."""
    marked = tidy(text).casefold().replace("ñ", "n\N{LATIN SMALL LETTER EZH}")
    decomposed = unicodedata.normalize("NFD", marked)
    return "".join(c for c in decomposed if not unicodedata.combining(c))
