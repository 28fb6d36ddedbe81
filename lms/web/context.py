"""What every page knows: its language, whether this is the demonstration, the links for whoever reads it."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request, url_for
from flask_login import current_user

from lms.accounts.guards import current_actor
from lms.accounts.permissions import Actor, Permission
from lms.installation.models import Environment
from lms.installation.queries import get_environment
from lms.web.locale import language_tag
from lms.wiring import NavEntry, Wiring


@dataclass(frozen=True)
class NavLink:
    """One link of the main navigation."""

    endpoint_url: str
    label: str
    current: bool


def init_app(app: Flask) -> None:
    """Register the context processor."""
    app.context_processor(_context)


def list_nav() -> list[NavLink]:
    """The packages' entries that the reader may open; none for strangers."""
    if not current_user or not current_user.is_authenticated:
        return []
    actor = current_actor()
    wirings: tuple[Wiring, ...] = current_app.extensions["wirings"]
    return [_link(entry) for wiring in wirings for entry in wiring.navigation if _may_open(actor, entry)]


def _may_open(actor: Actor, entry: NavEntry) -> bool:
    return entry.permission is None or actor.may_somewhere(Permission(entry.permission))


def _link(entry: NavEntry) -> NavLink:
    url = url_for(entry.endpoint)
    return NavLink(url, str(entry.label), request.path == url or request.path.startswith(f"{url}/"))


def _context() -> dict[str, Any]:
    return {"lang": language_tag(), "demo": get_environment() == Environment.DEMO, "nav": list_nav()}
