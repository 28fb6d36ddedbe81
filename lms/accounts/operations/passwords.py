"""Getting in: by password, by one-time code; and changing the password."""

from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from lms import clock
from lms.accounts.codes import code_hmac
from lms.accounts.domain import login_names
from lms.accounts.models.access import AccessCode, Account
from lms.accounts.operations.codes import void_codes
from lms.accounts.passwords import check_password, hash_password, is_right
from lms.accounts.permissions import Actor
from lms.accounts.queries.access import find_account_by_login
from lms.accounts.queries.people import documents_of
from lms.accounts.throttle import forgive, hit
from lms.audit.operations import record
from lms.database import transaction
from lms.errors import Forbidden, Invalid, NotFound
from lms.extensions import db

WINDOW = 15 * 60
PER_LOGIN, PER_NETWORK = 10, 200


class LoginFailed(Invalid):
    """Nobody is told whether it was the login or the password."""


class CodeNotValid(Invalid):
    """Unknown, used, replaced and expired codes read alike."""


def authenticate(login: str, password: str, network: str) -> UUID:
    """The person whose document number or e-mail and password these are; raises LoginFailed, TooMany."""
    name = login_names(login)[-1]
    hit("login-network", network, PER_NETWORK, WINDOW)
    hit("login", name, PER_LOGIN, WINDOW)
    account = find_account_by_login(login)
    is_known = is_right(password, account.password_hash if account else None)
    if not is_known or account is None or account.disabled_at:
        raise LoginFailed(_("El documento, el correo o la contraseña no son correctos."), "password")
    forgive("login", name)
    return account.person_id


def redeem_code(code: str, password: str, network: str) -> UUID:
    """Set the password of the code's person, end her sessions, and return her id; raises CodeNotValid, TooMany."""
    hit("code-network", network, PER_NETWORK, WINDOW)
    moment = clock.now()
    with transaction():
        access = db.session.scalar(select(AccessCode).where(AccessCode.code_hmac == code_hmac(code)))
        account = db.session.get(Account, access.person_id) if access else None
        if access is None or account is None or account.disabled_at or not _is_open(access, moment):
            raise CodeNotValid(_("El código no es válido o ya venció. Pide uno nuevo a tu coordinación."), "code")
        set_password(account.person_id, password)
        access.used_at = moment
        record(account.person_id, "password.set_by_code", "person", account.person_id, purpose=str(access.purpose))
    return account.person_id


def change_password(actor: Actor, present: str, new: str) -> None:
    """Change one's own password; every session and every open code ends. Raises Invalid, TooMany."""
    if actor.person_id is None:
        raise Forbidden(_("Ingresa para cambiar tu contraseña."))
    hit("password", str(actor.person_id), PER_LOGIN, WINDOW)
    account = db.session.get(Account, actor.person_id)
    if account is None or not is_right(present, account.password_hash):
        raise Invalid(_("La contraseña actual no es correcta."), "present")
    with transaction():
        set_password(actor.person_id, new)
        void_codes(actor.person_id)
        record(actor.person_id, "password.changed", "person", actor.person_id)


def set_password(person_id: UUID, password: str) -> None:
    """Set it in the caller's transaction, without asking who; every session of the person ends."""
    account = db.session.get(Account, person_id)
    if account is None:
        raise NotFound(_("Esa persona no tiene cuenta."))
    document = documents_of([person_id]).get(person_id)
    account.password_hash = hash_password(check_password(password, (document.number,) if document else ()))
    account.epoch += 1
    db.session.flush()


def _is_open(access: AccessCode, moment: datetime) -> bool:
    return access.used_at is None and access.voided_at is None and access.expires_at > moment
