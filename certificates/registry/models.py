"""The holder's say over the public page of her certificate."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from lms.extensions import Model
from lms.facts import Fact


class VisibilityChoice(Fact, Model):
    """The holder turns the public page of one certificate on or off; the newest counts."""

    __tablename__ = "visibility_choice"
    __append_only__ = True

    serial: Mapped[str] = mapped_column(ForeignKey("certificate.serial"), index=True)
    is_public: Mapped[bool]
