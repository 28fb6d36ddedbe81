"""No form is accepted without its token."""

import pytest

from lms.accounts.operations.roles import grant_role
from lms.accounts.permissions import SYSTEM, Role, ScopeKind
from tests.whole.urls import requests


@pytest.fixture
def almighty(cast, client):
    """Somebody with every role."""
    for role in Role:
        grant_role(SYSTEM, cast.id("stranger"), role, ScopeKind.EVERYTHING, None, "reparto de prueba")
    return cast.log_in(client, "stranger")


def test_each_post_without_a_token_is_refused(app, almighty):
    posts = [url for method, url, _access in requests(app) if method not in ("GET", "HEAD")]
    assert len(posts) > 10
    for url in posts:
        answer = almighty.post(url, data={"x": "1"})
        assert answer.status_code == 400, url
        assert "estuvo abierta demasiado tiempo" in answer.text, url


def test_a_token_of_another_session_is_refused(app, almighty):
    page = app.test_client().get("/ingresar").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    assert almighty.post("/salir", data={"csrf_token": token}).status_code == 400


def test_reading_changes_nothing(app, almighty, bench):
    """GET requests run read-only: none of them fails for trying to write."""
    for method, url, _access in requests(app):
        if method == "GET":
            assert almighty.get(url).status_code < 500, url
