"""A lesson in the trainee's own language, where somebody reviewed it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import current_app

from courses.curriculum.operations import publish_all
from lms.accounts.permissions import SYSTEM
from tests.courses.attendance.group import LESSON, Group, form_group, living_on
from tests.support.browser import Browser
from tests.support.cast import PACK, Cast

DECLARED = '\n[[translation]]\nlang = "shp"\nreviewer = "Nima Prueba, persona inventada"\nreviewed_on = 2026-02-03\n'


@pytest.fixture
def translated_group(cast: Cast, tmp_path: Path) -> Iterator[Group]:
    """A cohort on a version whose lesson also stands in Shipibo-Konibo."""
    with living_on():
        folder = shutil.copytree(current_app.extensions["settings"].content, tmp_path / "packs") / PACK
        programme = folder / "programme.toml"
        programme.write_text(programme.read_text() + DECLARED)
        lesson = folder / "translations" / "shp" / f"{LESSON}.md"
        lesson.parent.mkdir(parents=True)
        lesson.write_text("Texto de prueba en otra lengua.\n")
        publish_all(SYSTEM, folder.parent)
        yield form_group(cast)


def test_a_reviewed_text_is_offered_and_read_under_its_reviewers_name(translated_group: Group, rosa: Browser) -> None:
    address = f"/mis-cursos/{translated_group.enrolments['trainee']}/{LESSON}"
    assert f'href="{address}?lengua=shp" lang="shp"' in rosa.get(address).text
    page = rosa.get(f"{address}?lengua=shp").text
    assert '<article lang="shp">' in page
    assert "Texto de prueba en otra lengua." in page
    assert "Texto revisado por Nima Prueba, persona inventada el 3 de febrero de 2026." in page
    assert f'<a href="{address}" lang="es">Castellano</a>' in page


@pytest.mark.parametrize("lang", ["shp", "xx", "../es"])
def test_without_a_review_there_is_only_spanish(group: Group, rosa: Browser, lang: str) -> None:
    address = f"/mis-cursos/{group.enrolments['trainee']}/{LESSON}"
    page = rosa.get(f"{address}?lengua={lang}").text
    assert "Qué es el acta" in page
    assert "lengua=" not in page
