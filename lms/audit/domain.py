"""The chain's arithmetic: RFC 8785 canonical JSON, SHA-256."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import rfc8785

GENESIS = "0" * 64
Link: TypeAlias = tuple[int, Mapping[str, Any] | None, str, str]
"""Seq, body (None = unreadable), previous and hash of one entry as they stand."""


@dataclass(frozen=True)
class Fault:
    """A place where the chain breaks."""

    seq: int
    reason: str


def entry_hash(body: Mapping[str, Any], previous: str) -> str:
    """SHA-256 (hex) over the canonical entry and the previous hash."""
    return hashlib.sha256(rfc8785.dumps({**body, "previous": previous})).hexdigest()


def payload_hash(salt: str, text: str) -> str:
    """Salted SHA-256 (hex) of a purgeable text."""
    return hashlib.sha256(f"{salt}\0{text}".encode()).hexdigest()


def merkle_root(hashes: Sequence[str]) -> str:
    """The root (hex) over the hashes of a bulk act, leaves and nodes told apart as in RFC 6962 section 2.1."""
    level = [hashlib.sha256(b"\0" + bytes.fromhex(each)).digest() for each in hashes]
    while len(level) > 1:
        pairs = [level[start : start + 2] for start in range(0, len(level), 2)]
        level = [hashlib.sha256(b"\1" + b"".join(pair)).digest() if len(pair) == 2 else pair[0] for pair in pairs]
    return level[0].hex()


def find_faults(entries: Iterable[Link], head_seq: int) -> list[Fault]:
    """Every changed, missing or misplaced row among links in order of seq, up to the head."""
    faults: list[Fault] = []
    expected_seq, previous = 1, GENESIS
    for seq, body, claimed_previous, claimed_hash in entries:
        faults += [Fault(missing, "falta") for missing in range(expected_seq, seq)]
        if not _is_hash_of(claimed_hash, body, claimed_previous):
            faults.append(Fault(seq, "cambiada"))
        elif seq == expected_seq and claimed_previous != previous:
            faults.append(Fault(seq, "no sigue a la anterior"))
        expected_seq, previous = seq + 1, claimed_hash
    return faults + [Fault(missing, "falta") for missing in range(expected_seq, head_seq + 1)]


def _is_hash_of(claimed: str, body: Mapping[str, Any] | None, previous: str) -> bool:
    """Whether the hash is the body's; what canonical JSON cannot hold was never recorded."""
    try:
        return body is not None and entry_hash(body, previous) == claimed
    except rfc8785.CanonicalizationError:
        return False
