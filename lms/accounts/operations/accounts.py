"""Accounts: closing and reopening them, and the optional e-mail."""

from uuid import UUID

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select

from lms import clock
from lms.accounts.models.access import Account
from lms.accounts.operations.roles import refuse_if_last_administrator
from lms.accounts.permissions import Actor, Permission, Role, authorise
from lms.accounts.queries.access import load_actor
from lms.audit.operations import record
from lms.database import transaction
from lms.errors import Conflict, Forbidden, Invalid, NotFound
from lms.extensions import db


def disable_account(actor: Actor, person_id: UUID) -> None:
    """Close the account and end its sessions; raises NotFound, LastAdministrator."""
    authorise(actor, Permission.MANAGE_ACCOUNTS)
    if actor.person_id == person_id:
        raise Forbidden("Nadie puede desactivar su propia cuenta.")
    with transaction():
        account = _get_account(person_id)
        if account.disabled_at:
            return
        if load_actor(person_id).has_role(Role.ADMINISTRATOR):
            refuse_if_last_administrator(person_id)
        account.disabled_at, account.epoch = clock.now(), account.epoch + 1
        record(actor.person_id, "account.disabled", "person", person_id)


def enable_account(actor: Actor, person_id: UUID) -> None:
    """Open a closed account again; raises NotFound."""
    authorise(actor, Permission.MANAGE_ACCOUNTS)
    with transaction():
        account = _get_account(person_id)
        if not account.disabled_at:
            return
        account.disabled_at = None
        record(actor.person_id, "account.enabled", "person", person_id)


def change_email(actor: Actor, email: str) -> None:
    """Set or, when blank, remove one's own e-mail; raises Invalid, Conflict."""
    if actor.person_id is None:
        raise Forbidden("Ingresa para cambiar tu correo.")
    wanted = _checked(email) if email.strip() else None
    with transaction():
        account = _get_account(actor.person_id)
        if wanted == account.email:
            return
        if wanted and db.session.scalar(select(Account.person_id).where(Account.email == wanted)):
            raise Conflict("Ese correo no se puede usar. Escribe otro.")
        account.email = wanted
        record(actor.person_id, "account.email_changed", "person", actor.person_id)


def _get_account(person_id: UUID) -> Account:
    account = db.session.get(Account, person_id)
    if account is None:
        raise NotFound("Esa persona no tiene cuenta.")
    return account


def _checked(email: str) -> str:
    try:
        return validate_email(email.strip(), check_deliverability=False).normalized.casefold()
    except EmailNotValidError:
        raise Invalid("Escribe un correo como nombre@ejemplo.pe.", "email") from None
