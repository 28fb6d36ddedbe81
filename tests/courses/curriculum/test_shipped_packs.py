"""The packs that are shipped keep to every rule."""

from pathlib import Path

import pytest

from courses.curriculum.checks.every import check_pack
from courses.curriculum.faults import errors_of
from courses.curriculum.overview import to_markdown
from courses.curriculum.reading.programme import list_folders, read_pack

ROOT = Path(__file__).parents[3]
CONTENT = ROOT / "courses" / "content"
HOURS = {
    "orientadoras": {"orientadoras": 30},
    "modo-ninez": {"formadores": 16, "pares": 4},
    "modo-mujer": {"formadores": 12, "pares": 4},
    "libres-para-servir": {"liderazgo": 20},
}


def test_the_four_programmes_are_there_with_their_hours() -> None:
    packs = [read_pack(folder) for folder in list_folders(CONTENT)]
    found = {pack.programme.slug: {c.slug: c.rules.hours for c in pack.programme.courses} for pack in packs}
    assert found == HOURS


@pytest.mark.parametrize("slug", HOURS)
def test_a_shipped_pack_has_no_fault(slug: str) -> None:
    assert [str(fault) for fault in errors_of(check_pack(read_pack(CONTENT / slug)))] == []


def test_the_survivors_course_gives_no_marks_and_stays_private() -> None:
    course = read_pack(CONTENT / "libres-para-servir").programme.course("liderazgo")
    assert course.rules.pass_mark is None
    assert course.components == ()
    assert (course.rules.alias, course.rules.visibility.value, course.rules.award.value) == (
        True, "private", "participacion",
    )  # fmt: skip


def test_the_table_of_the_programmes_is_current() -> None:
    shown = (ROOT / "docs" / "programas.md").read_text("utf-8")
    current = to_markdown([read_pack(folder) for folder in list_folders(CONTENT)])
    assert shown.split() == current.split(), "./run lms courses table --markdown > docs/programas.md"
