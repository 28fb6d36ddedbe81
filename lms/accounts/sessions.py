"""Who is logged in: a signed cookie with the person's id and account epoch, ended by idleness or a new password."""

from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from flask import Flask, Response, g, request, session
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_login import login_user, logout_user

from lms.accounts.models.access import Account
from lms.extensions import db, login_manager


@dataclass(frozen=True)
class LoggedIn:
    """Flask-Login's user: the person's id only."""

    person_id: UUID
    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        return str(self.person_id)


class QuietSessions(SecureCookieSessionInterface):
    """Static files neither set the cookie nor vary with it, else browsers would fetch them anew at every turn."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if request.endpoint != "static":
            super().save_session(app, session, response)


def init_app(app: Flask) -> None:
    """Hook Flask-Login; its fingerprint of address and browser would end sessions on every change of mobile cell."""
    app.session_interface = QuietSessions()
    login_manager.session_protection = None
    login_manager.user_loader(load_user)


def load_user(user_id: str) -> LoggedIn | None:
    """The session's person, unless her account is disabled or its password has changed since."""
    account = db.session.get(Account, UUID(user_id))
    if account is None or account.disabled_at or session.get("epoch") != account.epoch:
        return None
    return LoggedIn(account.person_id)


def begin_session(person_id: UUID) -> None:
    """Log the person in with a fresh session that lapses after the idle time."""
    account = db.session.get(Account, person_id, populate_existing=True)
    session.clear()
    session.permanent = True
    session["epoch"] = account.epoch if account else None
    login_user(LoggedIn(person_id))
    g.pop("actor", None)


def end_session() -> None:
    """Log out and forget everything in the cookie."""
    logout_user()
    session.clear()
    g.pop("actor", None)


def safe_path(path: str | None) -> str | None:
    """The path if it is one of this site's own, else None."""
    if not path or not path.startswith("/") or path[1:2] in ("/", "\\") or not path.isprintable():
        return None
    parts = urlsplit(path)
    return path if not parts.scheme and not parts.netloc else None
