"""Static files under addresses that change with their content, so that browsers may keep them for ever."""

import hashlib
from pathlib import Path

from flask import Flask, current_app, request, url_for
from werkzeug.wrappers import Response

FOREVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=300"


def init_app(app: Flask) -> None:
    """Give templates `static_url` and static answers their lifetime."""
    app.extensions["static_digests"] = {}
    app.jinja_env.globals["static_url"] = static_url
    app.after_request(_set_lifetime)


def static_url(name: str) -> str:
    """The address of a static file with the first 10 hex digits of its SHA-256."""
    digests: dict[str, str] = current_app.extensions["static_digests"]
    if name not in digests or current_app.debug:
        content = (Path(current_app.static_folder or "") / name).read_bytes()
        digests[name] = hashlib.sha256(content).hexdigest()[:10]
    return url_for("static", filename=name, h=digests[name])


def _set_lifetime(response: Response) -> Response:
    if request.endpoint == "static" and response.status_code in (200, 304):
        name = (request.view_args or {}).get("filename")
        known = request.args.get("h") == current_app.extensions["static_digests"].get(name, "")
        response.headers["Cache-Control"] = FOREVER if known else BRIEFLY
    return response
