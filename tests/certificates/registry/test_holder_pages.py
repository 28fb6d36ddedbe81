"""The holder's page and her PDF."""

import hashlib
import re

import pytest

from certificates.issuing.status import RevocationReason
from certificates.registry.operations import correct_name, revoke
from certificates.rendering.models import DocumentFile
from lms.extensions import db
from tests.certificates.registry.test_operations import DAY

PAGE = "/mis-certificados"


@pytest.fixture
def rosa(cast, client):
    return cast.log_in(client, "trainee")


def test_she_sees_her_own_certificates_and_no_others(rosa, register):
    text = rosa.get(PAGE).text
    assert "Réplica de prueba" in text
    assert register.view("rosa").serial_text in text
    assert register.view("yolanda").serial_text not in text


def test_who_has_none_is_told_how_they_come(client, cast, register):
    assert "Todavía no tienes certificados" in cast.log_in(client, "stranger").get(PAGE).text


def test_strangers_are_sent_to_the_login(client, register):
    for address in (PAGE, f"/certificados/{register.rosa}/pdf", f"/certificados/{register.rosa}"):
        assert client.get(address).status_code == 303


def test_she_turns_her_public_page_off_and_on(rosa, register):
    public = f"/v/{register.rosa}"
    switch = f"/mis-certificados/{register.rosa}/pagina"
    assert rosa.get(public).status_code == 200
    assert rosa.submit(switch, {"publica": "no"}, seen_on=PAGE).status_code == 303
    assert rosa.get(public).status_code == 404
    assert "está apagada" in rosa.get(PAGE).text
    assert rosa.submit(switch, {"publica": "si"}, seen_on=PAGE).status_code == 303
    assert rosa.get(public).status_code == 200


def test_nobody_switches_the_page_of_somebody_else(rosa, register):
    answer = rosa.submit(f"/mis-certificados/{register.yolanda}/pagina", {"publica": "no"}, seen_on=PAGE)
    assert answer.status_code == 404
    assert rosa.get(f"/v/{register.yolanda}").status_code == 200


def test_the_pdf_comes_as_a_file_named_by_its_serial(rosa, register):
    answer = rosa.get(f"/certificados/{register.view('rosa').serial_text.lower()}/pdf")
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{register.rosa}.pdf"'
    assert answer.headers["Cache-Control"] == "private, no-store"
    kept = db.session.query(DocumentFile).one()
    assert kept.sha256 == hashlib.sha256(answer.data).hexdigest()


def test_asking_again_gives_the_same_bytes_without_drawing(rosa, register, monkeypatch):
    address = f"/certificados/{register.rosa}/pdf"
    first = rosa.get(address).data
    monkeypatch.setattr("certificates.rendering.operations.render", lambda _sheet: pytest.fail("drawn twice"))
    assert rosa.get(address).data == first


@pytest.mark.parametrize(
    ("part", "status"),
    [("trainee", 200), ("coordinator", 200), ("registrar", 200), ("other_trainee", 404), ("verifier", 404),
     ("auditor", 404), ("administrator", 404), ("trainer", 404)],
)  # fmt: skip
def test_the_pdf_is_for_its_holder_and_for_staff_in_scope(client, cast, register, part, status, monkeypatch):
    monkeypatch.setattr("certificates.registry.views.documents.obtain_document", lambda _actor, _serial: b"%PDF")
    assert cast.log_in(client, part).get(f"/certificados/{register.rosa}/pdf").status_code == status


@pytest.mark.parametrize("serial", ["0000000000000000", "nada", "UUUUUUUUUUUUUUUU"])
def test_an_unknown_or_malformed_code_is_not_found(rosa, register, serial):
    assert rosa.get(f"/certificados/{serial}/pdf").status_code == 404


def test_a_corrected_certificate_shows_only_its_successor(rosa, register, cast):
    successor = correct_name(cast.actor("registrar"), register.rosa, "Rosa Elvira Quispe Mamani", "Falta un nombre")
    serials = re.findall(r"Código: ([0-9A-Z-]{19})", rosa.get(PAGE).text)
    assert [each.replace("-", "") for each in serials] == [successor]


def test_a_revoked_certificate_says_so(rosa, register, cast):
    revoke(cast.actor("registrar"), register.rosa, RevocationReason.ERROR, DAY, "Corte")
    assert "Fue anulado y ya no vale." in rosa.get(PAGE).text
