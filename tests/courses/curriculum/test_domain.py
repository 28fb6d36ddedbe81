"""Asking a course about its parts."""

import pytest

from lms.errors import NotFound
from tests.courses.curriculum.breaking import BreakablePack


def test_parts_are_named_by_module_and_slug(pack: BreakablePack) -> None:
    course = pack.read().programme.course("curso")
    assert [ref for ref, _ in course.parts()] == [
        f"m01-base/{slug}" for slug in ("sesion", "leccion", "autocontrol", "control", "practica")
    ]
    assert course.part("m01-base/leccion").title == "Lección para estudiar en casa"
    assert course.module_of("m01-base/leccion").slug == "m01-base"
    assert (course.planned_minutes(), course.planned_minutes("session")) == (120, 60)


def test_what_does_not_exist_is_not_found(pack: BreakablePack) -> None:
    programme = pack.read().programme
    for ask in (
        lambda: programme.course("x"),
        lambda: programme.source("x"),
        lambda: programme.picture("x"),
        lambda: programme.course("curso").part("m01-base/x"),
        lambda: programme.course("curso").part("m01-base/sesion").material("x"),
    ):
        with pytest.raises(NotFound):
            ask()


def test_the_items_of_all_forms_are_listed_once(pack: BreakablePack) -> None:
    read = pack.read()
    part = read.programme.course("replica").part("b01-sesion/pre-prueba")
    assert [read.item(sha).item.slug for sha in part.all_items] == ["juego-a", "juego-b"]


def test_a_rubric_knows_its_most_points(pack: BreakablePack) -> None:
    item = next(each.item for each in pack.read().items if each.item.slug == "escuchar")
    assert [criterion.max_points for criterion in item.criteria] == [2, 2]
    assert item.is_marked_by_hand
