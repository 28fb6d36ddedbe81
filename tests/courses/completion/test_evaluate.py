"""`evaluate(ledger, course)`: tables of cases, and what taking evidence away does."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.completion.domain import (
    EvaluationFact,
    Ledger,
    Outcome,
    RequirementKind,
    component_mark,
    evaluate,
    final_mark,
)
from courses.curriculum.domain import Award, Component, Course, Module, Part, PartKind, Purpose, Rules, Visibility

K = RequirementKind
SESSION, EXTRA, LESSON, QUIZ, PRACTICE, PRE = "m/sesion", "m/taller", "m/leccion", "m/control", "m/practica", "m/pre"

RULES = Rules(
    hours=5,
    hour_minutes=60,
    attendance_share=80,
    mandatory_parts=(SESSION, PRE),
    critical_items=True,
    resits=1,
    eligibility=("adulta", "mujer"),
    consent=True,
    approval=True,
    award=Award.APROBACION,
    visibility=Visibility.PUBLIC,
    trainer_licence=True,
    alias=False,
    certificate_title="Curso",
    certificate_text="ha aprobado",
    not_statement="No es una licencia.",
    pass_mark=1400,
    pre_post_share=70,
    max_attendees=45,
)
MODULE = Module(
    slug="m",
    title="Módulo",
    title_en="Module",
    summary="",
    summary_en="",
    outcomes=(),
    sensitive=False,
    sources=(),
    parts=(
        Part("pre", PartKind.EVALUATION, "Entrada", purpose=Purpose.PRE_TEST),
        Part("sesion", PartKind.SESSION, "Sesión", minutes=120),
        Part("taller", PartKind.SESSION, "Taller", minutes=60),
        Part("leccion", PartKind.LESSON, "Lección", minutes=120, check="auto"),
        Part("control", PartKind.EVALUATION, "Control", purpose=Purpose.QUIZ),
        Part("practica", PartKind.EVALUATION, "Práctica", purpose=Purpose.PRACTICAL),
    ),
)
COURSE = Course(
    slug="c",
    title="Curso",
    title_en="Course",
    summary="",
    summary_en="",
    modules=(MODULE,),
    rules=RULES,
    components=(
        Component("controles", "Controles", 60, 1100, (QUIZ,)),
        Component("practica", "Práctica", 40, 0, (PRACTICE,)),
    ),
)
FULL = Ledger(
    attended={SESSION: 96, EXTRA: 24},
    self_study={LESSON: 120},
    evaluations={
        PRE: EvaluationFact(is_submitted=True, mark=300),
        QUIZ: EvaluationFact(is_submitted=True, mark=1400),
        PRACTICE: EvaluationFact(is_submitted=True, mark=1400),
    },
    eligible={"adulta": True, "mujer": True},
    has_consent=True,
    is_approved=True,
    attendees=45,
    pre_post_share=70,
    evidence=("a", "b"),
)


def course_with(components: tuple[Component, ...] | None = None, **rules: Any) -> Course:
    changed = replace(COURSE, rules=replace(RULES, **rules))
    return changed if components is None else replace(changed, components=components)


def missing(outcome: Outcome) -> list[tuple[RequirementKind, str]]:
    return [(each.kind, each.ref) for each in outcome.missing]


def marked(ref: str, **facts: Any) -> Callable[[Ledger], Ledger]:
    return lambda ledger: replace(ledger, evaluations={**ledger.evaluations, ref: EvaluationFact(**facts)})


def test_who_just_reaches_every_limit_is_complete() -> None:
    outcome = evaluate(FULL, COURSE)
    assert outcome.missing == ()
    assert outcome.is_complete
    assert (outcome.minutes, outcome.course_minutes, outcome.final_mark) == (240, 300, 1400)
    assert outcome.evidence == ("a", "b")


LESS: list[tuple[str, Callable[[Ledger], Ledger], list[tuple[RequirementKind, str]]]] = [
    ("no consent", lambda x: replace(x, has_consent=False), [(K.CONSENT, "")]),
    ("one requirement undecided", lambda x: replace(x, eligible={"adulta": True}), [(K.ELIGIBILITY, "mujer")]),
    (
        "one requirement refused",
        lambda x: replace(x, eligible={"adulta": False, "mujer": True}),
        [(K.ELIGIBILITY, "adulta")],
    ),
    ("a minute of the workshop", lambda x: replace(x, attended={SESSION: 96, EXTRA: 23}), [(K.HOURS, "")]),
    ("self-study", lambda x: replace(x, self_study={}), [(K.HOURS, "")]),
    (
        "a minute of the mandatory session made up elsewhere",
        lambda x: replace(x, attended={SESSION: 95, EXTRA: 25}),
        [(K.MANDATORY_PART, SESSION)],
    ),
    ("the mandatory test", marked(PRE), [(K.MANDATORY_PART, PRE)]),
    (
        "the quiz below its minimum, the mean still high",
        lambda x: marked(PRACTICE, is_submitted=True, mark=2000)(marked(QUIZ, is_submitted=True, mark=1099)(x)),
        [(K.COMPONENT, "controles")],
    ),
    ("a hundredth of the final mark", marked(QUIZ, is_submitted=True, mark=1399), [(K.FINAL_MARK, "")]),
    ("the quiz", marked(QUIZ), [(K.COMPONENT, "controles"), (K.FINAL_MARK, "")]),
    ("the practice", marked(PRACTICE), [(K.COMPONENT, "practica"), (K.FINAL_MARK, "")]),
    ("a critical item", marked(QUIZ, is_submitted=True, mark=2000, critical_failures=("x",)), [(K.CRITICAL_ITEMS, "")]),
    ("the licence of a session", lambda x: replace(x, has_unlicensed_session=True), [(K.TRAINER_LICENCE, "")]),
    ("room", lambda x: replace(x, attendees=46), [(K.MAX_ATTENDEES, "")]),
    ("a tested attendee", lambda x: replace(x, pre_post_share=69), [(K.PRE_POST, "")]),
    ("the approval", lambda x: replace(x, is_approved=False), [(K.APPROVAL, "")]),
]


@pytest.mark.parametrize(("change", "expected"), [case[1:] for case in LESS], ids=[case[0] for case in LESS])
def test_without_a_piece_exactly_its_rules_are_missing(
    change: Callable[[Ledger], Ledger], expected: list[tuple[RequirementKind, str]]
) -> None:
    assert missing(evaluate(change(FULL), COURSE)) == expected


PIECES = (
    "consent", "adulta", "mujer", "session", "workshop", "lesson", "pre", "quiz", "practice", "right critical items",
    "licence", "room", "tests", "approval",
)  # fmt: skip


def ledger_of(pieces: set[str]) -> Ledger:
    """The ledger of somebody who has brought these pieces of evidence and no others."""
    right = {} if "right critical items" in pieces else {"critical_failures": ("x",)}
    facts = {
        "pre": (PRE, EvaluationFact(is_submitted=True, mark=300)),
        "quiz": (QUIZ, EvaluationFact(is_submitted=True, mark=1500, **right)),
        "practice": (PRACTICE, EvaluationFact(is_submitted=True, mark=1500)),
    }
    minutes = {"session": (SESSION, 120), "workshop": (EXTRA, 60)}
    return Ledger(
        attended=dict(minutes[each] for each in minutes if each in pieces),
        self_study={LESSON: 120} if "lesson" in pieces else {},
        evaluations=dict(facts[each] for each in facts if each in pieces),
        eligible={each: True for each in ("adulta", "mujer") if each in pieces},
        has_consent="consent" in pieces,
        is_approved="approval" in pieces,
        attendees=45 if "room" in pieces else 46,
        pre_post_share=70 if "tests" in pieces else 69,
        has_unlicensed_session="licence" not in pieces,
    )


def rules_that_fall(pieces: set[str]) -> set[tuple[RequirementKind, str]]:
    """What the course's rules say about these pieces, told once more in plain steps."""
    simple = {
        "consent": (K.CONSENT, ""), "adulta": (K.ELIGIBILITY, "adulta"), "mujer": (K.ELIGIBILITY, "mujer"),
        "session": (K.MANDATORY_PART, SESSION), "pre": (K.MANDATORY_PART, PRE), "quiz": (K.COMPONENT, "controles"),
        "practice": (K.COMPONENT, "practica"), "licence": (K.TRAINER_LICENCE, ""), "room": (K.MAX_ATTENDEES, ""),
        "tests": (K.PRE_POST, ""), "approval": (K.APPROVAL, ""),
    }  # fmt: skip
    fallen = {rule for piece, rule in simple.items() if piece not in pieces}
    if 120 * ("session" in pieces) + 60 * ("workshop" in pieces) + 120 * ("lesson" in pieces) < 240:
        fallen.add((K.HOURS, ""))
    if not {"quiz", "practice"} <= pieces:
        fallen.add((K.FINAL_MARK, ""))
    if "quiz" in pieces and "right critical items" not in pieces:
        fallen.add((K.CRITICAL_ITEMS, ""))
    return fallen


@given(st.sets(st.sampled_from(PIECES)))
def test_whatever_evidence_there_is_exactly_the_rules_it_supports_are_met(pieces: set[str]) -> None:
    assert set(missing(evaluate(ledger_of(pieces), COURSE))) == rules_that_fall(pieces)


@pytest.mark.parametrize("piece", PIECES)
def test_taking_one_piece_away_from_a_full_ledger_flips_only_its_own_rules(piece: str) -> None:
    everything = set(PIECES)
    assert evaluate(ledger_of(everything), COURSE).is_complete
    fallen = set(missing(evaluate(ledger_of(everything - {piece}), COURSE)))
    assert fallen == rules_that_fall(everything - {piece})
    assert len(fallen) == {"quiz": 2, "practice": 2, "session": 2, "workshop": 0}.get(piece, 1)


GONE: dict[str, tuple[dict[str, Any], RequirementKind]] = {
    "consent": ({"consent": False}, K.CONSENT),
    "eligibility": ({"eligibility": ()}, K.ELIGIBILITY),
    "mandatory parts": ({"mandatory_parts": ()}, K.MANDATORY_PART),
    "pass mark": ({"pass_mark": None}, K.FINAL_MARK),
    "critical items": ({"critical_items": False}, K.CRITICAL_ITEMS),
    "licence": ({"trainer_licence": False}, K.TRAINER_LICENCE),
    "size": ({"max_attendees": None}, K.MAX_ATTENDEES),
    "tests": ({"pre_post_share": None}, K.PRE_POST),
    "approval": ({"approval": False}, K.APPROVAL),
}


@pytest.mark.parametrize("rule", GONE)
def test_a_rule_the_course_does_not_have_asks_nothing(rule: str) -> None:
    rules, kind = GONE[rule]
    asked = {each.kind for each in evaluate(Ledger(), COURSE).requirements}
    assert asked - {each.kind for each in evaluate(Ledger(), course_with(**rules)).requirements} == {kind}


def test_an_empty_ledger_misses_everything_it_can_miss() -> None:
    lacking = {each.kind for each in evaluate(Ledger(), COURSE).missing}
    assert lacking == set(K) - {K.CRITICAL_ITEMS, K.TRAINER_LICENCE, K.MAX_ATTENDEES}


def test_a_course_without_graded_items_has_no_mark() -> None:
    course = course_with(components=(), pass_mark=None)
    outcome = evaluate(FULL, course)
    assert outcome.final_mark is None
    assert outcome.is_complete


def test_critical_items_count_in_graded_evaluations_only() -> None:
    ledger = marked(PRE, is_submitted=True, mark=300, critical_failures=("x",))(FULL)
    assert evaluate(ledger, COURSE).is_complete


def test_a_response_that_waits_for_its_grader_is_told_apart_from_a_bad_one() -> None:
    outcome = evaluate(marked(PRACTICE, is_submitted=True, needs_marking=True)(FULL), COURSE)
    assert [(each.kind, each.is_waiting) for each in outcome.missing] == [(K.COMPONENT, True), (K.FINAL_MARK, True)]


@pytest.mark.parametrize(
    ("quiz", "practice", "final"),
    [
        (1400, 1400, 1400),
        (2000, 0, 1200),
        (0, 2000, 800),
        (1399, 1400, 1399),
        (1, 1, 1),
        (1333, 1334, 1333),
        (1, 0, 1),
        (None, 2000, None),
    ],
)
def test_the_final_mark_is_the_weighted_mean_rounded_once(quiz: int | None, practice: int, final: int | None) -> None:
    """60 % and 40 %: 1399 and 1400 give 1399.4, 1333 and 1334 give 1333.4, 1 and 0 give 0.6."""
    ledger = Ledger(evaluations={QUIZ: EvaluationFact(mark=quiz), PRACTICE: EvaluationFact(mark=practice)})
    assert final_mark(ledger, COURSE.components) == final


def test_half_a_hundredth_is_rounded_up() -> None:
    halves = (Component("a", "A", 50, 0, (QUIZ,)), Component("b", "B", 50, 0, (PRACTICE,)))
    ledger = Ledger(evaluations={QUIZ: EvaluationFact(mark=1399), PRACTICE: EvaluationFact(mark=1400)})
    assert final_mark(ledger, halves) == 1400


@given(st.lists(st.integers(0, 2000), min_size=1, max_size=12))
def test_a_component_is_the_plain_mean_and_open_while_one_is_open(marks: list[int]) -> None:
    refs = tuple(f"m/e{number}" for number in range(len(marks)))
    ledger = Ledger(evaluations={ref: EvaluationFact(mark=mark) for ref, mark in zip(refs, marks, strict=True)})
    mean = component_mark(ledger, Component("x", "X", 100, 0, refs))
    assert mean is not None
    assert mean * len(marks) == pytest.approx(sum(marks))
    assert min(marks) <= mean <= max(marks)
    assert component_mark(ledger, Component("x", "X", 100, 0, (*refs, "m/falta"))) is None


@given(share=st.integers(0, 100), attended=st.integers(0, 120), extra=st.integers(0, 60), study=st.integers(0, 120))
def test_hours_are_a_share_of_all_the_minutes_rounded_against_the_trainee(
    share: int, attended: int, extra: int, study: int
) -> None:
    ledger = replace(FULL, attended={SESSION: attended, EXTRA: extra}, self_study={LESSON: study})
    outcome = evaluate(ledger, course_with(attendance_share=share))
    (hours,) = [each for each in outcome.requirements if each.kind == K.HOURS]
    assert hours.is_met is (100 * (attended + extra + study) >= share * 300)


@given(st.permutations(["a", "b", "c"]))
def test_evidence_is_handed_on_as_it_is(evidence: list[str]) -> None:
    assert evaluate(replace(FULL, evidence=tuple(evidence)), COURSE).evidence == tuple(evidence)
