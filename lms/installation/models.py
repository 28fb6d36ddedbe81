"""The one row that says what this installation is."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms import clock
from lms.database import choice
from lms.extensions import Model


class Environment(StrEnum):
    """Goes into every claim: certificates of a demonstration certify nothing."""

    DEMO = "demo"
    PRODUCTION = "production"


class Installation(Model):
    """Exactly one row, never changed."""

    __tablename__ = "installation"
    __append_only__ = True
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    environment: Mapped[Environment] = mapped_column(choice(Environment))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
