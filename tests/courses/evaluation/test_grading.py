"""From marks to a mark: which marks count, and the arithmetic."""

from fractions import Fraction
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from courses.evaluation.grading import GivenMark, counting_marks, critical_failures, evaluation_mark, unmarked_items

INES, RUBEN = UUID(int=1), UUID(int=2)
ITEMS = ("una", "dos", "tres")


def make_mark(**changes: Any) -> GivenMark:
    values: dict[str, Any] = {"item": "una", "criterion": "", "grader": None, "round": 1, "points": 100, "maximum": 100}
    return GivenMark(**{**values, **changes})


def test_three_right_of_four_is_fifteen() -> None:
    marks = [make_mark(item=name, points=points) for name, points in zip("abcd", (100, 100, 100, 0), strict=True)]

    assert evaluation_mark(dict.fromkeys("abcd", 1), marks) == 1500


def test_two_of_three_is_rounded_once_half_up() -> None:
    marks = [make_mark(item=name, points=points) for name, points in zip("abc", (100, 100, 0), strict=True)]

    assert evaluation_mark(dict.fromkeys("abc", 1), marks) == 1333
    assert evaluation_mark({"a": 1, "b": 15}, [make_mark(item="a"), make_mark(item="b", points=0)]) == 125


def test_items_weigh_by_their_points() -> None:
    marks = [make_mark(item="a"), make_mark(item="b", points=100, maximum=400)]

    assert evaluation_mark({"a": 1, "b": 3}, marks) == 875


def test_no_mark_while_an_item_waits_for_its_grader() -> None:
    assert evaluation_mark({"una": 1, "dos": 1}, [make_mark()]) is None
    assert unmarked_items(("una", "dos"), [make_mark()]) == ("dos",)


def test_the_highest_round_of_a_grader_counts() -> None:
    marks = [make_mark(grader=INES, points=0, round=2), make_mark(grader=INES, points=100, round=1)]

    assert evaluation_mark({"una": 1}, marks) == 0


def test_two_graders_are_averaged() -> None:
    marks = [make_mark(grader=INES, points=200, maximum=200), make_mark(grader=RUBEN, points=100, maximum=200)]

    assert evaluation_mark({"una": 1}, marks) == 1500


def test_a_person_sets_aside_the_machine() -> None:
    machine = make_mark(points=0, is_critical_failure=True)

    marks = [machine, make_mark(grader=INES, points=100)]

    assert evaluation_mark({"una": 1}, marks) == 2000
    assert critical_failures(marks) == frozenset()
    assert critical_failures([machine]) == {"una"}


def test_a_critical_failure_seen_by_one_of_two_graders_stands() -> None:
    marks = [make_mark(grader=INES, points=0, is_critical_failure=True), make_mark(grader=RUBEN)]

    assert critical_failures(marks) == {"una"}


given_marks = st.lists(
    st.builds(
        make_mark,
        item=st.sampled_from(ITEMS),
        criterion=st.sampled_from(["", "claridad"]),
        grader=st.sampled_from([None, INES, RUBEN]),
        round=st.integers(1, 4),
        points=st.integers(0, 200),
        maximum=st.just(200),
        is_critical_failure=st.booleans(),
    ),
    max_size=30,
    unique_by=lambda mark: (mark.item, mark.criterion, mark.grader, mark.round),
)
weights = st.dictionaries(st.sampled_from(ITEMS), st.integers(1, 20), min_size=1)


@given(weights, given_marks)
def test_a_mark_stays_on_the_scale(weights: dict[str, int], marks: list[GivenMark]) -> None:
    mark = evaluation_mark(weights, marks)

    assert mark is None or 0 <= mark <= 2000


@given(weights, given_marks, st.randoms())
def test_the_order_in_which_marks_arrive_does_not_matter(
    weights: dict[str, int], marks: list[GivenMark], chance: Any
) -> None:
    shuffled = chance.sample(marks, len(marks))

    assert evaluation_mark(weights, shuffled) == evaluation_mark(weights, marks)
    assert critical_failures(shuffled) == critical_failures(marks)


@given(weights, given_marks, st.integers(2, 9))
def test_only_the_proportion_of_the_weights_matters(
    weights: dict[str, int], marks: list[GivenMark], factor: int
) -> None:
    scaled = {item: weight * factor for item, weight in weights.items()}

    assert evaluation_mark(scaled, marks) == evaluation_mark(weights, marks)


@given(given_marks)
def test_counting_marks_count_again(marks: list[GivenMark]) -> None:
    counting = counting_marks(marks)

    assert sorted(map(repr, counting_marks(counting))) == sorted(map(repr, counting))


@given(st.integers(0, 200), st.integers(0, 200))
def test_an_average_lies_between_its_graders(first: int, second: int) -> None:
    marks = [make_mark(grader=INES, points=first, maximum=200), make_mark(grader=RUBEN, points=second, maximum=200)]

    mark = evaluation_mark({"una": 1}, marks)

    assert mark is not None
    assert min(first, second) * 10 <= mark <= max(first, second) * 10
    assert abs(Fraction(first + second, 400) * 2000 - mark) <= Fraction(1, 2)
