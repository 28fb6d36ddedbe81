"""Granting roles with a scope, and ending them; nothing is deleted."""

import re
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select

from lms import clock
from lms.accounts.models.access import Account, RoleGrant
from lms.accounts.operations.codes import void_codes
from lms.accounts.permissions import GLOBAL, GRANTED, Actor, Permission, Role, ScopeKind, authorise
from lms.accounts.queries.identities import is_self
from lms.accounts.queries.organisations import find_organisation_by_id
from lms.accounts.queries.people import get_person
from lms.audit.operations import record
from lms.database import transaction
from lms.errors import Conflict, Forbidden, Invalid, NotFound
from lms.extensions import db
from lms.places import BY_CODE
from lms.text import tidy

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

UNSCOPED = frozenset(role for role, permissions in GRANTED.items() if permissions <= GLOBAL)


class SelfGrant(Forbidden):
    """Nobody gives herself a role."""


class LastAdministrator(Conflict):
    """An installation always keeps somebody who can administer it."""


def grant_role(
    actor: Actor, person_id: UUID, role: Role, kind: ScopeKind, ref: str | None = None, evidence: str = ""
) -> UUID:
    """Give the role in that scope from now on; the same grant in force is returned as it is."""
    authorise(actor, Permission.MANAGE_ACCOUNTS)
    if is_self(actor, person_id):
        raise SelfGrant("Nadie puede darse un rol a sí mismo: pídelo a otra persona de administración.")
    ref = _check_scope(role, kind, ref)
    if not tidy(evidence):
        raise Invalid("Escribir en qué documento o acuerdo se apoya el rol.", "evidence")
    with transaction():
        get_person(person_id)
        present = _find_in_force(person_id, role, kind, ref)
        if present:
            return present.id
        grant = RoleGrant(
            person_id=person_id,
            role=role,
            scope_kind=kind,
            scope_ref=ref,
            since=clock.now(),
            granted_by=actor.person_id,
            evidence=tidy(evidence),
        )
        db.session.add(grant)
        if role != Role.TRAINEE:
            void_codes(person_id)  # who handed out a trainee's code must not hold a trainer's or colleague's key
        db.session.flush()
        record(actor.person_id, "role.granted", "person", person_id, role=str(role), scope=str(kind), ref=ref)
    return grant.id


def end_role(actor: Actor, grant_id: UUID) -> None:
    """End a grant now; raises NotFound, LastAdministrator; ending it twice changes nothing."""
    authorise(actor, Permission.MANAGE_ACCOUNTS)
    with transaction():
        grant = db.session.get(RoleGrant, grant_id)
        if grant is None:
            raise NotFound("No existe ese rol.")
        moment = clock.now()
        if grant.until is not None and grant.until <= moment:
            return
        if grant.role == Role.ADMINISTRATOR:
            refuse_if_last_administrator(grant.person_id)
        grant.until = max(moment, grant.since)
        record(actor.person_id, "role.ended", "person", grant.person_id, role=str(grant.role), ref=grant.scope_ref)


def refuse_if_last_administrator(person_id: UUID) -> None:
    """Raise LastAdministrator when nobody but this person administers; who is locked out does not count."""
    locked_out = select(Account.person_id).where(Account.disabled_at.is_not(None))
    others = select(func.count(RoleGrant.person_id.distinct())).where(
        RoleGrant.role == Role.ADMINISTRATOR,
        RoleGrant.person_id != person_id,
        RoleGrant.person_id.not_in(locked_out),
        _in_force(),
    )
    if not db.session.scalar(others):
        raise LastAdministrator("Es la única persona que administra: primero da ese rol a otra.")


def _check_scope(role: Role, kind: ScopeKind, ref: str | None) -> str | None:
    """The reference as it is kept; raises Invalid when it is not one of that kind, or the role has no scope."""
    if role in UNSCOPED and kind != ScopeKind.EVERYTHING:
        raise Invalid("Ese rol no tiene ámbito: elige «Todo».", "scope")
    ref = tidy(ref or "") or None
    if kind == ScopeKind.EVERYTHING:
        return None
    is_fit = {
        ScopeKind.PROGRAMME: SLUG.fullmatch(ref or "") is not None,
        ScopeKind.COHORT: _find_uuid(ref) is not None,
        ScopeKind.ORGANISATION: find_organisation_by_id(_find_uuid(ref)) is not None,
        ScopeKind.REGION: ref in BY_CODE,
    }
    if not is_fit[kind]:
        raise Invalid("El ámbito del rol no existe.", "scope")
    return ref


def _find_uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _in_force() -> ColumnElement[bool]:
    return or_(RoleGrant.until.is_(None), RoleGrant.until > clock.now())


def _find_in_force(person_id: UUID, role: Role, kind: ScopeKind, ref: str | None) -> RoleGrant | None:
    return db.session.scalar(
        select(RoleGrant).where(
            RoleGrant.person_id == person_id,
            RoleGrant.role == role,
            RoleGrant.scope_kind == kind,
            RoleGrant.scope_ref.is_(None) if ref is None else RoleGrant.scope_ref == ref,
            _in_force(),
        )
    )
