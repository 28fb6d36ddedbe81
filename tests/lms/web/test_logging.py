"""The log says what happened and never to whom."""

import json

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from lms.accounts.models.people import PersonDocument
from lms.database import transaction
from lms.extensions import db
from tests.support.cast import PEOPLE


def lines(capsys):
    return [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]


def test_each_request_is_one_line_without_its_address(client, capsys):
    client.get("/privacidad?nombre=Rosa")
    (line,) = lines(capsys)
    assert line["endpoint"] == "web.privacy"
    assert (line["method"], line["status"], line["event"]) == ("GET", 200, "request")
    assert line["ms"] > 0
    assert "Rosa" not in json.dumps(line)


def test_assets_are_not_logged(client, capsys):
    client.get("/static/style.css")
    assert lines(capsys) == []


def test_no_document_name_id_or_password_is_logged_by_a_login_and_a_search(client, cast, with_password, capsys):
    login = with_password("administrator")
    client.submit("/ingresar", {"login": login, "password": "mesa lluvia tren"})
    client.submit("/administracion/buscar", {"text": "Quispe"}, seen_on="/administracion")
    client.get(f"/administracion/personas/{cast.id('trainee')}")
    client.submit("/ingresar?siguiente=/v/1", {"login": login, "password": "mesa lluvia"}, seen_on="/activar")
    captured = capsys.readouterr()
    for given_names, surnames, document in PEOPLE.values():
        for word in (document, surnames, given_names, "Quispe", "mesa lluvia", str(cast.id("trainee"))):
            assert word not in captured.err + captured.out


def test_a_failure_is_logged_without_the_values_it_failed_on(app, client, cast, capsys, monkeypatch):
    def view():
        with transaction():
            db.session.add(PersonDocument(person_id=cast.id("trainee"), country="PE", type="DNI", number="40000002"))

    monkeypatch.setitem(app.view_functions, "web.privacy", view)
    answer = client.get("/privacidad")
    captured = capsys.readouterr().err
    assert answer.status_code == 500
    assert "40000002" not in captured
    failed = next(json.loads(line) for line in captured.splitlines() if "request.failed" in line)
    assert failed["error"][0] == "IntegrityError"
    assert any("test_logging.py" in frame for frame in failed["trace"])
    assert failed["id"] in answer.text


def test_a_reader_cannot_write(app):
    db.session.rollback()
    with pytest.raises(DBAPIError, match=r"(?i)read-?only"):
        db.session.execute(text("DELETE FROM organisation"))
