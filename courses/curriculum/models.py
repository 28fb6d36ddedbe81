"""Published, immutable versions of the curricula; the keys lie apart from the items."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms import clock
from lms.extensions import Model


class ProgrammeVersion(Model):
    """A pack as published, by the SHA-256 of its files; `content` holds everything but the answer keys."""

    __tablename__ = "programme_version"
    __append_only__ = True
    __table_args__ = (UniqueConstraint("slug", "number"), CheckConstraint("number > 0", name="number_positive"))

    sha256: Mapped[str] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(index=True)
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    published_at: Mapped[datetime] = mapped_column(default=clock.now)
    published_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


class ItemVersion(Model):
    """An item as the trainee may see it, by the SHA-256 of item and key together."""

    __tablename__ = "item_version"
    __append_only__ = True

    sha256: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class ItemKey(Model):
    """The answer key and the feedback of one item version; read only by scoring and marking."""

    __tablename__ = "item_key"
    __append_only__ = True

    item_sha256: Mapped[str] = mapped_column(ForeignKey("item_version.sha256"), primary_key=True)
    key: Mapped[dict[str, Any]] = mapped_column(JSON)


class FormVersion(Model):
    """The list of items (SHA-256) of one form of an evaluation, by the SHA-256 of that list."""

    __tablename__ = "form_version"
    __append_only__ = True

    sha256: Mapped[str] = mapped_column(primary_key=True)
    items: Mapped[list[str]] = mapped_column(JSON)
