"""The certificate: frozen claims, their signature, and its place in the cascade."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms import clock
from lms.extensions import Model


class Certificate(Model):
    """Issued once and never changed; `claims` are the signed RFC 8785 bytes that page and PDF are drawn from.

    Four dates: earned, issued, valid from, valid until.
    """

    __tablename__ = "certificate"
    __append_only__ = True
    __table_args__ = (
        UniqueConstraint("completion_id", "revision"),
        CheckConstraint("length(serial) = 16", name="serial_length"),
        CheckConstraint("(revision = 1) = (supersedes IS NULL)", name="revision_supersedes"),
        CheckConstraint("valid_until IS NULL OR valid_until >= valid_from", name="validity"),
        CheckConstraint("generation >= 0", name="generation_not_negative"),
    )

    serial: Mapped[str] = mapped_column(primary_key=True)
    completion_id: Mapped[UUID] = mapped_column(ForeignKey("completion.id"))
    revision: Mapped[int] = mapped_column(default=1)
    supersedes: Mapped[str | None] = mapped_column(ForeignKey("certificate.serial"), unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    programme: Mapped[str]
    course: Mapped[str]
    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id"), index=True)
    generation: Mapped[int]
    earned_on: Mapped[date]
    issued_at: Mapped[datetime] = mapped_column(default=clock.now)
    issued_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    schema_version: Mapped[int] = mapped_column(default=1)
    claims: Mapped[bytes] = mapped_column(LargeBinary, info={"pii": "name"})
    claims_sha256: Mapped[str] = mapped_column(unique=True)
    signature: Mapped[bytes] = mapped_column(LargeBinary)
    key_id: Mapped[str] = mapped_column(ForeignKey("signing_key.id"))


class SigningKey(Model):
    """The public half of an issuing key (Ed25519, 32 bytes); the private half is a file, never here."""

    __tablename__ = "signing_key"
    __append_only__ = True

    id: Mapped[str] = mapped_column(primary_key=True)
    environment: Mapped[str]
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    since: Mapped[datetime] = mapped_column(default=clock.now)


class LineageEdge(Model):
    """The child's trainers held the parent certificates; the parent was issued first: no cycle."""

    __tablename__ = "lineage_edge"
    __append_only__ = True
    __table_args__ = (
        CheckConstraint("parent_issued_at < child_issued_at", name="parent_first"),
        CheckConstraint("child <> parent", name="not_itself"),
    )

    child: Mapped[str] = mapped_column(ForeignKey("certificate.serial"), primary_key=True)
    parent: Mapped[str] = mapped_column(ForeignKey("certificate.serial"), primary_key=True, index=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("training_session.id"))
    is_lead: Mapped[bool]
    child_issued_at: Mapped[datetime]
    parent_issued_at: Mapped[datetime]
