"""Reading people, organisations, grants and licences into frozen values."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import and_, or_, select

from lms import clock
from lms.accounts.domain import Document, PersonSummary, login_names
from lms.accounts.models.access import Account, RoleGrant
from lms.accounts.models.licences import Licence
from lms.accounts.models.organisations import Organisation
from lms.accounts.models.people import (
    Consent,
    ConsentAct,
    Person,
    PersonDocument,
    PersonMerge,
    PersonName,
    Posting,
)
from lms.accounts.permissions import Actor, Grant, Role
from lms.database import in_chunks
from lms.errors import NotFound
from lms.extensions import db
from lms.text import plain


def resolve_person(person_id: UUID) -> UUID:
    """The surviving person of a merge in force, or the person herself."""
    survivor = db.session.scalar(
        select(PersonMerge.survivor_id).where(PersonMerge.loser_id == person_id, PersonMerge.undone_at.is_(None))
    )
    return resolve_person(survivor) if survivor else person_id


def resolve_people(person_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Each person to the survivor, in one query over the merges in force."""
    survivors = dict(_merges_in_force())
    resolved = {}
    for person_id in person_ids:
        current = person_id
        while current in survivors:
            current = survivors[current]
        resolved[person_id] = current
    return resolved


def identities_of(person_id: UUID) -> tuple[UUID, ...]:
    """The person and every record merged into hers."""
    return all_identities([person_id])


def all_identities(person_ids: Iterable[UUID]) -> tuple[UUID, ...]:
    """The persons and every record merged into theirs, in one query."""
    merged: dict[UUID, list[UUID]] = {}
    for loser, survivor in _merges_in_force():
        merged.setdefault(survivor, []).append(loser)
    found = list(dict.fromkeys(person_ids))
    for each in found:
        found += merged.get(each, [])
    return tuple(found)


def load_actor(person_id: UUID) -> Actor:
    """The person with the grants in force now, those of records merged into hers included."""
    moment = clock.now()
    rows = db.session.execute(
        select(RoleGrant.role, RoleGrant.scope_kind, RoleGrant.scope_ref).where(
            RoleGrant.person_id.in_(identities_of(person_id)),
            RoleGrant.since <= moment,
            or_(RoleGrant.until.is_(None), RoleGrant.until > moment),
        )
    )
    return Actor(person_id, tuple(Grant(role, kind, ref) for role, kind, ref in rows))


def is_self(actor: Actor, person_id: UUID) -> bool:
    """Whether the person is the actor, under whichever of her merged records."""
    if actor.person_id is None:
        return False
    people = resolve_people((actor.person_id, person_id))
    return people[actor.person_id] == people[person_id]


def holders_beyond(roles: Collection[Role], person_ids: Iterable[UUID]) -> set[UUID]:
    """Those who hold a role that is none of these, themselves or through a merged record."""
    return {
        person_id
        for person_id in set(person_ids)
        if any(grant.role not in roles for grant in load_actor(person_id).grants)
    }


def summarise_people(person_ids: Iterable[UUID]) -> dict[UUID, PersonSummary]:
    """Newest names by person id, in one query a thousand ids."""
    found: dict[UUID, PersonSummary] = {}
    for ids in in_chunks(set(person_ids)):
        rows = db.session.execute(
            select(
                PersonName.person_id, PersonName.given_names, PersonName.surnames, PersonName.sort_key, Person.is_alias
            )
            .join(Person, Person.id == PersonName.person_id)
            .where(PersonName.person_id.in_(ids))
            .order_by(PersonName.since)
        )
        found.update({row[0]: PersonSummary(*row) for row in rows})
    return found


def get_person(person_id: UUID) -> PersonSummary:
    """The person's newest name; raises NotFound."""
    found = summarise_people([person_id])
    if person_id not in found:
        raise NotFound("No existe esa persona.")
    return found[person_id]


def find_person_by_document(document: Document) -> UUID | None:
    """Who holds this document."""
    return find_people_by_document([document]).get(document)


def find_people_by_document(documents: Iterable[Document]) -> dict[Document, UUID]:
    """Who holds each of these documents."""
    wanted, found = set(documents), {}
    for numbers in in_chunks({document.number for document in wanted}):
        rows = db.session.execute(
            select(PersonDocument.type, PersonDocument.number, PersonDocument.country, PersonDocument.person_id).where(
                PersonDocument.number.in_(numbers)
            )
        )
        found.update({Document(*row[:3]): row.person_id for row in rows})
    return {document: found[document] for document in wanted & found.keys()}


def documents_of(person_ids: Iterable[UUID]) -> dict[UUID, Document]:
    """The first document of each person; callers mask it."""
    rows = db.session.execute(
        select(PersonDocument.person_id, PersonDocument.type, PersonDocument.number, PersonDocument.country)
        .where(PersonDocument.person_id.in_(list(set(person_ids))))
        .order_by(PersonDocument.id.desc())
    )
    return {row[0]: Document(row[1], row[2], row[3]) for row in rows}


def find_homonyms(full_names: Iterable[str]) -> dict[str, list[UUID]]:
    """By plain name, the persons whose newest or older name reads the same, case and accents aside."""
    found: dict[str, list[UUID]] = {plain(name): [] for name in full_names}
    for names in in_chunks(found):
        query = select(PersonName.search_key, PersonName.person_id).where(PersonName.search_key.in_(names)).distinct()
        for name, person_id in db.session.execute(query):
            found[name].append(person_id)
    return found


def search_people(text: str, limit: int = 25) -> list[PersonSummary]:
    """By document number exactly, or by a part of the name."""
    wanted = plain(text)
    if not wanted:
        return []
    by_number = select(PersonDocument.person_id).where(PersonDocument.number == text.strip().upper())
    ids = db.session.scalars(
        select(PersonName.person_id)
        .where(or_(PersonName.person_id.in_(by_number), PersonName.search_key.contains(wanted, autoescape=True)))
        .distinct()
        .limit(limit)
    )
    return sorted(summarise_people(ids).values(), key=lambda person: person.sort_key)


def get_organisation(organisation_id: UUID) -> Organisation:
    """Raises NotFound."""
    organisation = db.session.get(Organisation, organisation_id)
    if organisation is None:
        raise NotFound("No existe esa institución.")
    return organisation


def find_organisation_by_id(organisation_id: UUID | None) -> Organisation | None:
    """By id."""
    return db.session.get(Organisation, organisation_id) if organisation_id else None


def find_organisation(name: str) -> Organisation | None:
    """By its exact name."""
    return db.session.scalar(select(Organisation).where(Organisation.name == name))


def list_organisations() -> list[Organisation]:
    """All, by name."""
    return list(db.session.scalars(select(Organisation).order_by(Organisation.name)))


def organisation_names(organisation_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names by id."""
    query = select(Organisation.id, Organisation.name).where(Organisation.id.in_(set(organisation_ids)))
    return {row.id: row.name for row in db.session.execute(query)}


def organisation_chain(organisation_id: UUID) -> tuple[UUID, ...]:
    """The organisation and everything above it."""
    return organisation_chains([organisation_id])[organisation_id]


def organisation_chains(organisation_ids: Iterable[UUID]) -> dict[UUID, tuple[UUID, ...]]:
    """Each organisation and everything above it, nearest first, in one query a level."""
    asked = set(organisation_ids)
    parents: dict[UUID, UUID | None] = {}
    wanted = asked
    while wanted:
        query = select(Organisation.id, Organisation.parent_id).where(Organisation.id.in_(wanted))
        parents |= {**dict.fromkeys(wanted), **{row.id: row.parent_id for row in db.session.execute(query)}}
        wanted = {parent for parent in parents.values() if parent} - parents.keys()
    return {each: _climb(each, parents) for each in asked}


def _climb(organisation_id: UUID, parents: Mapping[UUID, UUID | None]) -> tuple[UUID, ...]:
    chain: list[UUID] = []
    current: UUID | None = organisation_id
    while current and current not in chain:
        chain.append(current)
        current = parents[current]
    return tuple(chain)


def current_postings(person_ids: Iterable[UUID], on: date) -> dict[UUID, tuple[Posting, str]]:
    """The posting in force on a day and its organisation's name, by person."""
    rows = db.session.execute(
        select(Posting, Organisation.name)
        .join(Organisation, Organisation.id == Posting.organisation_id)
        .where(
            Posting.person_id.in_(list(set(person_ids))),
            Posting.since <= on,
            or_(Posting.until.is_(None), Posting.until >= on),
        )
        .order_by(Posting.since)
    )
    return {posting.person_id: (posting, name) for posting, name in rows}


def find_people_by_cip(cips: Iterable[str]) -> dict[str, UUID]:
    """Who has each of these police identity numbers in any posting."""
    found: dict[str, UUID] = {}
    for chunk in in_chunks(set(cips)):
        rows = db.session.execute(select(Posting.cip, Posting.person_id).where(Posting.cip.in_(chunk)))
        found.update({row.cip: row.person_id for row in rows if row.cip})
    return found


def licences_for(programme: str, course: str, on: date, person_ids: Sequence[UUID] | None = None) -> list[Licence]:
    """Licences to train the course that hold on the day, certificates' before appointments'."""
    query = select(Licence).where(
        Licence.programme == programme,
        Licence.course == course,
        Licence.since <= on,
        or_(Licence.until.is_(None), Licence.until >= on),
        Licence.withdrawn_at.is_(None),
    )
    if person_ids is not None:
        query = query.where(Licence.person_id.in_(person_ids))
    return list(db.session.scalars(query.order_by(Licence.origin.desc(), Licence.since)))


def find_licence(person_id: UUID, programme: str, course: str, on: date) -> Licence | None:
    """The person's licence for the course on that day."""
    found = licences_for(programme, course, on, [person_id])
    return found[0] if found else None


def get_licences(licence_ids: Iterable[UUID]) -> dict[UUID, Licence]:
    """Licences by id."""
    rows = db.session.scalars(select(Licence).where(Licence.id.in_(list(set(licence_ids)))))
    return {licence.id: licence for licence in rows}


def licences_from_certificate(serial: str) -> list[Licence]:
    """The licences that rest on a certificate and are not withdrawn."""
    query = select(Licence).where(Licence.certificate_serial == serial, Licence.withdrawn_at.is_(None))
    return list(db.session.scalars(query))


def consents_in_force(person_ids: Iterable[UUID], purpose: str) -> dict[UUID, Consent]:
    """The newest act per person for the purpose, where it is a consent given."""
    rows = db.session.scalars(
        select(Consent)
        .where(and_(Consent.person_id.in_(list(set(person_ids))), Consent.purpose == purpose))
        .order_by(Consent.occurred_at, Consent.id)
    )
    newest = {consent.person_id: consent for consent in rows}
    return {person_id: consent for person_id, consent in newest.items() if consent.act == ConsentAct.GIVEN}


def accounts_of(person_ids: Iterable[UUID]) -> dict[UUID, Account]:
    """Accounts by person."""
    rows = db.session.scalars(select(Account).where(Account.person_id.in_(list(set(person_ids)))))
    return {account.person_id: account for account in rows}


def find_account_by_login(login: str) -> Account | None:
    """By e-mail if it has an @, else by document number as people type it; a merged record leads to its survivor."""
    names = login_names(login)
    if "@" in login:
        holder = db.session.scalar(select(Account.person_id).where(Account.email.in_(names)))
        return accounts_of([resolve_person(holder)]).get(resolve_person(holder)) if holder else None
    holders = db.session.scalars(select(PersonDocument.person_id).where(PersonDocument.number.in_(names)))
    accounts = accounts_of(resolve_person(holder) for holder in holders)
    with_password = [account for account in accounts.values() if account.password_hash]
    return with_password[0] if len(with_password) == 1 else None


def _merges_in_force() -> list[tuple[UUID, UUID]]:
    rows = db.session.execute(
        select(PersonMerge.loser_id, PersonMerge.survivor_id).where(PersonMerge.undone_at.is_(None))
    )
    return [(row.loser_id, row.survivor_id) for row in rows]
