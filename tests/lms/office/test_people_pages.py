"""The administrator's pages over people and institutions."""

import re

import pytest

from lms.accounts.permissions import Role
from lms.accounts.profiles import get_profile
from lms.accounts.queries.organisations import find_organisation

SEARCH = "/administracion/buscar"
INDEX = "/administracion"


@pytest.fixture
def office(cast, client):
    """The administrator's browser."""
    return cast.log_in(client, "administrator")


def person_page(cast, part="trainee"):
    return f"/administracion/personas/{cast.id(part)}"


def test_a_search_is_posted_and_shows_masked_documents(cast, office):
    page = office.submit(SEARCH, {"text": "quispe"}, seen_on=INDEX)
    assert "••••0001" in page.text
    assert "40000001" not in page.text
    assert person_page(cast) in page.text


def test_nobody_found_is_said(office):
    assert "No se encontró a nadie" in office.submit(SEARCH, {"text": "zzz"}, seen_on=INDEX).text


def test_a_new_person_gets_a_page_and_a_code(office, cast):
    form = {"given_names": "Zoila", "surnames": "Rengifo", "document_type": "DNI", "document_number": "45000009"}
    answer = office.submit("/administracion/personas/nueva", form)
    assert answer.status_code == 303
    page = office.submit(f"{answer.location}/codigo", seen_on=answer.location)
    assert re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", page.text)
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"given_names": ""}, "Escribir los nombres."),
        ({"document_number": "123"}, "El DNI tiene 8 cifras."),
        ({"document_number": "40000001"}, "Ya hay una persona registrada con ese documento."),
        ({"phone": "mi hermana"}, "El teléfono no es un número válido."),
    ],
)
def test_a_wrong_field_is_said_and_nothing_is_written(office, changes, words):
    form = {"given_names": "Zoila", "surnames": "Rengifo", "document_type": "DNI", "document_number": "45000009"}
    answer = office.submit("/administracion/personas/nueva", {**form, **changes})
    assert answer.status_code == 400
    assert words in answer.text
    assert "No se encontró a nadie" in office.submit(SEARCH, {"text": "rengifo"}, seen_on=INDEX).text


def test_a_role_is_given_and_ended(office, cast):
    form = {"role": "registrar", "scope": "region:22", "evidence": "memorando 7"}
    assert office.submit(f"{person_page(cast)}/roles/nuevo", form).status_code == 303
    (grant,) = [grant for grant in get_profile(cast.id("trainee")).grants if grant.role == Role.REGISTRAR]
    assert "San Martín" in office.get(person_page(cast)).text.replace("\N{NO-BREAK SPACE}", " ")
    office.submit(f"{person_page(cast)}/roles/{grant.id}/terminar", seen_on=person_page(cast))
    assert not cast.actor("trainee").has_role(Role.REGISTRAR)


def test_a_role_that_needs_no_scope_says_so_at_the_field(office, cast):
    form = {"role": "auditor", "scope": "region:22", "evidence": "memorando 7"}
    answer = office.submit(f"{person_page(cast)}/roles/nuevo", form)
    assert answer.status_code == 400
    assert "Ese rol no tiene ámbito" in answer.text


def test_giving_oneself_a_role_is_refused(office, cast):
    form = {"role": "coordinator", "scope": "everything", "evidence": "memorando 7"}
    assert office.submit(f"{person_page(cast, 'administrator')}/roles/nuevo", form).status_code == 403


def test_an_account_is_closed_and_opened_again(office, cast):
    for verb, words in (("desactivar", "Desactivada"), ("reactivar", "Por activar")):
        office.submit(f"{person_page(cast)}/{verb}", seen_on=person_page(cast))
        assert words in office.get(person_page(cast)).text


def test_a_closed_account_gets_no_code(office, cast):
    office.submit(f"{person_page(cast)}/desactivar", seen_on=person_page(cast))
    answer = office.submit(f"{person_page(cast)}/codigo", seen_on=person_page(cast))
    assert answer.status_code == 409


def test_a_name_is_corrected(office, cast):
    office.submit(f"{person_page(cast)}/nombre", {"given_names": "Rosa María", "surnames": "Quispe Mamani"})
    assert "Rosa María Quispe Mamani" in office.get(person_page(cast)).text


def test_an_institution_is_added_and_corrected(office, cast):
    form = {"name": "Comisaría de Prueba", "kind": "station", "region": "22", "parent_id": str(cast.court)}
    assert office.submit("/administracion/instituciones/nueva", form).status_code == 303
    station = find_organisation("Comisaría de Prueba")
    edited = office.submit(f"/administracion/instituciones/{station.id}", {**form, "name": "Comisaría Modelo"})
    assert edited.status_code == 303
    assert "Comisaría Modelo" in office.get("/administracion/instituciones").text


def test_two_institutions_of_one_name_are_refused(office):
    form = {"name": "Corte Superior de Prueba", "kind": "court", "region": "", "parent_id": ""}
    answer = office.submit("/administracion/instituciones/nueva", form)
    assert answer.status_code == 400
    assert "Ya hay una institución con ese nombre." in answer.text
