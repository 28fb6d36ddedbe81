"""`lms people import` and `lms cohorts`: exit codes, JSON, and no personal data on stderr."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from click.testing import Result
from flask import Flask

from courses.cohorts.cli import cohorts, people
from courses.cohorts.queries.enrolments import roster
from lms.accounts.queries.people import search_people
from lms.errors import Invalid, NotFound
from lms.extensions import db
from tests.courses.cohorts.test_enrolment import make_cohort
from tests.courses.cohorts.workbooks import make_workbook
from tests.support.cast import Cast

GOOD = "Apellidos;Nombres;DNI;Consentimiento\nPaz Soria;Ana;41111111;sí\nRengifo;Beatriz;01111112;sí\n"
BAD = GOOD + "Inuma;Celia;1111113;sí\n"


@pytest.fixture
def cohort_id(cast: Cast) -> UUID:
    return make_cohort(cast)


def write(folder: Path, content: str | bytes) -> str:
    path = folder / "nomina.csv"
    path.write_bytes(content.encode("latin-1") if isinstance(content, str) else content)
    return str(path)


def run(app: Flask, group: Any, *arguments: str) -> Result:
    with app.app_context():
        result = app.test_cli_runner().invoke(group, arguments)
    db.session.rollback()
    return result


def import_file(app: Flask, file: str, *more: str) -> Result:
    return run(app, people, "import", file, "--cohort", "PRUEBA-1", *more)


def test_a_dry_run_reports_and_writes_nothing(app: Flask, cohort_id: UUID, tmp_path: Path) -> None:
    result = import_file(app, write(tmp_path, GOOD), "--dry-run", "--json")
    report = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (report["dry_run"], report["applied"]) == (True, False)
    assert report["counts"] == {"new": 2, "existing": 0, "enrolled": 0, "faulty": 0}
    assert [row["verdict"] for row in report["rows"]] == ["new", "new"]
    assert roster(cohort_id) == []
    assert search_people("Rengifo") == []


def test_an_import_is_done_once_and_repeating_it_changes_nothing(app: Flask, cohort_id: UUID, tmp_path: Path) -> None:
    file = write(tmp_path, GOOD)
    assert import_file(app, file).exit_code == 0
    assert len(roster(cohort_id)) == 2
    again = import_file(app, file, "--json")
    assert again.exit_code == 0
    assert json.loads(again.stdout)["counts"] == {"new": 0, "existing": 0, "enrolled": 2, "faulty": 0}
    assert len(roster(cohort_id)) == 2


def test_a_faulty_row_is_named_on_stderr_and_stops_everything(app: Flask, cohort_id: UUID, tmp_path: Path) -> None:
    result = import_file(app, write(tmp_path, BAD))
    assert result.exit_code == 1
    assert "Fila 4, columna «DNI», celda C4: El DNI tiene 8 cifras y aquí hay 7" in result.stderr
    assert "1111113" not in result.output
    assert "Celia" not in result.output
    assert roster(cohort_id) == []


def test_faulty_rows_are_left_out_when_asked(app: Flask, cohort_id: UUID, tmp_path: Path) -> None:
    result = import_file(app, write(tmp_path, BAD), "--leave-out-faulty", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["applied"]
    assert len(roster(cohort_id)) == 2


def test_a_file_that_is_no_roster_is_named(app: Flask, cohort_id: UUID, tmp_path: Path) -> None:
    file = write(tmp_path, make_workbook(("hola",)))
    refusal = import_file(app, file).exception
    assert isinstance(refusal, Invalid)
    assert refusal.message.startswith(f"{file}: No se encuentran los encabezados")


def test_an_unknown_cohort_is_not_found(app: Flask, tmp_path: Path) -> None:
    assert isinstance(import_file(app, write(tmp_path, GOOD)).exception, NotFound)


CREATE = (
    "create --code OF-1 --programme curso-de-prueba --course curso --region Tacna --place Tacna "
    "--starts-on 2026-11-01 --ends-on 2026-12-01 --json --organisation"
)


def test_cohorts_are_opened_and_listed(app: Flask, cast: Cast) -> None:
    made = json.loads(run(app, cohorts, *CREATE.split(), "Corte Superior de Tacna").stdout)
    listed = json.loads(run(app, cohorts, "list", "--json").stdout)
    assert listed == [made]
    assert (made["code"], made["organisation"], made["region"]) == ("OF-1", "Corte Superior de Tacna", "23")
    assert (made["enrolled"], made["starts_on"], len(made["version_sha256"])) == (0, "2026-11-01", 64)
    assert "OF-1" in run(app, cohorts, "list").stdout


def test_a_cohort_that_cannot_be_opened_leaves_no_institution_behind(app: Flask, cast: Cast) -> None:
    from lms.accounts.queries.organisations import find_organisation

    wrong = [word.replace("OF-1", "no vale") for word in CREATE.split()]
    assert isinstance(run(app, cohorts, *wrong, "Corte Nueva").exception, Invalid)
    assert find_organisation("Corte Nueva") is None
