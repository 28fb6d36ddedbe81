"""The auditor's pages."""

import pytest

from lms.audit.operations import record
from lms.audit.queries import list_entries
from lms.database import transaction
from tests.support.cast import PEOPLE


def test_the_log_names_acts_and_no_persons(cast, client):
    page = cast.log_in(client, "auditor").get("/bitacora")
    assert "role.granted" in page.text
    for given_names, surnames, document in PEOPLE.values():
        assert surnames not in page.text
        assert document not in page.text
        assert f"{given_names} " not in page.text.split("<main")[1]


def test_the_log_is_paged(cast, client):
    with transaction():
        for number in range(60):
            record(None, "thing.done", "thing", str(number))
    cast.log_in(client, "auditor")
    newest = list_entries(1)[0].seq
    first = client.get("/bitacora")
    assert f"antes={newest - 49}" in first.text
    assert f">{newest - 50}<" in client.get(f"/bitacora?antes={newest - 49}").text


@pytest.mark.parametrize("before", ["9" * 30, "0", "-1", "x"])
def test_a_number_that_no_entry_bears_shows_the_newest(cast, client, before):
    newest = list_entries(1)[0].seq
    page = cast.log_in(client, "auditor").get(f"/bitacora?antes={before}")
    assert f">{newest}<" in page.text


def test_the_verdict_on_the_chain_comes_on_request(cast, client):
    page = cast.log_in(client, "auditor").get("/bitacora/comprobar")
    assert "La cadena está completa" in page.text
