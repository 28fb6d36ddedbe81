"""`lms courses`."""

import json

import pytest
from click.testing import Result
from flask import Flask

from courses.curriculum.cli import courses
from lms.settings import Settings
from tests.courses.curriculum.breaking import SLUG, BreakablePack


@pytest.fixture
def run(bare_app: Flask, pack: BreakablePack, monkeypatch: pytest.MonkeyPatch):
    """Run a command with the breakable pack as content."""
    settings: Settings = bare_app.extensions["settings"]
    changed = Settings(**{**vars(settings), "content": pack.folder.parent})
    monkeypatch.setitem(bare_app.extensions, "settings", changed)

    def invoke(*arguments: str) -> Result:
        return bare_app.test_cli_runner().invoke(courses, arguments)

    return invoke


def test_a_sound_pack_passes_with_its_notices_counted(run) -> None:
    result = run("check")
    assert result.exit_code == 0
    assert result.output.startswith("0 faltas, ")
    assert "aviso:" in run("check", "--avisos").output


def test_a_fault_is_one_line_and_exit_one(run, pack: BreakablePack) -> None:
    pack.change("curso/course.toml", "hours = 2", "hours = 3")
    result = run("check")
    assert result.exit_code == 1
    assert result.output.splitlines()[0] == (
        f"{SLUG}/curso/course.toml:9: Las partes suman 120 minutos y 3 horas de 60 minutos son 180. "
        "Cambia los minutos de las partes o las horas."
    )


def test_check_speaks_json(run, pack: BreakablePack) -> None:
    pack.change("curso/course.toml", "hours = 2", "hours = 3")
    shown = json.loads(run("check", "--json", "--pack", SLUG).output)
    assert [each["slug"] for each in shown["packs"]] == [SLUG]
    [fault] = [each for each in shown["faults"] if each["severity"] == "error"]
    assert (fault["file"], fault["line"]) == (f"{SLUG}/curso/course.toml", 9)
    assert set(fault) == {"file", "line", "what", "mend", "severity"}


def test_an_unknown_pack_is_told(run) -> None:
    result = run("check", "--pack", "nada")
    assert result.exit_code == 1
    assert "No hay ningún programa «nada»" in str(result.exception)


def test_publish_tells_versions_once(run) -> None:
    [shown] = json.loads(run("publish", "--json").output)
    assert (shown["slug"], shown["number"], len(shown["sha256"])) == (SLUG, 1, 64)
    assert run("publish").output == "Nada cambió: todo estaba publicado.\n"


def test_the_review_list_names_every_place(run, pack: BreakablePack) -> None:
    pack.change("curso/m01-base/leccion.md", "", "\n::: por-validar\nFalta la fecha. Y el número.\n:::\n")
    source, box = json.loads(run("review-list", "--json").output)
    assert (source["kind"], source["title"], source["confidence"]) == (
        "fuente", "Norma dos, inventada para las pruebas", "memoria-media",
    )  # fmt: skip
    assert source["used_in"][0] == f"{SLUG}/curso/m01-base/leccion.md:3"
    assert (box["kind"], box["title"]) == ("recuadro", "Falta la fecha")
    assert box["line"] == pack.line_with("curso/m01-base/leccion.md", "por-validar")
    assert run("review-list", "--csv").output.startswith("kind,title,detail,confidence,file,line,used_in\n")
    assert "Norma dos" in run("review-list").output


def test_the_table_counts_what_a_module_holds(run) -> None:
    curso, _ = json.loads(run("table", "--json").output)
    assert (curso["session_minutes"], curso["study_minutes"]) == (60, 60)
    assert (curso["items"], curso["critical_items"], curso["sources"], curso["reviewed_sources"]) == (6, 1, 2, 1)
    page = run("table", "--markdown").output
    assert "| Lo básico | 60 | 60 |" in page
    assert "1 por validar" in page


def test_a_cell_is_never_a_formula(run, pack: BreakablePack) -> None:
    pack.change("sources.toml", '"Norma dos', '"=Norma dos')
    assert "'=Norma dos" in run("review-list", "--csv").output
