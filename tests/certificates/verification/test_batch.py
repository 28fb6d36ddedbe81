"""Many codes at once, for verifiers."""

import csv
import io

import pytest

from certificates.issuing.status import RevocationReason
from certificates.registry.operations import choose_visibility, revoke
from tests.certificates.registry.test_operations import DAY

PAGE = "/verificar/lote"


@pytest.fixture
def verifier(cast, client):
    return cast.log_in(client, "verifier")


def test_each_line_gets_its_verdict(verifier, register, cast):
    revoke(cast.actor("registrar"), register.yolanda, RevocationReason.ERROR, DAY, "Corte")
    text = "\n".join([register.view("rosa").serial_text, "", f"  {register.yolanda.lower()}", "nada", "0" * 16])
    answer = verifier.submit(PAGE, {"text": text})
    assert answer.status_code == 200
    assert "4 códigos verificados" in answer.text
    for words in ("Rosa Quispe Mamani", "vigente", "Yolanda Shuña Inuma", "anulado", "no tiene la forma de un código"):
        assert words in answer.text


def test_a_hidden_certificate_is_as_unknown_to_verifiers_as_to_anybody(verifier, register, cast):
    choose_visibility(cast.actor("trainee"), register.rosa, is_public=False)
    answer = verifier.submit(PAGE, {"text": register.rosa})
    assert "Rosa Quispe" not in answer.text
    assert "no hay un certificado público con ese código" in answer.text


def test_the_result_as_a_csv_without_formulas(verifier, register):
    answer = verifier.submit(PAGE, {"text": f"{register.rosa}\n=1+1", "as_file": "y"})
    assert answer.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert [(row["código"], row["resultado"], row["nombre"]) for row in rows] == [
        (register.view("rosa").serial_text, "valid", "Rosa Quispe Mamani"), ("'=1+1", "not_valid", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), [("", "Pega al menos un código"), ("A\n" * 1001, "más de 1000")])
def test_none_or_too_many_are_refused(verifier, text, words):
    answer = verifier.submit(PAGE, {"text": text})
    assert answer.status_code == 400
    assert words in answer.text


@pytest.mark.parametrize("part", ["trainee", "trainer", "coordinator", "registrar", "auditor", "administrator"])
def test_the_batch_is_the_verifiers(client, cast, register, part):
    assert cast.log_in(client, part).get(PAGE).status_code == 403


def test_strangers_log_in_first(client):
    assert client.get(PAGE).status_code == 303
