"""Licences to train a course, from appointment or from a trainer's certificate."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from lms import clock
from lms.database import choice
from lms.extensions import Model
from lms.ids import new_id


class LicenceOrigin(StrEnum):
    """Roots come from appointment; all others from a certificate."""

    APPOINTMENT = "appointment"
    CERTIFICATE = "certificate"


class Licence(Model):
    """The right to train one course of one programme, from–until; withdrawn, never deleted."""

    __tablename__ = "licence"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= since", name="dates"),
        CheckConstraint("(origin = 'certificate') = (certificate_serial IS NOT NULL)", name="certificate_origin"),
        CheckConstraint(
            "origin <> 'appointment' OR (act_number IS NOT NULL AND authority IS NOT NULL)", name="appointment_origin"
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    programme: Mapped[str]
    course: Mapped[str]
    since: Mapped[date]
    until: Mapped[date | None]
    origin: Mapped[LicenceOrigin] = mapped_column(choice(LicenceOrigin))
    act_number: Mapped[str | None]
    authority: Mapped[str | None]
    certificate_serial: Mapped[str | None] = mapped_column(index=True)
    region: Mapped[str | None]
    generation_limit: Mapped[int | None]
    granted_at: Mapped[datetime] = mapped_column(default=clock.now)
    granted_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str | None]
