"""Components, weights and the pass mark make sense together."""

from collections.abc import Iterator

from courses.curriculum.domain import Course, Purpose
from courses.curriculum.faults import Fault, Severity
from courses.curriculum.reading.pack import Pack

GRADED = (Purpose.QUIZ, Purpose.EXAM, Purpose.PRACTICAL)


def check_grading(pack: Pack) -> Iterator[Fault]:
    for course in pack.programme.courses:
        yield from _check_weights(pack, course)
        yield from _check_members(pack, course)
        yield from _check_pre_and_post(pack, course)
        yield from _name_unweighted(pack, course)


def _check_weights(pack: Pack, course: Course) -> Iterator[Fault]:
    at = pack.place("course", course.slug, "rules", "pass_mark")
    weights = sum(component.weight for component in course.components)
    if course.components and weights != 100:
        yield at.fault(f"Los pesos de los componentes suman {weights}.", "Deben sumar 100.")
    if course.components and course.rules.pass_mark is None:
        yield at.fault("Hay componentes y falta la nota para aprobar.", "Escribe pass_mark en [rules].")
    if not course.components and course.rules.pass_mark is not None:
        yield at.fault("Hay nota para aprobar y no hay componentes.", "Añade [[component]] o quita pass_mark.")


def _check_members(pack: Pack, course: Course) -> Iterator[Fault]:
    parts = dict(course.parts())
    seen: set[str] = set()
    for component in course.components:
        at = pack.place("component", course.slug, component.slug, "evaluations")
        for ref in component.evaluations:
            if ref in parts and parts[ref].purpose not in GRADED:
                yield at.fault(f"«{ref}» no lleva nota.", "Un componente solo suma quiz, exam o practical.")
            if ref in seen:
                yield at.fault(f"«{ref}» está en dos componentes.", "Déjala en uno.")
            seen.add(ref)
        if not component.evaluations:
            yield at.fault("El componente no tiene evaluaciones.", "Nombra por lo menos una.")


def _check_pre_and_post(pack: Pack, course: Course) -> Iterator[Fault]:
    purposes = {part.purpose for _, part in course.parts()}
    if course.rules.pre_post_share and not {Purpose.PRE_TEST, Purpose.POST_TEST} <= purposes:
        yield pack.place("course", course.slug, "rules", "pre_post_share").fault(
            "Se piden pruebas de entrada y de salida y falta alguna.", "Añade una pre_test y una post_test."
        )


def _name_unweighted(pack: Pack, course: Course) -> Iterator[Fault]:
    weighted = {ref for component in course.components for ref in component.evaluations}
    for ref, part in course.parts():
        if weighted and part.purpose in GRADED and ref not in weighted:
            yield pack.place("part", course.slug, ref).fault(
                "La evaluación no cuenta para la nota.", "Nómbrala en un [[component]] si debe contar.", Severity.NOTICE
            )
