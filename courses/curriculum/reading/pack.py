"""A content pack as read: the programme, the keys, the files, and where everything stands."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import rfc8785

from courses.curriculum.domain import Item, Programme
from courses.curriculum.faults import Fault, Severity

Key = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """A file (relative to the folder of all packs) and a line from 1."""

    file: str
    line: int

    def fault(self, what: str, mend: str, severity: Severity = Severity.ERROR) -> Fault:
        return Fault(self.file, self.line, what, mend, severity)


@dataclass(frozen=True)
class BankItem:
    """An item with its key, the course and module that hold it, and its place."""

    item: Item
    key: Key
    course: str
    module: str
    place: Place


@dataclass(frozen=True)
class Pack:
    """Everything read from one pack's folder.

    `places`: ("programme",), ("course", slug), ("module", course, slug), ("part", course, "<module>/<part>"),
    ("component", course, slug), ("source", id), ("term", slug); a key's name may follow, for the line of that key.
    `texts`: Markdown by file name; `raw_texts`: Markdown and TOML; `hashes`: SHA-256 of every file's bytes.
    `is_whole`: every TOML file could be read.
    """

    programme: Programme
    items: tuple[BankItem, ...]
    places: Mapping[tuple[str, ...], Place]
    texts: Mapping[str, str]
    raw_texts: Mapping[str, str]
    hashes: Mapping[str, str]
    faults: tuple[Fault, ...]
    is_whole: bool = True

    @property
    def sha256(self) -> str:
        return sha256_of(self.hashes)

    def place(self, *path: str) -> Place:
        """Where the thing stands, or the nearest thing around it."""
        while path not in self.places:
            path = path[:-1]
        return self.places[path]

    def item(self, sha256: str) -> BankItem:
        return next(each for each in self.items if each.item.sha256 == sha256)


def sha256_of(hashes: Mapping[str, str]) -> str:
    """SHA-256 over the canonical JSON of the sorted (path, SHA-256 of the bytes) list."""
    return hashlib.sha256(rfc8785.dumps([[path, hashes[path]] for path in sorted(hashes)])).hexdigest()
