"""The public halves of the issuing keys."""

from dataclasses import dataclass

from sqlalchemy import select

from certificates.issuing.models.certificate import SigningKey
from lms.extensions import db


@dataclass(frozen=True)
class PublicKey:
    """The public half of an issuing key: Ed25519, 32 bytes."""

    id: str
    environment: str
    public_key: bytes


def find_key(key_id: str) -> PublicKey | None:
    """The public half of an issuing key."""
    row = db.session.get(SigningKey, key_id)
    return PublicKey(row.id, row.environment, row.public_key) if row else None


def list_keys() -> list[PublicKey]:
    """All public keys ever used, oldest first."""
    rows = db.session.scalars(select(SigningKey).order_by(SigningKey.since))
    return [PublicKey(row.id, row.environment, row.public_key) for row in rows]
