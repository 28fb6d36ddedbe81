"""The registrar's pages: appointments and duplicates."""

from datetime import date

import pytest

from lms.accounts.queries.identities import resolve_person
from lms.accounts.queries.licences import find_licence
from tests.support.cast import PACK

ACT = {
    "course": f"{PACK}/curso",
    "act_number": "RA 000123-2026",
    "authority": "Corte Superior de Prueba",
    "since": "2026-01-01",
    "until": "",
    "region": "",
}


@pytest.fixture
def registry(cast, client):
    """The registrar's browser."""
    return cast.log_in(client, "registrar")


def appoint(registry, cast, **changes):
    found = registry.submit("/nombramientos/buscar", {"text": "40000010"}, seen_on="/nombramientos")
    address = f"/nombramientos/persona/{cast.id('stranger')}"
    assert address in found.text
    return registry.submit(address, {**ACT, **changes})


def test_somebody_is_appointed_by_an_act(registry, cast):
    assert appoint(registry, cast).status_code == 303
    assert find_licence(cast.id("stranger"), PACK, "curso", date(2026, 6, 1))
    shown = registry.get("/nombramientos").text
    assert "RA 000123-2026" in shown
    assert "Curso de prueba" in shown
    assert "curso-de-prueba" not in shown


@pytest.mark.parametrize(
    "changes", [{"act_number": ""}, {"course": "otro/curso"}, {"until": "2025-01-01"}, {"since": ""}]
)
def test_an_incomplete_act_is_refused_at_its_field(registry, cast, changes):
    answer = appoint(registry, cast, **changes)
    assert answer.status_code == 400
    assert "Hay un problema" in answer.text
    assert not find_licence(cast.id("stranger"), PACK, "curso", date(2026, 6, 1))


def test_an_appointment_is_taken_back_with_a_reason(registry, cast):
    appoint(registry, cast)
    licence = find_licence(cast.id("stranger"), PACK, "curso", date(2026, 6, 1))
    address = f"/nombramientos/{licence.id}/retirar"
    assert registry.submit(address, {"reason": ""}).status_code == 400
    assert registry.submit(address, {"reason": "cese"}).status_code == 303
    assert not find_licence(cast.id("stranger"), PACK, "curso", date(2026, 6, 1))
    assert registry.get(address).status_code == 404


def test_duplicates_are_compared_joined_and_set_apart(registry, cast):
    loser, survivor = cast.id("other_trainee"), cast.id("trainee")
    found = registry.submit("/duplicados/buscar", {"text": "rosa"}, seen_on="/duplicados")
    assert f'name="queda" value="{survivor}"' in found.text
    compare = f"/duplicados/comparar?queda={survivor}&se_une={loser}"
    assert "••••0002" in registry.get(compare).text
    registry.submit("/duplicados/unir", {"queda": survivor, "se_une": loser}, seen_on=compare)
    assert resolve_person(loser) == survivor
    page = registry.get("/duplicados").text
    undo = page.split('action="/duplicados/')[-1].split('"')[0]
    registry.submit(f"/duplicados/{undo}", seen_on="/duplicados")
    assert resolve_person(loser) == loser


@pytest.mark.parametrize("query", ["", "?queda=x&se_une=y"])
def test_two_records_must_be_chosen(registry, query):
    answer = registry.get(f"/duplicados/comparar{query}")
    assert answer.status_code == 400
    assert "Elegir los dos registros" in answer.text


def test_one_record_is_not_its_own_duplicate(registry, cast):
    answer = registry.get(f"/duplicados/comparar?queda={cast.id('trainee')}&se_une={cast.id('trainee')}")
    assert answer.status_code == 400
