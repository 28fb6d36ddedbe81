"""Reading the claims attached to a PDF somebody brought; hostile files are expected."""

import io

import pikepdf

from certificates.issuing.claims import Claims, decode

MAX_ATTACHMENT = 100_000


def read_claims(content: bytes) -> Claims | None:
    """The claims attached as claims.json, or None when there are none that can be read."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            attached = pdf.attachments.get("claims.json")
            data = attached.get_file().read_bytes() if attached else b""
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return None
    if not data or len(data) > MAX_ATTACHMENT:
        return None
    try:
        return decode(data)
    except ValueError:
        return None
