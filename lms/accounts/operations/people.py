"""Registering people, and what changes about them with time."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from lms import clock
from lms.accounts.domain import Document, check_full_name, full_name_of, parse_cip, parse_phone
from lms.accounts.models.people import Person, PersonDocument, PersonName, Posting, Sex
from lms.accounts.permissions import Actor, Permission, authorise_any
from lms.accounts.queries.people import find_person_by_document, get_person
from lms.audit.operations import record
from lms.database import transaction
from lms.errors import Conflict
from lms.extensions import db
from lms.text import plain, sort_key, tidy

REGISTRARS = (Permission.IMPORT_ROSTER, Permission.TAKE_ATTENDANCE, Permission.MANAGE_ACCOUNTS)
NAMERS = (Permission.IMPORT_ROSTER, Permission.CORRECT_CERTIFICATES, Permission.MANAGE_ACCOUNTS)


class DuplicateDocument(Conflict):
    """A document belongs to one person."""


@dataclass(frozen=True)
class NewPerson:
    """Somebody to register; an alias needs neither surnames nor document."""

    given_names: str
    surnames: str
    document: Document | None = None
    is_alias: bool = False
    sex: Sex | None = None
    phone: str | None = None


def register_person(actor: Actor, new: NewPerson) -> UUID:
    """Register somebody and return her id; raises Invalid, DuplicateDocument."""
    authorise_any(actor, REGISTRARS)
    with transaction():
        if new.document and find_person_by_document(new.document):
            raise DuplicateDocument("Ya hay una persona registrada con ese documento.")
        person = Person(is_alias=new.is_alias, sex=new.sex, phone=parse_phone(new.phone))
        db.session.add(person)
        db.session.flush()
        _write_name(person.id, new.given_names, new.surnames)
        if new.document:
            document = new.document
            db.session.add(
                PersonDocument(
                    person_id=person.id, country=document.country, type=document.type, number=document.number
                )
            )
        record(actor.person_id, "person.registered", "person", person.id, is_alias=new.is_alias)
    return person.id


def change_name(actor: Actor, person_id: UUID, given_names: str, surnames: str) -> None:
    """Give the person a newer name; the older ones stay, and issued certificates keep theirs."""
    authorise_any(actor, NAMERS)
    with transaction():
        old = get_person(person_id)
        if (old.given_names, old.surnames) == (tidy(given_names), tidy(surnames)):
            return
        _write_name(person_id, given_names, surnames)
        record(actor.person_id, "person.renamed", "person", person_id)


def add_posting(
    person_id: UUID, organisation_id: UUID, rank: str | None = None, cip: str | None = None, since: date | None = None
) -> bool:
    """Note where somebody serves, in the caller's transaction; ends the one before; False when nothing changed."""
    since = since or clock.today()
    cip = parse_cip(cip) if cip else None
    rank = tidy(rank or "") or None
    before = db.session.scalar(
        select(Posting).where(Posting.person_id == person_id, Posting.until.is_(None)).order_by(Posting.since.desc())
    )
    if before and (before.organisation_id, before.rank, before.cip) == (organisation_id, rank, cip):
        return False
    if before and before.since == since:
        before.organisation_id, before.rank, before.cip = organisation_id, rank, cip
        return True
    until = None
    if before and before.since < since:
        before.until = since - timedelta(days=1)
    elif before:
        until = before.since - timedelta(days=1)
    db.session.add(
        Posting(person_id=person_id, organisation_id=organisation_id, rank=rank, cip=cip, since=since, until=until)
    )
    db.session.flush()
    return True


def _write_name(person_id: UUID, given_names: str, surnames: str) -> None:
    given, family = check_full_name(given_names, surnames)
    db.session.add(
        PersonName(
            person_id=person_id,
            since=_moment_after_newest(person_id),
            given_names=given,
            surnames=family,
            search_key=plain(full_name_of(given, family)),
            sort_key=sort_key(f"{family} {given}"),
        )
    )
    db.session.flush()


def _moment_after_newest(person_id: UUID) -> datetime:
    newest = db.session.scalar(
        select(PersonName.since).where(PersonName.person_id == person_id).order_by(PersonName.since.desc()).limit(1)
    )
    return max(clock.now(), newest + timedelta(microseconds=1)) if newest else clock.now()
