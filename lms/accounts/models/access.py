"""Accounts, one-time codes, roles as scoped grants, and the login throttle's counters."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from lms import clock
from lms.accounts.permissions import Role, ScopeKind
from lms.database import choice
from lms.extensions import Model
from lms.ids import new_id


class Account(Model):
    """A person's way in; no password until the activation code is used. `epoch` ends all sessions when it grows."""

    __tablename__ = "account"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    email: Mapped[str | None] = mapped_column(unique=True, info={"pii": "e-mail"})
    password_hash: Mapped[str | None] = mapped_column(info={"pii": "secret"})
    epoch: Mapped[int] = mapped_column(default=0)
    disabled_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class CodePurpose(StrEnum):
    """What a one-time code opens."""

    ACTIVATION = "activation"
    RESET = "reset"


class AccessCode(Model):
    """A one-time code of high entropy, kept as HMAC-SHA-256 only; a newer code of the person voids it."""

    __tablename__ = "access_code"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[CodePurpose] = mapped_column(choice(CodePurpose))
    code_hmac: Mapped[str] = mapped_column(unique=True, info={"pii": "secret"})
    issued_at: Mapped[datetime] = mapped_column(default=clock.now)
    issued_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    voided_at: Mapped[datetime | None]


class RoleGrant(Model):
    """A role with its scope and term; ended by `until`, never deleted."""

    __tablename__ = "role_grant"
    __table_args__ = (
        CheckConstraint("(scope_kind = 'everything') = (scope_ref IS NULL)", name="scope"),
        CheckConstraint("until IS NULL OR until >= since", name="dates"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[Role] = mapped_column(choice(Role))
    scope_kind: Mapped[ScopeKind] = mapped_column(choice(ScopeKind))
    scope_ref: Mapped[str | None]
    since: Mapped[datetime] = mapped_column(default=clock.now)
    until: Mapped[datetime | None]
    granted_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    evidence: Mapped[str]


class ThrottleCounter(Model):
    """Attempts in one window; `bucket` is a keyed hash, never an address or a document."""

    __tablename__ = "throttle_counter"

    bucket: Mapped[str] = mapped_column(primary_key=True)
    window_start: Mapped[datetime]
    count: Mapped[int]
