"""Persons, their documents, dated names, postings, merges and consents."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lms import clock
from lms.database import choice
from lms.extensions import Model
from lms.facts import Fact
from lms.ids import new_id


class Visibility(StrEnum):
    """How far a person lets the public pages go: `off` hides her certificates unless she turns one on."""

    NORMAL = "normal"
    RESTRICTED = "restricted"
    OFF = "off"


class Sex(StrEnum):
    """As the person states it, or not at all (NULL)."""

    WOMAN = "mujer"
    MAN = "hombre"


class DocumentType(StrEnum):
    """Identity documents accepted in Peru."""

    DNI = "DNI"
    CE = "CE"
    PTP = "PTP"
    CPP = "CPP"
    PASSPORT = "PASAPORTE"
    REFUGEE = "REFUGIO"


class Person(Model):
    """Somebody; no document is needed (alias) and no birth date is kept."""

    __tablename__ = "person"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    is_alias: Mapped[bool] = mapped_column(default=False)
    sex: Mapped[Sex | None] = mapped_column(choice(Sex), info={"pii": "sex"})
    public_visibility: Mapped[Visibility] = mapped_column(choice(Visibility), default=Visibility.NORMAL)
    phone: Mapped[str | None] = mapped_column(info={"pii": "phone"})
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class PersonDocument(Model):
    """A typed document number, leading zeros kept; never in logs, addresses or file names."""

    __tablename__ = "person_document"
    __table_args__ = (UniqueConstraint("country", "type", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    country: Mapped[str] = mapped_column(default="PE")
    type: Mapped[DocumentType] = mapped_column(choice(DocumentType))
    number: Mapped[str] = mapped_column(info={"pii": "document"}, index=True)


class PersonName(Model):
    """A dated name: the newest counts, the older ones stay."""

    __tablename__ = "person_name"
    __table_args__ = (UniqueConstraint("person_id", "since"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    since: Mapped[datetime] = mapped_column(default=clock.now)
    given_names: Mapped[str] = mapped_column(info={"pii": "name"})
    surnames: Mapped[str] = mapped_column(info={"pii": "name"})
    search_key: Mapped[str] = mapped_column(index=True, info={"pii": "name"})
    sort_key: Mapped[str] = mapped_column(info={"pii": "name"})


class Posting(Model):
    """Where somebody serves, from–until; a transfer moves the person, not the history."""

    __tablename__ = "posting"
    __table_args__ = (CheckConstraint("until IS NULL OR until >= since", name="dates"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    rank: Mapped[str | None] = mapped_column(info={"pii": "rank"})
    cip: Mapped[str | None] = mapped_column(info={"pii": "police identity number"}, index=True)
    since: Mapped[date]
    until: Mapped[date | None]


class PersonMerge(Model):
    """Two records of one person: reads resolve `loser` to `survivor` until undone; foreign keys stay as they are."""

    __tablename__ = "person_merge"
    __table_args__ = (
        CheckConstraint("loser_id <> survivor_id", name="two_persons"),
        Index(
            "uq_person_merge_active",
            "loser_id",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    loser_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    survivor_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    merged_at: Mapped[datetime] = mapped_column(default=clock.now)
    merged_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


class ConsentAct(StrEnum):
    """Consent is given and may be withdrawn."""

    GIVEN = "given"
    WITHDRAWN = "withdrawn"


class Consent(Fact, Model):
    """An act of consent to a purpose in a text's version (Ley 29733); the newest act per purpose counts."""

    __tablename__ = "consent"
    __append_only__ = True

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[str]
    text_version: Mapped[str]
    text_sha256: Mapped[str]
    act: Mapped[ConsentAct] = mapped_column(choice(ConsentAct))


class SensitiveRecord(Model):
    """Accommodations, mother tongue, disability, photo: encrypted, optional, each with its own consent."""

    __tablename__ = "sensitive_record"
    __table_args__ = (UniqueConstraint("person_id", "kind"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str]
    consent_id: Mapped[UUID] = mapped_column(ForeignKey("consent.id"))
    ciphertext: Mapped[bytes] = mapped_column(LargeBinary, info={"pii": "sensitive"})
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
