"""What is missing, in words."""

from dataclasses import replace

import pytest
from flask import Flask

from courses.completion.domain import Outcome, Requirement, evaluate
from courses.completion.domain import RequirementKind as K
from courses.completion.wording import describe, describe_all, hours_words, lack, lack_all, progress_words
from courses.curriculum.domain import Course, Programme
from courses.curriculum.queries import get_programme, latest_version
from tests.courses.completion.test_evaluate import FULL
from tests.support.cast import PACK, Cast


@pytest.fixture
def programme(app: Flask, cast: Cast) -> Programme:
    return get_programme(latest_version(PACK).sha256)


@pytest.fixture
def course(programme: Programme) -> Course:
    return programme.course("curso")


def breaking(words: str) -> str:
    """With spaces where lines may break and where they may not."""
    return " ".join(words.split())


CASES = [
    (
        Requirement(K.HOURS, False, "", 96, 60),
        "Te faltan 36 min. Se piden 1 h 36 min de las 2 h. Asiste a las sesiones o termina las lecciones.",
        "Horas: 36 min más",
    ),
    (
        Requirement(K.HOURS, False, "", 96, 36),
        "Te falta 1 h. Se piden 1 h 36 min de las 2 h. Asiste a las sesiones o termina las lecciones.",
        "Horas: 1 h más",
    ),
    (
        Requirement(K.CONSENT, False),
        "Falta tu permiso para usar tus datos. Habla con tu coordinación.",
        "Consentimiento",
    ),
    (
        Requirement(K.ELIGIBILITY, False, "adulta"),
        "La coordinación todavía no lo ha comprobado, o lo que comprobó ya venció.",
        "Es mayor de edad",
    ),
    (
        Requirement(K.MANDATORY_PART, False, "m01-base/sesion", 48, 30),
        "No puede faltar: llevas 30 min y se piden 48 min.",
        "Sesión presencial",
    ),
    (
        Requirement(K.COMPONENT, False, "controles", 1100, 950),
        "Tienes 9.50 y el mínimo es 11.00.",
        "Controles: 9.50 (mínimo 11.00)",
    ),
    (
        Requirement(K.COMPONENT, False, "practica", 0, None, True),
        "Un trabajo tuyo espera que lo califiquen.",
        "Práctica: por calificar",
    ),
    (
        Requirement(K.FINAL_MARK, False, "", 1400, 1250),
        "Tienes 12.50 y se aprueba con 14.00. Mira qué evaluación puedes repetir.",
        "Nota final: 12.50 (mínimo 14.00)",
    ),
    (
        Requirement(K.PRE_POST, False, "", 70, 50),
        "El 50 % de quienes asistieron rindió las dos. Se pide el 70 %.",
        "Pruebas de entrada y salida: 50 % (mínimo 70 %)",
    ),
]


@pytest.mark.parametrize(("requirement", "to_her", "to_staff"), CASES, ids=[case[2] for case in CASES])
def test_what_is_missing_is_told_plainly(
    programme: Programme, course: Course, requirement: Requirement, to_her: str, to_staff: str
) -> None:
    assert breaking(describe(requirement, programme, course)[1]) == to_her
    assert breaking(lack(requirement, programme, course)) == to_staff


def test_requirements_to_take_part_share_a_row(programme: Programme, course: Course) -> None:
    asked = [Requirement(K.ELIGIBILITY, False, slug) for slug in ("adulta", "sin-antecedentes")]
    rows = describe_all([*asked, Requirement(K.HOURS, False, "", 96, 60)], programme, course)
    assert [title for title, _ in rows] == ["Horas", "Requisitos para participar"]
    assert rows[1][1] == "La coordinación todavía no comprueba, o ya venció: es mayor de edad; no tiene antecedentes."
    assert lack_all(asked, programme, course) == ["2 requisitos para participar"]
    assert lack_all(asked[:1], programme, course) == ["Es mayor de edad"]


def test_a_course_without_lessons_speaks_of_sessions_only(programme: Programme) -> None:
    replica = programme.course("replica")
    assert describe(Requirement(K.HOURS, False, "", 60, 0), programme, replica)[1].endswith("Asiste a las sesiones.")


@pytest.mark.parametrize("is_met", [True, False])
@pytest.mark.parametrize("kind", list(K))
def test_every_kind_has_title_and_sentence(programme: Programme, course: Course, kind: K, is_met: bool) -> None:
    refs = {K.ELIGIBILITY: "adulta", K.MANDATORY_PART: "m01-base/sesion", K.COMPONENT: "controles"}
    title, detail = describe(Requirement(kind, is_met, refs.get(kind, ""), 96, 60), programme, course)
    assert title
    assert detail.endswith(".")
    assert lack(Requirement(kind, is_met, refs.get(kind, ""), 96, 60), programme, course)


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 de 2 h"), (60, "1 de 2 h"), (90, "1 h 30 min de 2 h"), (120, "2 de 2 h")]
)
def test_progress_counts_hours(course: Course, minutes: int, words: str) -> None:
    outcome: Outcome = evaluate(replace(FULL, attended={"x": minutes}, self_study={}, evaluations={}), course)
    assert breaking(progress_words(outcome, course)) == words


def test_hours_are_as_long_as_the_course_says(course: Course) -> None:
    short = replace(course, rules=replace(course.rules, hour_minutes=45))
    assert (breaking(hours_words(90, course)), breaking(hours_words(90, short))) == ("1 h 30 min", "2 h")
