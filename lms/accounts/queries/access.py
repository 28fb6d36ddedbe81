"""Accounts, and the grants in force behind an actor."""

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import or_, select

from lms import clock
from lms.accounts.domain import login_names
from lms.accounts.models.access import Account, RoleGrant
from lms.accounts.models.people import PersonDocument
from lms.accounts.permissions import Actor, Grant, Role
from lms.accounts.queries.identities import identities_of, resolve_person
from lms.extensions import db


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


def holders_beyond(roles: Collection[Role], person_ids: Iterable[UUID]) -> set[UUID]:
    """Those who hold a role that is none of these, themselves or through a merged record."""
    return {
        person_id
        for person_id in set(person_ids)
        if any(grant.role not in roles for grant in load_actor(person_id).grants)
    }


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
