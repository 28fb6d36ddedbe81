"""What goes wrong is said in a sentence, with the right status."""

import pytest
from flask import Flask

from lms.errors import CascadaError, Conflict, Forbidden, Invalid, NotFound, SetupError, TooMany
from lms.web import error_pages

WORDS = "Una oración para quien lee."


@pytest.fixture
def raising(app, monkeypatch):
    """Let the privacy page raise something."""

    def make(error: Exception) -> Flask:
        def view():
            raise error

        view.access = "público"
        monkeypatch.setitem(app.view_functions, "web.privacy", view)
        return app.test_client()

    return make


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Invalid(WORDS), 400),
        (Forbidden(WORDS), 403),
        (NotFound(WORDS), 404),
        (Conflict(WORDS), 409),
        (TooMany(WORDS, 30), 429),
        (SetupError(WORDS), 503),
    ],
)
def test_our_errors_keep_their_sentence(raising, error, status):
    answer = raising(error).get("/privacidad")
    assert answer.status_code == status
    assert WORDS in answer.text
    assert answer.headers.get("Retry-After") == ("30" if status == 429 else None)


def test_each_kind_of_error_has_a_status():
    assert set(CascadaError.__subclasses__()) == set(error_pages.STATUSES)


def test_who_asks_for_json_gets_json(raising):
    answer = raising(Conflict(WORDS)).get("/privacidad", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["message"]) == (409, WORDS)


def test_an_unforeseen_error_shows_a_reference_and_no_detail(raising):
    answer = raising(RuntimeError("Rosa Quispe 40000001")).get("/privacidad")
    assert answer.status_code == 500
    assert "da este código" in answer.text
    assert "Rosa" not in answer.text


def test_when_even_the_error_page_fails_a_bare_one_is_shown(raising, monkeypatch):
    client = raising(RuntimeError("x"))
    monkeypatch.setattr(error_pages, "render_template", lambda *_a, **_k: 1 / 0)
    answer = client.get("/privacidad")
    assert answer.status_code == 500
    assert "Algo falló" in answer.text


def test_an_unknown_address_is_told_so(client):
    answer = client.get("/no-hay-tal-pagina")
    assert answer.status_code == 404
    assert "No encontramos esta página" in answer.text


def test_a_wrong_method_names_the_right_ones(client):
    answer = client.post("/privacidad")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_too_large_an_upload_is_refused(app, client, monkeypatch):
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 100)
    assert client.post("/ingresar", data={"login": "x" * 500}).status_code == 413
