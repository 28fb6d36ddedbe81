"""Reading the claims attached to a PDF somebody brought; hostile files are expected."""

import io
import zlib

import pikepdf

from certificates.issuing.claims import Claims, decode

MAX_ATTACHMENT = 100_000


def read_claims(content: bytes) -> Claims | None:
    """The claims attached as claims.json, or None when there are none that can be read."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            attached = pdf.attachments.get("claims.json")
            return decode(_bounded(attached.get_file().obj)) if attached else None
    except Exception:  # a hostile file may break the reader in any way; whatever it does, it brought no claims
        return None


def _bounded(stream: pikepdf.Object) -> bytes:
    """The attachment's bytes, never inflating more than MAX_ATTACHMENT."""
    raw = stream.read_raw_bytes()
    if "/Filter" not in stream:
        return raw[:MAX_ATTACHMENT]
    if stream.Filter != pikepdf.Name.FlateDecode:
        raise ValueError("an unusual filter")
    return zlib.decompressobj().decompress(raw, MAX_ATTACHMENT)
