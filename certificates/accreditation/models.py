"""The court's accreditation of an advisor, as the court gave it."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms import clock
from lms.database import choice
from lms.extensions import Model
from lms.ids import new_id


class AccreditationState(StrEnum):
    """The court's own states (RA 000362-2023-CE-PJ), apart from the certificate's."""

    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    ENDED = "ended"


class Accreditation(Model):
    """The Superior Court's accreditation of an advisor: its own number, signer and term; not the certificate."""

    __tablename__ = "accreditation"
    __table_args__ = (
        UniqueConstraint("court_id", "number"),
        CheckConstraint("until IS NULL OR until >= since", name="dates"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    court_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    number: Mapped[str]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    certificate_serial: Mapped[str] = mapped_column(ForeignKey("certificate.serial"))
    signer: Mapped[str] = mapped_column(info={"pii": "name"})
    since: Mapped[date]
    until: Mapped[date | None]
    state: Mapped[AccreditationState] = mapped_column(choice(AccreditationState))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
