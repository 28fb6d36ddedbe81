"""Who is who: a person under all of her merged records."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from lms.accounts.models.people import PersonMerge
from lms.accounts.permissions import Actor
from lms.extensions import db


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


def is_self(actor: Actor, person_id: UUID) -> bool:
    """Whether the person is the actor, under whichever of her merged records."""
    if actor.person_id is None:
        return False
    people = resolve_people((actor.person_id, person_id))
    return people[actor.person_id] == people[person_id]


def _merges_in_force() -> list[tuple[UUID, UUID]]:
    rows = db.session.execute(
        select(PersonMerge.loser_id, PersonMerge.survivor_id).where(PersonMerge.undone_at.is_(None))
    )
    return [(row.loser_id, row.survivor_id) for row in rows]
