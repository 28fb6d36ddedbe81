"""The present page under other arguments."""

from urllib.parse import urlencode

from flask import Flask, request, url_for


def init_app(app: Flask) -> None:
    """Give templates `same_page`."""
    app.jinja_env.globals["same_page"] = same_page


def same_page(**changes: object) -> str:
    """The present page's address with these query arguments changed; None leaves one out.

    The reader's own arguments never reach `url_for`, which would take some for its own: _scheme, _external, endpoint.
    """
    arguments = {**request.args.to_dict(flat=False), **changes}
    query = urlencode({name: value for name, value in arguments.items() if value is not None}, doseq=True)
    path = url_for(request.endpoint or "web.home", **(request.view_args or {}))
    return f"{path}?{query}" if query else path
