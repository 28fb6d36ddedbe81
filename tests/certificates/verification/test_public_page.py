"""What a stranger sees: page and JSON of every state, and nothing that is nobody's business."""

from datetime import date

import pytest

from certificates.issuing.claims import digest
from certificates.issuing.models.certificate import Certificate
from certificates.issuing.status import RevocationReason
from certificates.registry.operations import choose_visibility, correct_name, revoke
from courses.cohorts.models import Enrolment
from courses.completion.models import Completion
from lms import clock
from lms.accounts.models.people import Person, Visibility
from lms.accounts.operations.people import add_posting
from lms.database import transaction
from lms.extensions import db
from tests.certificates.registry.test_operations import DAY
from tests.support.cast import PEOPLE

JSON = {"Accept": "application/json"}


@pytest.fixture
def registrar(cast):
    return cast.actor("registrar")


def verify(client, serial):
    """The verdict by page and by JSON."""
    page, answer = client.get(f"/v/{serial}"), client.get(f"/v/{serial}", headers=JSON)
    assert page.status_code == answer.status_code
    return page, answer.json


def test_a_valid_certificate_shows_the_claims_as_on_the_paper(client, register):
    page, verdict = verify(client, register.rosa)
    assert page.status_code == 200
    for words in (
        "Certificado válido", "Rosa Quispe Mamani", "Réplica de prueba", "1 hora de 60 minutos", "6 de abril de 2026",
        "sin fecha de vencimiento", "San\N{NO-BREAK SPACE}Martín", "Comprobado el",
    ):  # fmt: skip
        assert words in page.text, words
    assert verdict["outcome"] == "valid"
    assert [(each["check"], each["outcome"]) for each in verdict["checks"]] == [
        ("found", "valid"), ("claims", "valid"), ("signature", "valid"), ("status", "valid"),
    ]  # fmt: skip


def test_a_revoked_certificate_says_why_since_when_and_by_whom(client, register, registrar):
    revoke(registrar, register.rosa, RevocationReason.FRAUD, DAY, "Corte Superior de Prueba", "Nota interna")
    page, verdict = verify(client, register.rosa)
    for words in ("Certificado anulado", "se obtuvo con datos falsos", "4 de mayo de 2026", "Corte Superior de Prueba"):
        assert words in page.text
    assert "Nota interna" not in page.text
    assert verdict["outcome"] == "not_valid"
    assert verdict["certificate"]["status"] == {
        "state": "revoked", "since": "2026-05-04", "reason": "fraude", "authority": "Corte Superior de Prueba",
        "superseded_by": None,
    }  # fmt: skip


def test_a_superseded_certificate_leads_to_its_successor(client, register, registrar):
    successor = correct_name(registrar, register.rosa, "Rosa Elvira Quispe Mamani", "Falta un nombre")
    page, verdict = verify(client, register.rosa)
    assert "Certificado reemplazado" in page.text
    assert f'href="/v/{successor}"' in page.text
    assert verdict["certificate"]["status"]["superseded_by"] == successor
    assert verify(client, successor)[1]["outcome"] == "valid"


def test_an_expired_certificate_says_until_when_it_held(client, register):
    for day, title, outcome in (
        (date(2028, 3, 7), "Certificado válido", "valid"), (date(2028, 3, 8), "Certificado vencido", "not_valid"),
    ):  # fmt: skip
        with clock.set_to(clock.at_lima(day, 23, 30)):
            page, verdict = verify(client, register.officer)
            assert title in page.text
            assert verdict["outcome"] == outcome
    assert "7 de marzo de 2028" in page.text


def test_the_day_ends_in_lima_not_in_greenwich(client, register):
    with clock.set_to(clock.at_lima(date(2028, 3, 7), 22)):
        assert clock.now().date() == date(2028, 3, 8)
        assert verify(client, register.officer)[1]["outcome"] == "valid"


def test_the_chain_goes_up_to_the_appointed_root(client, register):
    page, verdict = verify(client, register.rosa)
    chain = verdict["certificate"]["chain"]
    assert [(each["level"], each["name"], each["state"], each["appointed_by"]) for each in chain] == [
        (1, "Rubén Ñahui Soto", "valid", None), (2, "Inés Carhuancho Poma", None, "Corte Superior de Prueba"),
    ]  # fmt: skip
    assert (
        page.text.index("Inés Carhuancho") < page.text.index(">Rubén Ñahui Soto") < page.text.index("Titular de este")
    )


def test_the_chain_shows_a_trainer_as_she_stands_now(client, register, registrar):
    revoke(registrar, register.officer, RevocationReason.CONDUCT, date(2026, 5, 4), "Corte")
    page, verdict = verify(client, register.rosa)
    assert verdict["outcome"] == "valid", "what he taught before stays taught"
    assert verdict["certificate"]["chain"][0]["state"] == "revoked"
    assert "anulado" in page.text


def test_a_trainers_hidden_certificate_stays_hidden_in_the_chain(client, register, cast):
    choose_visibility(cast.actor("officer"), register.officer, is_public=False)
    page, verdict = verify(client, register.rosa)
    (link,) = verdict["certificate"]["chain"]
    assert (link["name"], link["state"]) == ("Rubén Ñahui Soto", None)
    assert f'href="/v/{register.officer}"' not in page.text
    assert "que no es público" in page.text
    assert "Inés" not in page.text


@pytest.mark.parametrize("address", ["/v/{}", "/V/{}"])
@pytest.mark.parametrize("form", ["canonical", "grouped", "typed"])
def test_any_way_of_typing_the_code_opens_the_page(client, register, address, form):
    serial = register.rosa
    text = {
        "canonical": serial,
        "grouped": register.view("rosa").serial_text,
        "typed": serial.lower().replace("0", "o").replace("1", "i"),
    }[form]
    assert "Rosa Quispe Mamani" in client.get(address.format(text)).text


def test_a_status_is_of_now_and_is_never_kept(client, register):
    for address in (f"/v/{register.rosa}", "/v/0000000000000000", "/v/nada", "/verificar", "/claves.json"):
        answer = client.get(address)
        assert answer.headers["Cache-Control"] == "no-store", address
        assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/json", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("*/*", "text/html"),
        ("application/json;q=0.5, text/html;q=0.4", "application/json"),
        ("", "text/html"),
    ],
)
def test_json_for_who_asks_for_it_first(client, register, accept, kind):
    assert client.get(f"/v/{register.rosa}", headers={"Accept": accept}).mimetype == kind


def test_the_json_has_the_documented_shape(client, register):
    verdict = client.get(f"/v/{register.rosa}", headers=JSON).json
    assert set(verdict) == {"outcome", "checked_at", "serial", "checks", "certificate"}
    assert all(set(each) == {"check", "outcome", "detail", "words"} for each in verdict["checks"])
    assert set(verdict["certificate"]) == {
        "serial", "serial_text", "environment", "holder_name", "award", "certificate_title", "programme", "course",
        "course_version", "organisation", "hours", "hour_minutes", "region", "starts_on", "ends_on", "earned_on",
        "issued_at", "valid_until", "generation", "signatories", "status", "chain", "not_statement",
    }  # fmt: skip
    assert set(verdict["certificate"]["chain"][0]) == {
        "level", "name", "lead", "certificate", "state", "appointed_by",
    }  # fmt: skip


@pytest.mark.parametrize("part", ["rosa", "officer"])
def test_no_document_unit_place_phone_or_mark_anywhere(client, cast, register, part):
    """The officer has a mark of 20 and a posting; neither shows, nor do the documents of the whole cast."""
    with transaction():
        add_posting(cast.id("officer"), cast.court, "S3 PNP", "31415926")
        db.session.get_one(Person, cast.id("officer")).phone = "+51999888777"
        db.session.query(Enrolment).filter_by(person_id=cast.id("officer")).one().unit_snapshot = "Comisaría Secreta"
    assert db.session.query(Completion).filter(Completion.final_mark.is_not(None)).one().final_mark == 2000
    serial = getattr(register, part)
    texts = [
        client.get(f"/v/{serial}").text,
        client.get(f"/v/{serial}?lang=en").text,
        client.get(f"/v/{serial}", headers=JSON).text,
        db.session.get_one(Certificate, serial).claims.decode(),
    ]
    private = [dni for _, _, dni in PEOPLE.values()]
    private += ["31415926", "S3 PNP", "999888777", "Secreta", "Tarapoto", "2000", "20.00", str(cast.id("officer"))]
    for text in texts:
        assert [each for each in private if each in text] == []


def test_a_restricted_holder_shows_no_region(client, cast, register):
    with transaction():
        db.session.get_one(Person, cast.id("trainee")).public_visibility = Visibility.RESTRICTED
    page, verdict = verify(client, register.rosa)
    assert verdict["outcome"] == "valid"
    assert verdict["certificate"]["region"] is None
    assert "Martín" not in page.text


def test_the_search_leads_to_the_page_or_says_what_is_wrong(client, register):
    answer = client.get("/verificar", query_string={"codigo": f" {register.view('rosa').serial_text.lower()} "})
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/v/{register.rosa}"
    for typed in ("", "7K3M", "no es un código"):
        wrong = client.get("/verificar", query_string={"codigo": typed})
        assert wrong.status_code == 400
        assert "16 letras o números" in wrong.text
    assert client.get("/verificar").status_code == 200


def test_what_was_typed_comes_back_escaped(client):
    text = client.get("/v/<script>alert(1)</script>").text
    assert "<script>alert" not in text


@pytest.mark.parametrize("typed", ["nada", "0" * 15, "0" * 17, "u" * 16, "%F0%9F%98%80", "a" * 3000])
def test_a_malformed_code_is_told_by_its_form_alone(client, register, typed):
    page, verdict = verify(client, typed)
    assert page.status_code == 400
    assert "16 letras o números" in page.text
    assert verdict["outcome"] == "not_valid"
    assert [(each["check"], each["detail"]) for each in verdict["checks"]] == [("format", "malformed")]
    assert verdict["certificate"] is None


def test_the_issuing_keys_are_public(client, register):
    (key,) = client.get("/claves.json").json
    assert key["alg"] == "Ed25519"
    assert len(bytes.fromhex(key["public_key"])) == 32
    assert key["environment"] == "production"


def test_too_many_lookups_from_one_network_have_to_wait(client, register):
    statuses = [client.get("/v/0000000000000000").status_code for _ in range(62)]
    assert set(statuses[:60]) == {404}
    assert statuses[-1] == 429
    limited = client.get(f"/v/{register.rosa}")
    assert limited.status_code == 429
    assert int(limited.headers["Retry-After"]) > 0
    assert client.get(f"/v/{register.rosa}", environ_base={"REMOTE_ADDR": "203.0.113.9"}).status_code == 200


class TestTamperedRegister:
    """Somebody with the database in her hands changes a row behind the triggers."""

    @pytest.fixture
    def tamper(self, register):
        def change(**values):
            with transaction():
                for trigger in ("certificate_no_update", "certificate_no_change"):
                    if db.engine.dialect.name == "sqlite":
                        db.session.connection().exec_driver_sql(f"DROP TRIGGER IF EXISTS {trigger}")
                    else:
                        db.session.connection().exec_driver_sql(f"DROP TRIGGER IF EXISTS {trigger} ON certificate")
                db.session.query(Certificate).filter_by(serial=register.officer).update(values)

        return change

    def test_another_name_breaks_the_seal(self, client, register, tamper):
        forged = register.view("officer").claims_bytes.replace("Rubén".encode(), "Ramón".encode())
        tamper(claims=forged)
        page, verdict = verify(client, register.officer)
        failed = {each["check"] for each in verdict["checks"] if each["outcome"] == "not_valid"}
        assert failed == {"claims", "signature"}
        assert "Sus datos no son los que se emitieron" in page.text

    def test_a_hash_that_fits_does_not_help(self, client, register, tamper):
        forged = register.view("officer").claims_bytes.replace("Rubén".encode(), "Ramón".encode())
        tamper(claims=forged, claims_sha256=digest(forged))
        verdict = verify(client, register.officer)[1]
        assert {each["check"] for each in verdict["checks"] if each["outcome"] == "not_valid"} == {"signature"}

    @pytest.mark.parametrize("values", [{"valid_until": date(2099, 1, 1)}, {"valid_until": None}, {"generation": 0}])
    def test_a_longer_term_or_another_generation_is_seen(self, client, register, tamper, values):
        tamper(**values)
        assert verify(client, register.officer)[1]["outcome"] == "not_valid"

    def test_bytes_that_are_no_claims_are_told_not_valid(self, client, register, tamper):
        tamper(claims=b"{}")
        page, verdict = verify(client, register.officer)
        assert (page.status_code, verdict["outcome"]) == (200, "not_valid")
        assert "Sus datos no son los que se emitieron" in page.text
        assert verify(client, register.rosa)[1]["outcome"] == "valid", "whose trainer it is"

    def test_a_signature_of_another_certificate_is_wrong(self, client, register, tamper):
        tamper(signature=register.view("rosa").signature)
        assert verify(client, register.officer)[1]["outcome"] == "not_valid"
