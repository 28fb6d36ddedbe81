"""People by name and document."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import or_, select

from lms.accounts.domain import Document, PersonSummary
from lms.accounts.models.people import Person, PersonDocument, PersonName, Visibility
from lms.database import in_chunks
from lms.errors import NotFound
from lms.extensions import db
from lms.text import plain


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


def visibilities_of(person_ids: Iterable[UUID]) -> dict[UUID, Visibility]:
    """How far each person lets the public pages go."""
    rows = db.session.execute(select(Person.id, Person.public_visibility).where(Person.id.in_(list(set(person_ids)))))
    return {row.id: row.public_visibility for row in rows}
