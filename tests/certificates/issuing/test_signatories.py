"""Who signs, recorded and ended by the registrar."""

from datetime import date

import pytest

from certificates.issuing.queries.signatories import list_signatories, signatories_for
from lms import clock
from lms.accounts.operations.roles import grant_role
from lms.accounts.permissions import SYSTEM, Role, ScopeKind
from tests.certificates.running import appoint_signatory
from tests.support.cast import PACK

SIGNATORY = {
    "programme": PACK,
    "region": "",
    "name": "Nélida Chuquizuta Pérez",
    "office": "Presidenta de la comisión",
    "organisation": "Corte Superior de Prueba",
    "position": "1",
    "since": "2026-01-01",
    "until": "",
}


@pytest.fixture
def registrar(cast, client):
    return cast.log_in(client, "registrar")


def test_a_signatory_is_recorded_and_listed(registrar):
    assert registrar.submit("/firmas/nueva", SIGNATORY).status_code == 303
    (signatory,) = list_signatories()
    assert (signatory.name, signatory.region, signatory.until) == ("Nélida Chuquizuta Pérez", None, None)
    assert "Nélida Chuquizuta Pérez" in registrar.get("/firmas").text


@pytest.mark.parametrize(
    "changes",
    [{"name": ""}, {"name": "Firma 1"}, {"office": " "}, {"organisation": ""}, {"organisation": "x" * 121},
     {"programme": "otro"}, {"region": "99"}, {"position": "0"}, {"position": "uno"}, {"since": ""},
     {"until": "2025-12-31"}],
)  # fmt: skip
def test_a_wrong_signatory_is_refused_at_its_field(registrar, changes):
    answer = registrar.submit("/firmas/nueva", {**SIGNATORY, **changes})
    assert answer.status_code == 400
    assert "Hay un problema" in answer.text
    assert list_signatories() == []


def test_an_ended_signatory_signs_until_today(registrar):
    signatory = appoint_signatory()
    for _ in range(2):
        assert registrar.submit(f"/firmas/{signatory}/terminar", seen_on="/firmas").status_code == 303
        assert list_signatories()[0].until == clock.today()
    assert [each.id for each in signatories_for(PACK, "22", clock.today())] == [signatory]
    assert signatories_for(PACK, "22", date(2999, 1, 1)) == []


def test_one_who_is_to_sign_later_and_is_ended_never_signs_before_her_day(registrar):
    signatory = appoint_signatory(since=date(2999, 1, 1))
    registrar.submit(f"/firmas/{signatory}/terminar", seen_on="/firmas")
    assert list_signatories()[0].until == date(2999, 1, 1)


def test_an_unknown_signatory_is_not_found(registrar, cast):
    appoint_signatory()
    answer = registrar.submit(f"/firmas/{cast.court}/terminar", seen_on="/firmas")
    assert answer.status_code == 404


def test_a_regional_registrar_sees_and_ends_her_regions_signatories_only(client, cast):
    grant_role(SYSTEM, cast.id("stranger"), Role.REGISTRAR, ScopeKind.REGION, "22", "prueba")
    browser = cast.log_in(client, "stranger")
    appoint_signatory(region="22", name="Firma de San Martín")
    other = appoint_signatory(region="10", name="Firma de Huánuco")
    text = browser.get("/firmas").text
    assert "Firma de San Martín" in text
    assert "Firma de Huánuco" not in text
    assert browser.submit(f"/firmas/{other}/terminar", seen_on="/firmas").status_code == 403
    assert browser.submit("/firmas/nueva", SIGNATORY).status_code == 400


@pytest.mark.parametrize("part", ["coordinator", "trainee", "trainer", "verifier", "administrator"])
def test_the_page_is_the_registrars(client, cast, part):
    browser = cast.log_in(client, part)
    assert browser.get("/firmas").status_code == 403
    assert browser.get("/firmas/nueva").status_code == 403
