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
    hint: str
    current: bool


def init_app(app: Flask) -> None:
    """Register the context processor."""
    app.context_processor(_context)


def list_nav() -> list[NavLink]:
    """The entries that the reader may open, the house's own last; none for strangers."""
    if not current_user or not current_user.is_authenticated:
        return []
    actor = current_actor()
    foundations, *packages = current_app.extensions["wirings"]
    wirings: list[Wiring] = [*packages, foundations]
    entries = [entry for wiring in wirings for entry in wiring.navigation if _may_open(actor, entry)]
    urls = [url_for(entry.endpoint) for entry in entries]
    here = _nearest(urls)
    return [
        NavLink(url, str(entry.label), str(entry.hint), url == here) for url, entry in zip(urls, entries, strict=True)
    ]


def _may_open(actor: Actor, entry: NavEntry) -> bool:
    return entry.permission is None or actor.may_somewhere(Permission(entry.permission))


def _nearest(urls: list[str]) -> str | None:
    """The longest of the addresses that the present page lies under."""
    above = [url for url in urls if request.path == url or request.path.startswith(f"{url}/")]
    return max(above, key=len, default=None)


def _context() -> dict[str, Any]:
    return {"lang": language_tag(), "demo": get_environment() == Environment.DEMO, "nav": list_nav()}
