"""Attempts, their steps, marks and decisions; nothing here is ever changed."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.database import choice
from lms.extensions import Model
from lms.facts import Fact
from lms.ids import new_id


class Attempt(Model):
    """One try at one evaluation (`evaluation` = "<module>/<part>"); its state is a fold over its steps."""

    __tablename__ = "attempt"
    __append_only__ = True
    __table_args__ = (
        UniqueConstraint("enrolment_id", "evaluation", "number"),
        CheckConstraint("number > 0", name="number_positive"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    evaluation: Mapped[str]
    number: Mapped[int]


class StepKind(StrEnum):
    """What a step records: the start (seed, form), an answer, the submission."""

    START = "start"
    ANSWER = "answer"
    SUBMIT = "submit"


class AttemptStep(Fact, Model):
    """One step; `data` of step 0 holds seed and form, of an answer the response; free text lies in the payload."""

    __tablename__ = "attempt_step"
    __append_only__ = True
    __table_args__ = (
        UniqueConstraint("attempt_id", "seq"),
        CheckConstraint("seq >= 0", name="seq_not_negative"),
        Index(
            "uq_attempt_step_submit",
            "attempt_id",
            unique=True,
            sqlite_where=text("kind = 'submit'"),
            postgresql_where=text("kind = 'submit'"),
        ),
    )

    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id"))
    seq: Mapped[int]
    kind: Mapped[StepKind] = mapped_column(choice(StepKind))
    item_sha256: Mapped[str | None] = mapped_column(ForeignKey("item_version.sha256"))
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    payload_id: Mapped[UUID | None] = mapped_column(ForeignKey("payload.id"))


class Mark(Fact, Model):
    """Points for one response on one criterion by one grader in one round (hundredths); no grader = the machine.

    The grader is not the person graded. The highest round of a grader counts.
    """

    __tablename__ = "mark"
    __append_only__ = True
    __table_args__ = (
        UniqueConstraint("attempt_id", "item_sha256", "criterion", "grader_id", "round"),
        Index(
            "uq_mark_machine",
            "attempt_id",
            "item_sha256",
            "criterion",
            "round",
            unique=True,
            sqlite_where=text("grader_id IS NULL"),
            postgresql_where=text("grader_id IS NULL"),
        ),
        CheckConstraint("points >= 0", name="points_not_negative"),
        CheckConstraint("points <= max_points", name="points_within_maximum"),
    )

    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id"))
    item_sha256: Mapped[str] = mapped_column(ForeignKey("item_version.sha256"))
    criterion: Mapped[str] = mapped_column(default="")
    grader_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    round: Mapped[int] = mapped_column(default=1)
    points: Mapped[int]
    max_points: Mapped[int]
    is_critical_failure: Mapped[bool] = mapped_column(default=False)
    payload_id: Mapped[UUID | None] = mapped_column(ForeignKey("payload.id"))


class DecisionKind(StrEnum):
    """A human value set beside the computed one."""

    OVERRIDE = "override"
    APPEAL = "appeal"


class Decision(Fact, Model):
    """A decided mark (vigesimal hundredths, 0–2000) beside the computed one, with its reason; the newest counts."""

    __tablename__ = "decision"
    __append_only__ = True
    __table_args__ = (CheckConstraint("decided BETWEEN 0 AND 2000", name="vigesimal"),)

    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempt.id"), index=True)
    kind: Mapped[DecisionKind] = mapped_column(choice(DecisionKind))
    computed: Mapped[int]
    decided: Mapped[int]
    payload_id: Mapped[UUID] = mapped_column(ForeignKey("payload.id"))
