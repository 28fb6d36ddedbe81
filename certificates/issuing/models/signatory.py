"""Who signs the certificates of a programme."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.extensions import Model
from lms.ids import new_id


class Signatory(Model):
    """A person in office, from–until, who signs for a programme (region NULL = everywhere); frozen into the claims."""

    __tablename__ = "signatory"
    __table_args__ = (CheckConstraint("until IS NULL OR until >= since", name="dates"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    programme: Mapped[str] = mapped_column(index=True)
    region: Mapped[str | None]
    name: Mapped[str] = mapped_column(info={"pii": "name"})
    office: Mapped[str]
    organisation: Mapped[str]
    position: Mapped[int] = mapped_column(default=1)
    since: Mapped[date]
    until: Mapped[date | None]
