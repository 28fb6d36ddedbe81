"""Which certificates have been drawn, and as which file."""

from collections.abc import Iterable

from sqlalchemy import select

from certificates.rendering.models import DocumentFile
from lms.database import in_chunks
from lms.extensions import db


def find_document(serial: str) -> str | None:
    """SHA-256 of the PDF as first drawn."""
    return documents_of([serial]).get(serial)


def documents_of(serials: Iterable[str]) -> dict[str, str]:
    """SHA-256 of each PDF drawn so far, by serial."""
    columns = select(DocumentFile.serial, DocumentFile.sha256)
    found: dict[str, str] = {}
    for chunk in in_chunks(serials):
        rows = db.session.execute(columns.where(DocumentFile.serial.in_(chunk)))
        found.update({row.serial: row.sha256 for row in rows})
    return found


def find_serial_of_document(sha256: str) -> str | None:
    """Which certificate a file with this SHA-256 is."""
    return db.session.scalar(select(DocumentFile.serial).where(DocumentFile.sha256 == sha256))
