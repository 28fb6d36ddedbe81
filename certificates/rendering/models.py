"""The file as first rendered, served for ever."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from lms import clock
from lms.extensions import Model


class DocumentFile(Model):
    """A rendered PDF by its SHA-256; the bytes lie in `lms.storage`."""

    __tablename__ = "document_file"
    __append_only__ = True

    sha256: Mapped[str] = mapped_column(primary_key=True)
    serial: Mapped[str] = mapped_column(ForeignKey("certificate.serial"), unique=True)
    size: Mapped[int]
    rendered_at: Mapped[datetime] = mapped_column(default=clock.now)
    rendered_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
