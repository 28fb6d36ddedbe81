"""`lms certificates verify`: exit 0 valid, 1 not valid, 2 could not check; a real process each."""

import json

import pytest
from flask.cli import ScriptInfo
from flask.testing import FlaskCliRunner

from certificates.issuing.status import RevocationReason
from certificates.registry.operations import choose_visibility, revoke
from certificates.rendering.operations import obtain_document
from lms import clock
from lms.accounts.permissions import SYSTEM
from lms.cli import cli
from lms.errors import SetupError
from lms.extensions import db
from tests.certificates.registry.test_operations import DAY
from tests.support.site import run_lms


@pytest.fixture
def lms(bench, register):
    """The command line on the same data, in a process of its own."""

    def run(*arguments, **settings):
        db.session.rollback()
        return run_lms(
            bench.folder / "data", "certificates", *arguments, **{"DATABASE_URL": bench.url("live"), **settings}
        )

    return run


@pytest.fixture
def verify(app, register):
    """The same within this process, where only the answer matters."""

    def run(*arguments, load=lambda: app):
        info = ScriptInfo(create_app=load)
        return FlaskCliRunner(app).invoke(cli, ["certificates", "verify", *arguments], obj=info)

    return run


@pytest.mark.slow
def test_a_serial_by_exit_code(lms, register, cast):
    revoke(cast.actor("registrar"), register.yolanda, RevocationReason.ERROR, DAY, "Corte")
    good = lms("verify", register.view("rosa").serial_text.lower())
    assert good.returncode == 0, good.stderr
    assert good.stdout.startswith("Certificado válido (valid)")
    assert "Rosa Quispe Mamani" in good.stdout
    bad = lms("verify", register.yolanda)
    assert bad.returncode == 1
    assert bad.stdout.startswith("Certificado anulado (not_valid)")


@pytest.mark.slow
def test_a_file_by_exit_code(lms, register, tmp_path):
    paper = tmp_path / "certificado.pdf"
    paper.write_bytes(obtain_document(SYSTEM, register.rosa))
    assert lms("verify", str(paper)).returncode == 0
    paper.write_bytes(paper.read_bytes().replace(b"%PDF-1.7", b"%PDF-1.6"))
    assert lms("verify", str(paper)).returncode == 1
    missing = lms("verify", str(tmp_path / "otro.pdf"))
    assert missing.returncode == 2
    assert missing.stdout.startswith("No se pudo comprobar (could_not_check)")


@pytest.mark.slow
@pytest.mark.parametrize(
    "settings",
    [{"DATABASE_URL": "sqlite:////nowhere/at/all.db"}, {"DATABASE_URL": "mysql://nope"}, {"LMS_LOG_LEVEL": "SHOUT"}],
)
def test_a_broken_installation_could_not_check_and_never_says_not_valid(lms, register, settings):
    found = lms("verify", register.rosa, "--json", **settings)
    assert found.returncode == 2, found.stderr
    assert json.loads(found.stdout)["outcome"] == "could_not_check"


@pytest.mark.parametrize(
    ("typed", "code", "outcome", "check"),
    [
        ("nada", 1, "not_valid", {"check": "format", "outcome": "not_valid", "detail": "malformed"}),
        ("0000000000000000", 1, "not_valid", {"check": "found", "outcome": "not_valid", "detail": "unknown"}),
        ("no-such-file.pdf", 2, "could_not_check", {"check": "file", "outcome": "could_not_check"}),
    ],
)
def test_the_json_names_each_check(verify, typed, code, outcome, check):
    found = verify(typed, "--json")
    assert found.exit_code == code
    verdict = json.loads(found.stdout)
    assert verdict["outcome"] == outcome
    assert check.items() <= verdict["checks"][0].items()
    assert set(verdict) == {"outcome", "checked_at", "serial", "checks", "certificate"}


def test_who_holds_the_register_may_check_a_hidden_one(verify, register, cast):
    choose_visibility(cast.actor("trainee"), register.rosa, is_public=False)
    assert verify(register.rosa).exit_code == 0


def test_the_verdict_equals_that_of_the_public_page(verify, register, client, monkeypatch):
    moment = clock.now()
    monkeypatch.setattr("lms.clock.now", lambda: moment)
    page = client.get(f"/v/{register.rosa}", headers={"Accept": "application/json"}).json
    assert json.loads(verify(register.rosa, "--json").stdout) == page


@pytest.mark.parametrize("what", ["folder", "unreadable", "too large"])
def test_a_file_that_cannot_be_read_could_not_be_checked(verify, tmp_path, what, monkeypatch):
    path = tmp_path / "papel.pdf"
    if what == "folder":
        path.mkdir()
    elif what == "too large":
        path.write_bytes(b"%PDF" * 10)
        monkeypatch.setattr("certificates.verification.cli.MAX_FILE", 20)
    else:
        path.symlink_to(path)
    assert verify(str(path)).exit_code == 2


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (SetupError("La base de datos no responde."), "La base de datos no responde."),
        (ZeroDivisionError(), "No se pudo consultar el registro (ZeroDivisionError)."),
        (MemoryError(), "No se pudo consultar el registro (MemoryError)."),
    ],
    ids=["settings", "a fault", "no memory"],
)
def test_whatever_breaks_could_not_be_checked_and_says_so_in_spanish(verify, register, error, words, monkeypatch):
    def break_down(_text):
        raise error

    monkeypatch.setattr("certificates.verification.cli.verify_text", break_down)
    found = verify(register.rosa)
    assert (found.exit_code, found.stderr.strip()) == (2, words)


def test_without_a_word_what_to_check_nothing_is_checked(verify):
    assert verify().exit_code == 2


def test_the_list_has_the_documented_shape(app, register, cast):
    def run(*arguments):
        found = FlaskCliRunner(app).invoke(cli, ["certificates", *arguments], obj=ScriptInfo(create_app=lambda: app))
        assert found.exit_code == 0, found.output
        return found.stdout

    rows = json.loads(run("list", "--cohort", "PRUEBA-2", "--json"))
    assert {row["serial"] for row in rows} == {register.rosa, register.yolanda}
    assert set(rows[0]) == {
        "serial", "programme", "course", "state", "generation", "revision", "holder_name", "earned_on", "issued_at",
        "valid_until",
    }  # fmt: skip
    assert "Total: 3" in run("list")
    assert json.loads(run("list", "--programme", "otro", "--json")) == []
    assert json.loads(run("issue", "--cohort", "PRUEBA-2", "--json")) == {"cohort": "PRUEBA-2", "issued": 0}
