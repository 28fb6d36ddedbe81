"""The acta that closes a list, and the completions it makes issuable."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from courses.curriculum.domain import Award
from lms import clock
from lms.database import choice
from lms.extensions import Model
from lms.ids import new_id


class Closing(Model):
    """An acta: the hash of its list, who closed it, until when it may be appealed; a cohort may have several."""

    __tablename__ = "closing"
    __append_only__ = True
    __table_args__ = (UniqueConstraint("cohort_id", "number"), CheckConstraint("number > 0", name="number_positive"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id"))
    number: Mapped[int]
    list_sha256: Mapped[str]
    closed_at: Mapped[datetime] = mapped_column(default=clock.now)
    closed_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    appeal_until: Mapped[date]


class Completion(Model):
    """A person met all requirements: rules hash, evidence ids, minutes; final mark in vigesimal hundredths."""

    __tablename__ = "completion"
    __append_only__ = True
    __table_args__ = (UniqueConstraint("enrolment_id", "award"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    closing_id: Mapped[UUID] = mapped_column(ForeignKey("closing.id"), index=True)
    award: Mapped[Award] = mapped_column(choice(Award))
    version_sha256: Mapped[str] = mapped_column(ForeignKey("programme_version.sha256"))
    rules_sha256: Mapped[str]
    evidence: Mapped[dict[str, Any]] = mapped_column(JSON)
    minutes: Mapped[int]
    final_mark: Mapped[int | None]
    earned_on: Mapped[date]
    completed_at: Mapped[datetime] = mapped_column(default=clock.now)
