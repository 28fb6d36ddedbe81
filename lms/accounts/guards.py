"""Every page says who may open it: `@public` or `@guard(Permission.X)`; a test holds that at 100 %."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import g, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from lms.accounts.permissions import Actor, Permission
from lms.accounts.queries.access import load_actor
from lms.errors import Forbidden

View = TypeVar("View", bound=Callable[..., Any])
ANY_ACCOUNT = "cuenta propia"


def public(view: View) -> View:
    """Open to everybody."""
    view.access = "público"  # type: ignore[attr-defined]
    return view


def guard(permission: Permission | None = None) -> Callable[[View], View]:
    """Only for the logged in who hold the permission in some scope; None = any account, for one's own things.

    The scope of the thing itself is checked by the operation or query that touches it.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not current_user.is_authenticated:
                return to_login()
            if permission is not None and not current_actor().may_somewhere(permission):
                raise Forbidden("Tu cuenta no tiene permiso para ver esta página.")
            return view(*args, **kwargs)

        guarded.access = permission or ANY_ACCOUNT  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate


def to_login() -> Response:
    """To the login page, and back afterwards if it was a page that can be opened again."""
    following = request.path if request.method == "GET" else None
    return redirect(url_for("accounts.login", siguiente=following), code=303)


def current_actor() -> Actor:
    """The logged-in person with her grants, read once a request."""
    if "actor" not in g:
        g.actor = load_actor(current_user.person_id)
    return g.actor  # type: ignore[no-any-return]
