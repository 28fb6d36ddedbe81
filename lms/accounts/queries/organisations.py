"""Organisations and what they belong to."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import select

from lms.accounts.models.organisations import Organisation
from lms.errors import NotFound
from lms.extensions import db


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
