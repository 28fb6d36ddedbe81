"""Sessions, their trainers, attendance in minutes, and the hours ledger."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lms import clock
from lms.database import choice
from lms.extensions import Model
from lms.facts import Fact
from lms.ids import new_id


class TrainingSession(Model):
    """An in-person session of one part of a course (`part` = "<module>/<part>"), at a place and time."""

    __tablename__ = "training_session"
    __table_args__ = (CheckConstraint("planned_minutes > 0", name="planned_minutes"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id"), index=True)
    part: Mapped[str]
    place: Mapped[str]
    starts_at: Mapped[datetime]
    planned_minutes: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    cancelled_at: Mapped[datetime | None]


class SessionTrainer(Model):
    """Who teaches a session, and the licence that was valid for that day."""

    __tablename__ = "session_trainer"
    __table_args__ = (
        Index(
            "uq_session_trainer_lead",
            "session_id",
            unique=True,
            sqlite_where=text("is_lead"),
            postgresql_where=text("is_lead"),
        ),
    )

    session_id: Mapped[UUID] = mapped_column(ForeignKey("training_session.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    licence_id: Mapped[UUID | None] = mapped_column(ForeignKey("licence.id"))
    is_lead: Mapped[bool] = mapped_column(default=False)


class AttendanceStatus(StrEnum):
    """How somebody attended."""

    PRESENT = "present"
    LATE = "late"
    LEFT_EARLY = "left_early"
    ABSENT = "absent"
    EXCUSED = "excused"


class AttendanceEntry(Fact, Model):
    """Minutes attended; a correction is a new entry that replaces the old one and says why."""

    __tablename__ = "attendance_entry"
    __append_only__ = True
    __table_args__ = (
        CheckConstraint("minutes >= 0", name="minutes_not_negative"),
        CheckConstraint("minutes <= planned_minutes", name="minutes_within_plan"),
        CheckConstraint("replaces_id IS NULL OR payload_id IS NOT NULL", name="correction_reason"),
        UniqueConstraint("replaces_id"),
    )

    session_id: Mapped[UUID] = mapped_column(ForeignKey("training_session.id"), index=True)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), index=True)
    status: Mapped[AttendanceStatus] = mapped_column(choice(AttendanceStatus))
    minutes: Mapped[int]
    planned_minutes: Mapped[int]
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("attendance_entry.id"))
    payload_id: Mapped[UUID | None] = mapped_column(ForeignKey("payload.id"))


class Evidence(StrEnum):
    """What earned self-study minutes; time on a page is none."""

    CHECK = "check"
    BOOKLET = "booklet"
    RECOGNITION = "recognition"


class HoursEntry(Fact, Model):
    """Self-study minutes of one part, earned once, with the evidence (attempt or booklet receipt)."""

    __tablename__ = "hours_entry"
    __append_only__ = True
    __table_args__ = (
        UniqueConstraint("enrolment_id", "part"),
        CheckConstraint("minutes > 0", name="minutes_positive"),
    )

    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    part: Mapped[str]
    minutes: Mapped[int]
    evidence: Mapped[Evidence] = mapped_column(choice(Evidence))
    evidence_id: Mapped[UUID | None]
