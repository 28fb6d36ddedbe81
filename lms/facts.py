"""What every recorded fact carries, so that a field laptop can send its facts later and twice."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from lms import clock
from lms.database import choice
from lms.ids import new_id


class Source(StrEnum):
    """Where a fact was first written down."""

    WEB = "web"
    PAPER = "paper"
    IMPORT = "import"
    DEVICE = "device"
    SYSTEM = "system"


class Fact:
    """Mixin: id (UUIDv7), when it happened, when and by whom it was recorded, from where, and its idempotency key."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    occurred_at: Mapped[datetime] = mapped_column(default=clock.now)
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    source: Mapped[Source] = mapped_column(choice(Source), default=Source.WEB)
    idempotency_key: Mapped[str | None] = mapped_column(unique=True)

    @declared_attr
    def recorded_by(cls) -> Mapped[UUID | None]:  # noqa: N805
        return mapped_column(ForeignKey("person.id"))
