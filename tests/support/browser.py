"""A client whose every request stands alone, as on a server: its own application context, session and login."""

import re
from typing import Any

from flask import has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from lms.extensions import db

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Browser(FlaskClient):
    """Without this a request would share `g` with the test and with other browsers."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        if has_app_context():
            db.session.rollback()  # so that the test sees afterwards what the request wrote
        with self.application.app_context():
            return super().open(*args, **{"buffered": True, **kwargs})

    def submit(self, path: str, data: dict[str, Any] | None = None, seen_on: str | None = None) -> TestResponse:
        """Post a form as a browser does: with the token of the page it stands on."""
        page = self.get(seen_on or path)
        found = TOKEN.search(page.text)
        assert found, f"no form on {seen_on or path}: {page.status}"
        return self.post(path, data={"csrf_token": found.group(1), **(data or {})})
