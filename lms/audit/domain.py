"""The chain's arithmetic: RFC 8785 canonical JSON, SHA-256."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import rfc8785

GENESIS = "0" * 64


@dataclass(frozen=True)
class Fault:
    """The first place where the chain breaks."""

    seq: int
    reason: str


def entry_hash(body: Mapping[str, Any], previous: str) -> str:
    """SHA-256 (hex) over the canonical entry and the previous hash."""
    return hashlib.sha256(rfc8785.dumps({**body, "previous": previous})).hexdigest()


def payload_hash(salt: str, text: str) -> str:
    """Salted SHA-256 (hex) of a purgeable text."""
    return hashlib.sha256(f"{salt}\0{text}".encode()).hexdigest()


def find_faults(entries: Iterable[tuple[int, Mapping[str, Any], str, str]], head_seq: int) -> list[Fault]:
    """Every changed, missing or misplaced row among (seq, body, previous, hash) in order of seq, up to the head."""
    faults: list[Fault] = []
    expected_seq, previous = 1, GENESIS
    for seq, body, claimed_previous, claimed_hash in entries:
        faults += [Fault(missing, "falta") for missing in range(expected_seq, seq)]
        if entry_hash(body, claimed_previous) != claimed_hash:
            faults.append(Fault(seq, "cambiada"))
        elif seq == expected_seq and claimed_previous != previous:
            faults.append(Fault(seq, "no sigue a la anterior"))
        expected_seq, previous = seq + 1, claimed_hash
    return faults + [Fault(missing, "falta") for missing in range(expected_seq, head_seq + 1)]
