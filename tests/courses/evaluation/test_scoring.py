"""Every kind of item, every way to answer it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.curriculum.domain import Criterion, Item, ItemKind, Level, Option
from courses.evaluation.scoring import InvalidResponse, check_response, rubric, score, score_criterion
from lms.errors import Invalid

FOUR = tuple(Option(f"o{n}", f"Opción {n}") for n in range(1, 5))
THREE_LEVELS = (Level(0, "No"), Level(1, "En parte"), Level(2, "Sí"))


def make_item(kind: str, **changes: Any) -> Item:
    values: dict[str, Any] = {
        "sha256": "a" * 64,
        "slug": "pregunta",
        "kind": ItemKind(kind),
        "stem": "¿Qué?",
        "objective": "Sabe qué",
        "difficulty": 70,
        "points": 1,
        "critical": False,
        "source": "norma",
        "version": 1,
    }
    return Item(**{**values, "options": FOUR if kind in ("single", "multiple") else (), **changes})


TABLE = [
    ("single", {"right": ["o2"]}, "o2", 100, 100),
    ("single", {"right": ["o2"]}, "o1", 0, 100),
    ("single", {"right": ["o2"]}, None, 0, 100),
    ("multiple", {"right": ["o1", "o3"]}, ("o1", "o3"), 200, 200),
    ("multiple", {"right": ["o1", "o3"]}, ("o1",), 100, 200),
    ("multiple", {"right": ["o1", "o3"]}, ("o1", "o2", "o3"), 100, 200),
    ("multiple", {"right": ["o1", "o3"]}, ("o1", "o2"), 0, 200),
    ("multiple", {"right": ["o1"]}, ("o2", "o3", "o4"), 0, 100),
    ("multiple", {"right": ["o1"]}, ("o1", "o2", "o3", "o4"), 0, 100),
    ("true_false", {"right": False}, False, 100, 100),
    ("true_false", {"right": False}, True, 0, 100),
    ("true_false", {"right": True}, None, 0, 100),
    ("short_text", {"answers": ["24 horas"]}, "24 horas", 100, 100),
    ("short_text", {"answers": ["24 horas"]}, "  24  HORAS. ", 100, 100),
    ("short_text", {"answers": ["fiscalía"]}, "Fiscalia", 100, 100),
    ("short_text", {"answers": ["24"]}, "48", 0, 100),
    ("open", {}, None, 0, 100),
]


@pytest.mark.parametrize(("kind", "key", "response", "points", "maximum"), TABLE)
def test_the_machine_scores_each_kind(kind: str, key: dict[str, Any], response: Any, points: int, maximum: int) -> None:
    scored = score(make_item(kind), key, response)

    assert scored is not None
    assert (scored.points, scored.maximum) == (points, maximum)


def test_an_open_answer_needs_a_person() -> None:
    assert score(make_item("open"), {}, "Una explicación") is None


@pytest.mark.parametrize(("kind", "key", "response", "points", "maximum"), TABLE)
def test_a_critical_item_fails_unless_fully_right(
    kind: str, key: dict[str, Any], response: Any, points: int, maximum: int
) -> None:
    scored = score(make_item(kind, critical=True), key, response)

    assert scored is not None
    assert scored.is_critical_failure == (points < maximum)


@given(right=st.sets(st.sampled_from(["o1", "o2", "o3", "o4"]), min_size=1), chosen=st.sets(st.sampled_from(FOUR)))
def test_a_multiple_choice_is_full_only_with_exactly_the_right_ones(right: set[str], chosen: set[Option]) -> None:
    response = tuple(sorted(option.id for option in chosen))

    scored = score(make_item("multiple"), {"right": sorted(right)}, response)

    assert scored is not None
    assert 0 <= scored.points <= scored.maximum
    assert scored.is_full == (set(response) == right)


@given(right=st.sets(st.sampled_from(["o1", "o2", "o3", "o4"]), min_size=1, max_size=2))
def test_marking_everything_never_pays_when_half_is_wrong(right: set[str]) -> None:
    scored = score(make_item("multiple"), {"right": sorted(right)}, ("o1", "o2", "o3", "o4"))

    assert scored is not None
    assert scored.points == 0


@pytest.mark.parametrize(
    ("kind", "response"),
    [
        ("single", "o9"),
        ("single", ""),
        ("single", None),
        ("single", ["o1"]),
        ("multiple", ()),
        ("multiple", ("o1", "o9")),
        ("multiple", "o1"),
        ("true_false", "true"),
        ("true_false", None),
        ("short_text", "   "),
        ("short_text", "x" * 201),
        ("open", "\n \n"),
        ("open", "x" * 4001),
        ("practical", "texto"),
    ],
)
def test_a_response_that_the_item_does_not_allow_is_refused(kind: str, response: object) -> None:
    with pytest.raises(InvalidResponse):
        check_response(make_item(kind), response)


@pytest.mark.parametrize(
    ("kind", "response", "stored"),
    [
        ("single", "o3", "o3"),
        ("multiple", ["o4", "o1"], ("o1", "o4")),
        ("true_false", False, False),
        ("short_text", "  24\n horas ", "24 horas"),
        ("open", "Primero.\r\n  Después. \r\n", "Primero.\nDespués."),
    ],
)
def test_a_response_is_stored_in_one_shape(kind: str, response: object, stored: object) -> None:
    assert check_response(make_item(kind), response) == stored


def test_the_lowest_level_of_a_critical_criterion_is_a_critical_failure() -> None:
    critical = Criterion("reserva", "Guarda reserva", THREE_LEVELS, critical=True)
    other = Criterion("escucha", "Escucha", THREE_LEVELS)
    item = make_item("practical", criteria=(critical, other), critical=True)

    assert score_criterion(item, critical, 0).is_critical_failure
    assert not score_criterion(item, critical, 100).is_critical_failure
    assert not score_criterion(item, other, 0).is_critical_failure


def test_every_criterion_of_a_critical_task_that_names_none_is_decisive() -> None:
    criterion = Criterion("firma", "Firma", THREE_LEVELS)
    item = make_item("practical", criteria=(criterion,), critical=True)

    assert score_criterion(item, criterion, 0).is_critical_failure
    assert not score_criterion(item, criterion, 200).is_critical_failure


def test_points_between_the_levels_are_refused() -> None:
    criterion = Criterion("firma", "Firma", THREE_LEVELS)

    with pytest.raises(Invalid):
        score_criterion(make_item("practical", criteria=(criterion,)), criterion, 50)


def test_a_blank_answer_to_a_task_with_a_critical_criterion_is_a_critical_failure() -> None:
    criterion = Criterion("limite", "Límite", THREE_LEVELS, critical=True)

    scored = score(make_item("open", criteria=(criterion,)), {}, None)

    assert scored is not None
    assert scored.is_critical_failure


def test_a_person_may_judge_a_short_text_said_in_other_words() -> None:
    item = make_item("short_text", critical=True)
    (criterion,) = rubric(item)

    assert score_criterion(item, criterion, 100).is_full
    assert score_criterion(item, criterion, 0).is_critical_failure
    assert rubric(make_item("single")) == ()
