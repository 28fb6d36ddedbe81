"""What was issued stays as it was, whatever happens to people, offices and courses afterwards."""

from pathlib import Path

import pytest

from certificates.issuing.operations.signatories import end_signatory
from certificates.issuing.queries.signatories import list_signatories
from certificates.registry.operations import correct_name
from certificates.rendering.operations import obtain_document
from certificates.verification.queries import verify_file
from courses.cohorts.models import Cohort
from courses.curriculum.operations import publish_all
from courses.curriculum.queries import latest_version
from lms import clock
from lms.accounts.models.organisations import Organisation
from lms.accounts.operations.merges import merge_people
from lms.accounts.operations.people import change_name
from lms.accounts.permissions import SYSTEM
from lms.database import transaction
from lms.extensions import db
from tests.certificates.running import appoint_signatory
from tests.support.cast import PACK

PACKS = Path(__file__).resolve().parents[2] / "packs"


def rename(cast, **_unused):
    change_name(SYSTEM, cast.id("trainee"), "Otra", "Persona Distinta")
    change_name(SYSTEM, cast.id("officer"), "Nombre", "Nuevo")


def change_signatories(cast, **_unused):
    end_signatory(cast.actor("registrar"), list_signatories()[0].id)
    appoint_signatory(name="Alguien Más")


def publish_a_new_version(tmp_path, **_unused):
    copy(PACKS / PACK, tmp_path / PACK)
    course = tmp_path / PACK / "replica" / "course.toml"
    course.write_text(
        course.read_text().replace("Réplica de prueba", "Título nuevo").replace("No da licencia", "Otra frase")
    )
    publish_all(SYSTEM, tmp_path)
    assert latest_version(PACK).number == 2


def move_and_rename_the_court(cast, **_unused):
    with transaction():
        db.session.get_one(Organisation, cast.court).name = "Corte Rebautizada"
        for cohort in db.session.query(Cohort):
            cohort.region, cohort.place = "10", "Huánuco"


def merge(cast, **_unused):
    merge_people(SYSTEM, cast.id("trainee"), cast.id("stranger"))


def correct_somebody_else(cast, register, **_unused):
    correct_name(cast.actor("registrar"), register.yolanda, "Yolanda Shuña", "Otro certificado")


def copy(source, target):
    for path in source.rglob("*"):
        if path.is_file():
            (target / path.relative_to(source)).parent.mkdir(parents=True, exist_ok=True)
            (target / path.relative_to(source)).write_bytes(path.read_bytes())


@pytest.mark.parametrize(
    "change",
    [rename, change_signatories, publish_a_new_version, move_and_rename_the_court, merge, correct_somebody_else],
)
def test_paper_claims_and_page_stay_the_same(client, register, cast, tmp_path, change, monkeypatch):
    moment = clock.now()
    monkeypatch.setattr("lms.clock.now", lambda: moment)
    paper, page = obtain_document(SYSTEM, register.rosa), client.get(f"/v/{register.rosa}").text
    claims = register.view("rosa").claims_bytes
    change(cast=cast, register=register, tmp_path=tmp_path)
    assert obtain_document(SYSTEM, register.rosa) == paper
    assert register.view("rosa").claims_bytes == claims
    assert client.get(f"/v/{register.rosa}").text == page
    assert verify_file(paper).outcome == "valid"


def test_a_sheet_drawn_only_after_the_changes_says_what_was_issued(register, cast, monkeypatch, tmp_path):
    """On demand, months later: drawn from the claims, never from the living tables."""
    sheets = []
    monkeypatch.setattr("certificates.rendering.operations.render", lambda sheet: sheets.append(sheet) or b"%PDF")
    rename(cast)
    change_signatories(cast)
    publish_a_new_version(tmp_path)
    move_and_rename_the_court(cast)
    obtain_document(SYSTEM, register.rosa)
    (sheet,) = sheets
    assert (sheet.holder_name, sheet.certificate_title) == ("Rosa Quispe Mamani", "Réplica de prueba")
    assert [each.name for each in sheet.signatories] == ["Nélida Chuquizuta Pérez"]
    assert sheet.place == "San\N{NO-BREAK SPACE}Martín"
    assert sheet.course_version.startswith("1 (")
    assert sheet.trainer_line.startswith("Rubén Ñahui Soto, certificado ")
    assert sheet.not_statement == "No da licencia para enseñar."


@pytest.mark.parametrize("table", ["certificate", "status_event", "lineage_edge", "document_file", "signing_key"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_raw_sql_changes_nothing_that_was_issued(register, table, statement):
    obtain_document(SYSTEM, register.rosa)
    column = {"certificate": "generation", "status_event": "seq", "lineage_edge": "is_lead", "document_file": "size",
              "signing_key": "environment"}[table]  # fmt: skip
    with pytest.raises(Exception, match="append-only"), transaction():
        db.session.connection().exec_driver_sql(statement.format(table, column, column))
