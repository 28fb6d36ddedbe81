"""States, verdicts and purposes in plain words."""

from flask_babel import gettext as _

from courses.curriculum.domain import Purpose
from courses.evaluation.desk import CohortSheet
from courses.evaluation.queries.results import EvaluationResult
from courses.evaluation.sheets.report import Verdict
from courses.evaluation.standing import State
from lms.web.locale import mark


def verdict_words(verdict: Verdict) -> tuple[str, str]:
    """A verdict and the kind of its tag."""
    return {
        Verdict.RIGHT: (_("Correcta"), "good"),
        Verdict.PARTLY: (_("En parte"), "wait"),
        Verdict.WRONG: (_("Incorrecta"), "bad"),
        Verdict.BLANK: (_("En blanco"), "bad"),
        Verdict.WAITING: (_("Por calificar"), "wait"),
    }[verdict]


def result_words(result: EvaluationResult) -> tuple[str, str]:
    """Where somebody stands, for a list, and the kind of its tag."""
    if result.state == State.MARKED:
        return mark(result.mark), "bad" if result.critical_failures else "good"
    return {
        State.NOT_STARTED: (_("Sin rendir"), ""),
        State.IN_PROGRESS: (_("En curso"), "now"),
        State.NEEDS_MARKING: (_("Por calificar"), "wait"),
    }[result.state]


def purpose_words(purpose: Purpose) -> str:
    """What an evaluation is for."""
    words = {
        Purpose.SELF_CHECK: _("Autocontrol, sin nota"),
        Purpose.QUIZ: _("Control con nota"),
        Purpose.EXAM: _("Examen con nota"),
        Purpose.PRACTICAL: _("Práctica con nota"),
        Purpose.PRE_TEST: _("Prueba de entrada"),
        Purpose.POST_TEST: _("Prueba de salida"),
    }
    return str(words[purpose])


def table_titles(sheet: CohortSheet) -> list[str]:
    """One different title for each table of results."""
    components = {each.slug: f"{each.title} ({each.weight} %)" for each in sheet.course.components}
    rest = _("Fuera de la nota final") if components else _("Evaluaciones")
    slugs = [slug for slug, _evaluations in sheet.tables]
    titles = []
    for place, slug in enumerate(slugs):
        title = components.get(slug, rest)
        number, total = slugs[: place + 1].count(slug), slugs.count(slug)
        titles.append(title if total == 1 else _("%(title)s: %(n)d de %(all)d", title=title, n=number, all=total))
    return titles
