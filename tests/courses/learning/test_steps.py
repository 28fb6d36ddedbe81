"""Where she stands and what comes next, without a database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from courses.curriculum.domain import Part, PartKind, Purpose
from courses.evaluation.standing import State
from courses.learning.domain import (
    EvaluationStanding,
    Standing,
    Status,
    check_of,
    find_next,
    list_steps,
    neighbours,
)
from tests.courses.completion.test_evaluate import (
    COURSE,
    EXTRA,
    LESSON,
    MODULE,
    PRACTICE,
    PRE,
    QUIZ,
    SESSION,
)

TODAY = date(2026, 11, 10)
CHECK, POST = "m/auto", "m/post"
TAUGHT = replace(
    COURSE,
    modules=(
        replace(
            MODULE,
            parts=(
                *MODULE.parts[:4],
                Part("auto", PartKind.EVALUATION, "Autocontrol", purpose=Purpose.SELF_CHECK),
                *MODULE.parts[4:],
                Part("post", PartKind.EVALUATION, "Salida", purpose=Purpose.POST_TEST),
                Part("apoyo", PartKind.LESSON, "Apoyo"),
            ),
        ),
    ),
)
SOON, GONE = (TODAY + timedelta(days=2),), (TODAY - timedelta(days=2),)
MARKED = EvaluationStanding(State.MARKED, 1500, left=1)


def standing(**facts: object) -> Standing:
    return replace(Standing(TODAY), **facts)  # type: ignore[arg-type]


def statuses(found: Standing) -> dict[str, Status]:
    return {step.ref: step.status for step in list_steps(TAUGHT, found)}


def next_of(found: Standing) -> str | None:
    step = find_next(list_steps(TAUGHT, found))
    return step.ref if step else None


def test_at_the_beginning_everything_is_open() -> None:
    assert statuses(standing()) == {
        PRE: Status.TO_DO,
        SESSION: Status.NO_DATE,
        EXTRA: Status.NO_DATE,
        LESSON: Status.TO_DO,
        CHECK: Status.TO_DO,
        QUIZ: Status.TO_DO,
        PRACTICE: Status.OBSERVED,
        POST: Status.TO_DO,
        "m/apoyo": Status.READING,
    }


@pytest.mark.parametrize(
    ("days", "minutes", "status"),
    [
        ((), 0, Status.NO_DATE),
        (SOON, 0, Status.PLANNED),
        ((TODAY,), 0, Status.PLANNED),
        ((TODAY,), 120, Status.DONE),
        (GONE, 0, Status.MISSED),
        (GONE, 30, Status.DONE),
        ((*GONE, *SOON), 60, Status.PLANNED),
    ],
)
def test_a_session_by_its_days_and_minutes(days: tuple[date, ...], minutes: int, status: Status) -> None:
    assert statuses(standing(days={SESSION: days}, attended={SESSION: minutes}))[SESSION] == status


@pytest.mark.parametrize(
    ("days", "minutes", "status"),
    [((TODAY,), 105, Status.DONE), ((TODAY,), 0, Status.MISSED), ((TODAY, *SOON), 60, Status.PLANNED)],
)
def test_a_session_of_today_is_over_once_attendance_is_taken(
    days: tuple[date, ...], minutes: int, status: Status
) -> None:
    facts = standing(days={SESSION: days}, attended={SESSION: minutes}, over=frozenset({SESSION}))
    assert statuses(facts)[SESSION] == status


@pytest.mark.parametrize(
    ("ref", "found", "status"),
    [
        (QUIZ, EvaluationStanding(State.IN_PROGRESS), Status.UNDER_WAY),
        (QUIZ, EvaluationStanding(State.NEEDS_MARKING), Status.WAITING),
        (QUIZ, MARKED, Status.DONE),
        (QUIZ, replace(MARKED, mark=1399), Status.AGAIN),
        (QUIZ, replace(MARKED, mark=1399, left=0), Status.SHORT),
        (QUIZ, replace(MARKED, has_critical_failure=True), Status.AGAIN),
        (PRACTICE, replace(MARKED, mark=1000), Status.AGAIN),
        (CHECK, EvaluationStanding(State.MARKED, 0, has_critical_failure=True), Status.DONE),
        (PRE, EvaluationStanding(State.MARKED, 100, left=0), Status.DONE),
    ],
)
def test_an_evaluation_by_its_results(ref: str, found: EvaluationStanding, status: Status) -> None:
    assert statuses(standing(evaluations={ref: found}))[ref] == status


def test_marks_of_ungraded_evaluations_are_not_shown() -> None:
    steps = {step.ref: step for step in list_steps(TAUGHT, standing(evaluations={CHECK: MARKED, QUIZ: MARKED}))}
    assert (steps[CHECK].mark, steps[QUIZ].mark) == (None, 1500)


def test_the_journey_from_part_to_part() -> None:
    """Lessons may go before the session; what is marked waits for it; a second try comes last."""
    facts = standing(days={SESSION: SOON, EXTRA: SOON})
    assert next_of(facts) == PRE
    facts = replace(facts, evaluations={PRE: EvaluationStanding(State.MARKED, 0, left=0)})
    assert next_of(facts) == LESSON
    facts = replace(facts, self_study={LESSON: 120})
    assert next_of(facts) == CHECK
    facts = replace(facts, evaluations={**facts.evaluations, CHECK: EvaluationStanding(State.MARKED, 0)})
    assert next_of(facts) == SESSION
    facts = replace(facts, attended={SESSION: 120, EXTRA: 60})
    assert next_of(facts) == QUIZ
    facts = replace(facts, evaluations={**facts.evaluations, QUIZ: replace(MARKED, mark=900)})
    assert next_of(facts) == POST
    facts = replace(facts, evaluations={**facts.evaluations, POST: EvaluationStanding(State.MARKED, 0, left=0)})
    assert next_of(facts) == QUIZ
    facts = replace(facts, evaluations={**facts.evaluations, QUIZ: MARKED})
    assert next_of(facts) is None


def test_what_was_begun_is_next_even_before_the_session() -> None:
    facts = standing(
        self_study={LESSON: 120},
        evaluations={PRE: MARKED, CHECK: MARKED, QUIZ: EvaluationStanding(State.IN_PROGRESS)},
    )
    assert next_of(facts) == QUIZ


def test_a_missed_session_does_not_bar_the_way() -> None:
    facts = standing(
        days={SESSION: GONE, EXTRA: GONE}, self_study={LESSON: 120}, evaluations={PRE: MARKED, CHECK: MARKED}
    )
    assert next_of(facts) == QUIZ


def test_a_failed_practice_is_no_step_of_hers() -> None:
    done = dict.fromkeys((PRE, CHECK, QUIZ, POST), MARKED)
    facts = standing(
        attended={SESSION: 120, EXTRA: 60},
        self_study={LESSON: 120},
        evaluations={**done, PRACTICE: replace(MARKED, mark=0)},
    )
    assert next_of(facts) is None


def test_parts_have_neighbours_and_lessons_their_check() -> None:
    assert neighbours(TAUGHT, PRE) == (None, SESSION)
    assert neighbours(TAUGHT, LESSON) == (EXTRA, CHECK)
    assert neighbours(TAUGHT, "m/apoyo") == (POST, None)
    check = check_of(TAUGHT, LESSON)
    assert check is not None
    assert check.slug == "auto"
    assert check_of(TAUGHT, "m/apoyo") is None
