"""A client whose every request stands alone, as on a server: its own application context, session and login."""

import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Browser(FlaskClient):
    """Without this a request would share `g` with the test and with other browsers."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        with self.application.app_context():
            return super().open(*args, **kwargs)

    def submit(self, path: str, data: dict[str, Any] | None = None, seen_on: str | None = None) -> TestResponse:
        """Post a form as a browser does: with the token of the page it stands on."""
        page = self.get(seen_on or path)
        found = TOKEN.search(page.text)
        assert found, f"no form on {seen_on or path}: {page.status}"
        return self.post(path, data={"csrf_token": found.group(1), **(data or {})})
