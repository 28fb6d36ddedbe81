"""Two records of one person: joined for reading, nothing rewritten, and it can be undone."""

from uuid import UUID

from lms import clock
from lms.accounts.models.people import PersonMerge
from lms.accounts.permissions import LEARNERS, Actor, Permission, authorise
from lms.accounts.queries.access import accounts_of, holders_beyond
from lms.accounts.queries.identities import is_self, resolve_person
from lms.accounts.queries.people import get_person
from lms.audit.operations import record
from lms.database import transaction
from lms.errors import Conflict, Forbidden, NotFound
from lms.extensions import db


class CannotMerge(Conflict):
    """These two records cannot be joined as they are."""


def merge_people(actor: Actor, loser_id: UUID, survivor_id: UUID) -> UUID:
    """Let `survivor` stand for `loser`; returns the merge's id. Raises CannotMerge, Forbidden, NotFound.

    Staff roles must be ended first and nobody joins her own record: a merge hands over the loser's roles.
    """
    authorise(actor, Permission.MERGE_PEOPLE)
    with transaction():
        get_person(loser_id), get_person(survivor_id)
        survivor_id = resolve_person(survivor_id)
        if is_self(actor, loser_id) or is_self(actor, survivor_id):
            raise Forbidden("Nadie puede unir su propio registro: pídelo a otra persona del registro.")
        if resolve_person(loser_id) != loser_id:
            raise CannotMerge("Ese registro ya está unido a otro.")
        if loser_id == survivor_id:
            raise CannotMerge("Es el mismo registro dos veces.")
        if holders_beyond(LEARNERS, [loser_id]):
            raise CannotMerge("Quien se une tiene un rol de personal: primero hay que terminarlo.")
        merge = PersonMerge(
            loser_id=loser_id, survivor_id=survivor_id, merged_at=clock.now(), merged_by=actor.person_id
        )
        db.session.add(merge)
        for account in accounts_of([loser_id]).values():
            account.epoch += 1
        db.session.flush()
        record(actor.person_id, "person.merged", "person", survivor_id, loser=str(loser_id), merge=str(merge.id))
    return merge.id


def undo_merge(actor: Actor, merge_id: UUID) -> None:
    """Set two records apart again; raises NotFound, Forbidden for one's own."""
    authorise(actor, Permission.MERGE_PEOPLE)
    with transaction():
        merge = db.session.get(PersonMerge, merge_id)
        if merge is None or merge.undone_at:
            raise NotFound("No existe esa unión.")
        if is_self(actor, merge.survivor_id):
            raise Forbidden("Nadie puede separar su propio registro: pídelo a otra persona del registro.")
        merge.undone_at, merge.undone_by = clock.now(), actor.person_id
        for account in accounts_of([merge.survivor_id]).values():
            account.epoch += 1
        record(actor.person_id, "person.unmerged", "person", merge.survivor_id, loser=str(merge.loser_id))
