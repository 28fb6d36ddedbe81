"""What somebody may see and change about herself."""

import pytest

from lms.accounts.operations.consents import give_consent
from lms.accounts.queries.consents import consents_in_force


@pytest.fixture
def rosa(cast, client):
    """Rosa's browser."""
    return cast.log_in(client, "trainee")


def test_she_sees_her_own_name_and_a_masked_document(rosa):
    page = rosa.get("/mi-cuenta").text
    assert "Rosa Quispe Mamani" in page
    assert "••••0001" in page
    assert "40000001" not in page


def test_she_takes_a_consent_back_after_being_asked(rosa, cast):
    give_consent(cast.actor("trainee"), cast.id("trainee"), "curso-de-prueba", "1", "texto")
    address = "/mi-cuenta/consentimientos/curso-de-prueba/retirar"
    assert address in rosa.get("/mi-cuenta").text
    assert rosa.submit(address).status_code == 303
    assert not consents_in_force([cast.id("trainee")], "curso-de-prueba")
    assert "Retirado" in rosa.get("/mi-cuenta").text
    assert rosa.get(address).status_code == 404


def test_she_downloads_what_is_kept_about_her(rosa):
    answer = rosa.get("/mi-cuenta/datos.json")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Rosa" not in answer.headers["Content-Disposition"]
    assert answer.json["documents"] == [{"country": "PE", "number": "40000001", "type": "DNI"}]
    assert answer.json["names"][0]["surnames"] == "Quispe Mamani"


def test_an_e_mail_is_set_checked_and_removed(rosa, app, cast):
    assert rosa.submit("/mi-cuenta/correo", {"email": "rosa@"}).status_code == 400
    assert rosa.submit("/mi-cuenta/correo", {"email": "rosa@ejemplo.pe"}).status_code == 303
    yolanda = cast.log_in(app.test_client(), "other_trainee")
    taken = yolanda.submit("/mi-cuenta/correo", {"email": "ROSA@ejemplo.pe"})
    assert taken.status_code == 400
    assert "no se puede usar" in taken.text
    assert rosa.submit("/mi-cuenta/correo", {"email": ""}).status_code == 303
    assert "rosa@ejemplo.pe" not in rosa.get("/mi-cuenta").text
