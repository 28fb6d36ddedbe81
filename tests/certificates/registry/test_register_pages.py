"""The registrar's pages: list, search, one certificate, revocation, correction."""

import csv
import io

import pytest

from certificates.issuing.models.status import State
from certificates.registry.operations import correct_name
from certificates.registry.pages import Page
from lms.accounts.operations.roles import grant_role
from lms.accounts.permissions import SYSTEM, Role, ScopeKind

REVOCATION = {
    "reason": "fraude",
    "effective_on": "2026-05-04",
    "authority": "Corte Superior de Prueba",
    "note": "Oficio",
}


@pytest.fixture
def registrar(cast, client):
    return cast.log_in(client, "registrar")


def regional(cast, client, region):
    """The stranger, as coordinator of one region."""
    grant_role(SYSTEM, cast.id("stranger"), Role.COORDINATOR, ScopeKind.REGION, region, "prueba")
    return cast.log_in(client, "stranger")


def test_the_list_holds_the_certificates_of_the_scope(registrar, register):
    text = registrar.get("/certificados").text
    for name in ("Rubén Ñahui Soto", "Rosa Quispe Mamani", "Yolanda Shuña Inuma"):
        assert name in text
    assert "3 certificados" in text


@pytest.mark.parametrize(("region", "status", "shown"), [("22", 200, True), ("10", 404, False)])
def test_another_regions_coordinator_sees_nothing_of_it(client, cast, register, region, status, shown):
    browser = regional(cast, client, region)
    assert ("Rosa Quispe" in browser.get("/certificados").text) == shown
    assert ("Rosa Quispe" in browser.get("/certificados?formato=csv").text) == shown
    assert browser.get(f"/certificados/{register.rosa}").status_code == status
    found = browser.submit("/certificados/buscar", {"text": "Quispe"}, seen_on="/certificados")
    assert ("Rosa Quispe" in found.text) == shown
    found = browser.submit("/certificados/buscar", {"text": register.rosa}, seen_on="/certificados")
    assert ("Rosa Quispe" in found.text) == shown


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?estado=valid", {"Rubén", "Yolanda"}),
        ("?estado=superseded", {"Rosa"}),
        ("?estado=revoked", set()),
        ("?estado=nada", {"Rubén", "Yolanda", "Rosa"}),
        ("?programa=curso-de-prueba", {"Rubén", "Yolanda", "Rosa"}),
        ("?programa=otro", set()),
        ("?page=99", {"Rubén", "Yolanda", "Rosa"}),
        ("?page=x", {"Rubén", "Yolanda", "Rosa"}),
    ],
)
def test_the_list_is_filtered(registrar, register, cast, query, names):
    correct_name(cast.actor("registrar"), register.rosa, "Yolanda Quispe", "Otro nombre")
    text = registrar.get(f"/certificados{query}").text
    assert {name for name in ("Rubén", "Yolanda", "Rosa") if name in text} == names


@pytest.mark.parametrize("text", ["quispe", "ROSA", "Mamani"])
def test_a_search_by_name_finds_and_puts_no_name_in_an_address(registrar, register, text):
    answer = registrar.submit("/certificados/buscar", {"text": text}, seen_on="/certificados")
    assert answer.status_code == 200
    assert "Rosa Quispe Mamani" in answer.text
    assert "Location" not in answer.headers


def test_a_search_by_code_reads_it_as_it_is_typed(registrar, register):
    typed = register.view("rosa").serial_text.lower().replace("0", "o").replace("1", "l")
    assert "Rosa Quispe" in registrar.submit("/certificados/buscar", {"text": typed}, seen_on="/certificados").text


def test_an_empty_search_is_refused_and_an_idle_one_says_so(registrar, register):
    assert registrar.submit("/certificados/buscar", {"text": ""}, seen_on="/certificados").status_code == 400
    found = registrar.submit("/certificados/buscar", {"text": "Nadie Así"}, seen_on="/certificados")
    assert "No se encontró ninguno" in found.text


def test_the_csv_opens_in_a_spreadsheet_and_holds_no_formula(registrar, register, cast):
    correct_name(cast.actor("registrar"), register.rosa, "-Rosa Quispe", "Prueba de fórmula")
    answer = registrar.get("/certificados?formato=csv")
    assert answer.mimetype == "text/csv"
    assert answer.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 4
    assert {row["nombre"] for row in rows} >= {"'-Rosa Quispe", "Rubén Ñahui Soto"}
    assert {row["estado"] for row in rows} == {"vigente", "reemplazado"}


def test_one_certificate_shows_facts_history_and_lineage(registrar, register):
    text = registrar.get(f"/certificados/{register.officer}").text
    for words in ("Rubén Ñahui Soto", "PRUEBA-1", "Qué pasó con él", "Rosa Quispe Mamani", "Yolanda Shuña Inuma"):
        assert words in text
    text = registrar.get(f"/certificados/{register.rosa}").text
    assert "Rubén Ñahui Soto" in text
    assert "A nadie todavía." in text


def test_a_corrected_trainer_still_shows_whom_she_taught(registrar, register, cast):
    successor = correct_name(cast.actor("registrar"), register.officer, "Rubén Darío Ñahui Soto", "Falta un nombre")
    assert "Rosa Quispe Mamani" in registrar.get(f"/certificados/{successor}").text


def test_a_coordinator_sees_but_cannot_change(client, cast, register):
    browser = cast.log_in(client, "coordinator")
    text = browser.get(f"/certificados/{register.rosa}").text
    assert "anular" not in text
    assert "corregir" not in text
    for act in ("anular", "corregir"):
        assert browser.get(f"/certificados/{register.rosa}/{act}").status_code == 403


def test_a_revocation_is_asked_twice(registrar, register):
    address = f"/certificados/{register.rosa}/anular"
    asked = registrar.submit(address, REVOCATION)
    assert "¿Anular este certificado para siempre?" in asked.text
    assert "4 de mayo de 2026" in asked.text
    assert register.view("rosa").status.state == State.VALID
    done = registrar.submit(address, {**REVOCATION, "confirmed": "si"})
    assert done.status_code == 303
    assert register.view("rosa").status.state == State.REVOKED
    text = registrar.get(f"/certificados/{register.rosa}").text
    assert "se obtuvo con datos falsos" in text
    assert "anular" not in text


@pytest.mark.parametrize(
    "changes",
    [{"reason": ""}, {"reason": "capricho"}, {"effective_on": ""}, {"effective_on": "2026-04-01"},
     {"effective_on": "2999-01-01"}, {"authority": " "}, {"authority": "x" * 200}],
)  # fmt: skip
@pytest.mark.parametrize("confirmed", ["", "si"])
def test_an_incomplete_revocation_is_refused_at_its_field(registrar, register, changes, confirmed):
    answer = registrar.submit(
        f"/certificados/{register.rosa}/anular", {**REVOCATION, **changes, "confirmed": confirmed}
    )
    assert answer.status_code == 400
    assert "Hay un problema" in answer.text
    assert register.view("rosa").status.state == State.VALID


def test_a_correction_shows_before_and_after_first(registrar, register):
    address = f"/certificados/{register.rosa}/corregir"
    given = {"holder_name": "Rosa  Elvira Quispe Mamani", "note": "Falta un nombre"}
    asked = registrar.submit(address, given)
    assert "Antes" in asked.text
    assert "Rosa Elvira Quispe Mamani" in asked.text
    assert register.view("rosa").status.state == State.VALID
    done = registrar.submit(address, {**given, "confirmed": "si"})
    successor = done.headers["Location"].rpartition("/")[2]
    assert register.view("rosa").status.superseded_by == successor
    assert f"/certificados/{register.rosa}" in registrar.get(f"/certificados/{successor}").text
    assert f"/certificados/{successor}" in registrar.get(f"/certificados/{register.rosa}").text


@pytest.mark.parametrize("changes", [{"holder_name": ""}, {"holder_name": "Rosa Quispe Mamani"}, {"note": ""}])
def test_a_correction_without_change_or_reason_is_refused(registrar, register, changes):
    given = {"holder_name": "Rosa Elvira", "note": "Falta", **changes}
    assert registrar.submit(f"/certificados/{register.rosa}/corregir", given).status_code == 400


def test_a_change_of_a_revoked_certificate_is_refused_on_its_page(registrar, register):
    address = f"/certificados/{register.rosa}/anular"
    registrar.submit(address, {**REVOCATION, "confirmed": "si"})
    answer = registrar.submit(address, {**REVOCATION, "confirmed": "si"})
    assert answer.status_code == 400
    assert "no permite ese cambio" in answer.text


@pytest.mark.parametrize(
    ("asked", "total", "page", "pages", "offset"),
    [
        (1, 0, 1, 1, 0),
        (0, 10, 1, 1, 0),
        (-5, 120, 1, 3, 0),
        (2, 120, 2, 3, 50),
        (9, 120, 3, 3, 100),
        (3, 100, 2, 2, 50),
    ],
)
def test_a_page_lies_within_the_list(asked, total, page, pages, offset):
    cut = Page(asked, total)
    assert (cut.page, cut.pages, cut.offset) == (page, pages, offset)
    assert (cut.has_prev, cut.has_next) == (page > 1, page < pages)
