"""Lessons in other languages: only reviewed ones, under their reviewer's name."""

import re

import pytest

from courses.curriculum.domain import Part, Programme
from courses.curriculum.encoding import from_json, to_json
from courses.curriculum.languages import ENDONYMS, find_reviewed, reviewed_texts
from courses.curriculum.reading.programme import list_folders, read_pack
from tests.courses.curriculum.breaking import SLUG, BreakablePack
from tests.courses.curriculum.test_shipped_packs import CONTENT

FILE = "translations/shp/m01-base/leccion.md"
DECLARED = '\n[[translation]]\nlang = "shp"\nreviewer = "Nima Prueba, persona inventada"\nreviewed_on = 2026-02-03\n'


def lesson_of(programme: Programme) -> Part:
    return programme.course("curso").part("m01-base/leccion")


@pytest.fixture
def translated(pack: BreakablePack) -> BreakablePack:
    pack.change(FILE, "", "Texto de prueba en otra lengua. [Norma](norma:norma-uno).\n")
    pack.change("programme.toml", "", DECLARED)
    return pack


def test_a_reviewed_lesson_is_offered_under_its_own_name(translated: BreakablePack) -> None:
    assert translated.errors() == []
    programme = from_json(Programme, to_json(translated.read().programme))
    [offered] = reviewed_texts(programme, lesson_of(programme))
    assert (offered.lang, offered.endonym) == ("shp", "Shipibo-Konibo")
    assert (offered.reviewer, offered.reviewed_on.isoformat()) == ("Nima Prueba, persona inventada", "2026-02-03")
    assert offered.text.startswith("Texto de prueba")


def test_spanish_is_shown_for_a_language_nobody_reviewed(translated: BreakablePack) -> None:
    programme = translated.read().programme
    lesson = lesson_of(programme)
    assert find_reviewed(programme, lesson, "shp") == reviewed_texts(programme, lesson)[0]
    for lang in ("quz", "xx", "", None):
        assert find_reviewed(programme, lesson, lang) is None


def test_a_programme_without_translations_offers_none(pack: BreakablePack) -> None:
    programme = pack.read().programme
    assert reviewed_texts(programme, lesson_of(programme)) == ()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('lang = "shp"', 'lang = "xx"', "No se conoce la lengua «xx»"),
        ('reviewer = "Nima Prueba, persona inventada"\n', "", "Falta «reviewer»"),
        ("reviewed_on = 2026-02-03\n", "", "Falta «reviewed_on»"),
        ('lang = "shp"', 'lang = "quz"', "No hay ningún texto en translations/quz"),
        (DECLARED, "", "Nadie declara haber revisado los textos de translations/shp"),
        (DECLARED, DECLARED * 2, "«shp» está dos veces"),
    ],
)
def test_what_is_missing_is_a_fault(translated: BreakablePack, old: str, new: str, words: str) -> None:
    translated.change("programme.toml", old, new)
    fault = next(fault for fault in translated.errors() if words in fault.what)
    assert fault.file == f"{SLUG}/programme.toml"
    assert fault.line in (1, *range(translated.line_with("programme.toml", "valid_days"), 99))
    assert fault.mend


def test_a_text_of_no_lesson_is_a_stray(translated: BreakablePack) -> None:
    translated.change("translations/shp/m01-base/otra.md", "", "Hola.\n")
    assert [fault.file for fault in translated.errors()] == [f"{SLUG}/translations/shp/m01-base/otra.md"]


def test_a_translation_is_checked_like_any_text(translated: BreakablePack) -> None:
    translated.change(FILE, "norma-uno", "norma-x")
    assert [fault.file for fault in translated.errors()] == [f"{SLUG}/{FILE}"]


def test_every_code_is_an_iso_code_with_a_name() -> None:
    assert all(re.fullmatch(r"[a-z]{2,3}", code) and name.strip() for code, name in ENDONYMS.items())


def test_none_is_shipped_untold() -> None:
    """A reviewed text may come; a text without its reviewer may not."""
    for folder in list_folders(CONTENT):
        programme = read_pack(folder).programme
        written = {
            each.lang for course in programme.courses for _, part in course.parts() for each in part.translations
        }
        assert written == {each.lang for each in programme.translations}
