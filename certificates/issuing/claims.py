"""What a certificate says: frozen claims, one canonical form, schema 1."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, get_origin, get_type_hints

import rfc8785

SCHEMA = 1


class NotClaims(ValueError):
    """The bytes are not canonical claims of schema 1."""


@dataclass(frozen=True)
class TrainerClaim:
    """Who taught: by certificate (serial) or by appointment (authority)."""

    name: str
    is_lead: bool
    certificate: str | None
    appointed_by: str | None


@dataclass(frozen=True)
class SignatoryClaim:
    """Who signs, in which office."""

    name: str
    office: str
    organisation: str


@dataclass(frozen=True)
class Claims:
    """All that page and paper say; dates ISO 8601, hours whole; never a document, a place, a unit or a mark."""

    environment: str
    serial: str
    revision: int
    supersedes: str | None
    holder_name: str
    award: str
    certificate_title: str
    certificate_text: str
    not_statement: str
    programme: str
    programme_title: str
    course: str
    course_title: str
    course_version: str
    course_version_number: int
    organisation: str
    hours: int
    hour_minutes: int
    region: str
    starts_on: str
    ends_on: str
    earned_on: str
    issued_at: str
    valid_from: str
    valid_until: str | None
    generation: int
    trainers: tuple[TrainerClaim, ...]
    signatories: tuple[SignatoryClaim, ...]
    verify_url: str
    key_id: str
    schema: int = SCHEMA

    @property
    def lead_trainer(self) -> TrainerClaim | None:
        return next((trainer for trainer in self.trainers if trainer.is_lead), None)

    @property
    def expires_on(self) -> date | None:
        return date.fromisoformat(self.valid_until) if self.valid_until else None


def encode(claims: Claims) -> bytes:
    """The canonical bytes that are signed (RFC 8785)."""
    return rfc8785.dumps(asdict(claims))


def decode(content: bytes) -> Claims:
    """The claims from their bytes, whoever wrote them; raises NotClaims."""
    try:
        raw: dict[str, Any] = json.loads(content)
        people = {
            "trainers": tuple(TrainerClaim(**each) for each in raw["trainers"]),
            "signatories": tuple(SignatoryClaim(**each) for each in raw["signatories"]),
        }
        claims = Claims(**{**raw, **people})
        well_typed = all(_is_well_typed(each) for each in (claims, *claims.trainers, *claims.signatories))
    except (TypeError, ValueError, KeyError, RecursionError) as error:
        raise NotClaims from error
    if not well_typed or claims.schema != SCHEMA or encode(claims) != content:
        raise NotClaims
    return claims


def _is_well_typed(value: object) -> bool:
    """Whether every field holds what it declares; the tuples are made here and checked one by one."""
    declared = get_type_hints(type(value))
    return all(
        isinstance(getattr(value, name), tuple if get_origin(kind) is tuple else kind)
        for name, kind in declared.items()
    )


def digest(content: bytes) -> str:
    """SHA-256 (hex) of the claims' bytes."""
    return hashlib.sha256(content).hexdigest()
