"""Ed25519 signatures (RFC 8032) over the claims' canonical bytes; the private key is a file 0600."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from lms.keyring import random_key, read_or_make


@dataclass(frozen=True)
class IssuingKey:
    """The key of one environment: demo and production never share one."""

    environment: str
    private: Ed25519PrivateKey

    @property
    def public(self) -> bytes:
        """32 bytes."""
        return self.private.public_key().public_bytes_raw()

    @property
    def id(self) -> str:
        return key_id(self.public)

    def sign(self, content: bytes) -> bytes:
        """64 bytes."""
        return self.private.sign(content)


def load_key(folder: Path, environment: str) -> IssuingKey:
    """The environment's issuing key from the keyring, made at first use."""
    seed = read_or_make(folder, f"certificates-{environment}.key", random_key)
    return IssuingKey(environment, Ed25519PrivateKey.from_private_bytes(seed))


def key_id(public_key: bytes) -> str:
    """First 16 hex digits of the key's SHA-256."""
    return hashlib.sha256(public_key).hexdigest()[:16]


def is_signed_by(public_key: bytes, signature: bytes, content: bytes) -> bool:
    """Whether the signature over the content is this key's."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True


def signature_document(key: str, signature: bytes) -> bytes:
    """The detached signature as attached to the PDF."""
    return json.dumps({"alg": "Ed25519", "key_id": key, "signature": signature.hex()}, sort_keys=True).encode()
