"""How far a part is, in words for the trainee."""

from flask_babel import gettext as _

from courses.curriculum.domain import Part, PartKind, Purpose
from courses.learning.domain import Status, Step
from lms.web.locale import mark, minutes

KINDS = {
    Status.DONE: "good",
    Status.UNDER_WAY: "now",
    Status.PLANNED: "now",
    Status.WAITING: "wait",
    Status.AGAIN: "wait",
    Status.SHORT: "bad",
    Status.MISSED: "bad",
}


def status_words(step: Step) -> tuple[str, str]:
    """The status and the kind of its tag."""
    return _status(step), KINDS.get(step.status, "")


def part_hint(part: Part) -> str:
    """What the part is and what it gives."""
    if part.kind == PartKind.SESSION:
        return _("En persona, %(minutes)s", minutes=minutes(part.minutes))
    if part.kind == PartKind.LESSON:
        return _("Lección, vale %(minutes)s", minutes=minutes(part.minutes)) if part.minutes else _("Lectura de apoyo")
    return {
        Purpose.SELF_CHECK: _("Preguntas sin nota"),
        Purpose.QUIZ: _("Control con nota"),
        Purpose.EXAM: _("Examen con nota"),
        Purpose.PRACTICAL: _("Práctica: la observa quien enseña"),
        Purpose.PRE_TEST: _("Prueba de entrada, no se desaprueba"),
        Purpose.POST_TEST: _("Prueba de salida, no se desaprueba"),
    }[part.purpose or Purpose.SELF_CHECK]


def self_study_words(step: Step, check: Part | None) -> str:
    """How a lesson's minutes are earned, or that they are."""
    if step.status == Status.READING or check is None:
        return _("Es una lectura de apoyo: no suma horas.")
    if step.status == Status.DONE:
        return _("Ya ganaste %(minutes)s por esta lección.", minutes=minutes(step.minutes))
    return _(
        "Vale %(minutes)s. Los ganas al responder «%(check)s», o al entregar tu cuadernillo lleno y firmado.",
        minutes=minutes(step.part.minutes), check=check.title,
    )  # fmt: skip


def _status(step: Step) -> str:
    if step.part.kind == PartKind.EVALUATION:
        return _evaluation(step)
    return {
        Status.DONE: _("Asististe %(minutes)s", minutes=minutes(step.minutes))
        if step.part.kind == PartKind.SESSION
        else _("Lista: %(minutes)s", minutes=minutes(step.minutes)),
        Status.TO_DO: _("Por hacer"),
        Status.READING: "",
        Status.PLANNED: _("Programada"),
        Status.NO_DATE: _("Sin fecha todavía"),
        Status.MISSED: _("Sin asistencia"),
    }[step.status]


def _evaluation(step: Step) -> str:
    return {
        Status.DONE: _("Nota %(mark)s", mark=mark(step.mark)) if step.mark is not None else _("Hecha"),
        Status.TO_DO: _("Por hacer"),
        Status.UNDER_WAY: _("Empezada"),
        Status.WAITING: _("Por calificar"),
        Status.AGAIN: _("Nota %(mark)s: puedes repetir", mark=mark(step.mark)),
        Status.SHORT: _("Nota %(mark)s", mark=mark(step.mark)),
        Status.OBSERVED: _("Por observar"),
    }[step.status]
