"""Cohorts, enrolments, eligibility decisions and the coordinator's approvals."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms import clock
from lms.database import choice
from lms.extensions import Model
from lms.facts import Fact
from lms.ids import new_id


class Cohort(Model):
    """A group that takes one course of one pinned programme version; a replica is a cohort with one session."""

    __tablename__ = "cohort"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="dates"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(unique=True)
    programme: Mapped[str] = mapped_column(index=True)
    course: Mapped[str]
    version_sha256: Mapped[str] = mapped_column(ForeignKey("programme_version.sha256"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    region: Mapped[str] = mapped_column(index=True)
    place: Mapped[str]
    language: Mapped[str] = mapped_column(default="es-PE")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    resolution: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


class Enrolment(Model):
    """A person in a cohort; the version is pinned, name and unit are snapshot when the acta closes."""

    __tablename__ = "enrolment"
    __table_args__ = (UniqueConstraint("cohort_id", "person_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    version_sha256: Mapped[str] = mapped_column(ForeignKey("programme_version.sha256"))
    enrolled_at: Mapped[datetime] = mapped_column(default=clock.now)
    enrolled_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    is_walk_in: Mapped[bool] = mapped_column(default=False)
    withdrawn_at: Mapped[datetime | None]
    name_snapshot: Mapped[str | None] = mapped_column(info={"pii": "name"})
    unit_snapshot: Mapped[str | None] = mapped_column(info={"pii": "unit"})


class EligibilityOutcome(StrEnum):
    """A decision on one requirement; never the detail of an offence record."""

    YES = "yes"
    NO = "no"
    WAIVED = "waived"


class EligibilityDecision(Fact, Model):
    """One decision: who, when, valid until; the decider is not the subject. The newest counts."""

    __tablename__ = "eligibility_decision"
    __append_only__ = True

    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), index=True)
    requirement: Mapped[str]
    outcome: Mapped[EligibilityOutcome] = mapped_column(choice(EligibilityOutcome))
    valid_until: Mapped[date | None]


class CohortApproval(Fact, Model):
    """The coordination confirms that the sessions took place as reported; the newest counts."""

    __tablename__ = "cohort_approval"
    __append_only__ = True

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id"), index=True)
    approved: Mapped[bool]
    payload_id: Mapped[UUID | None] = mapped_column(ForeignKey("payload.id"))
