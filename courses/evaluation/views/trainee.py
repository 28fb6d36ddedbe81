"""A trainee's own evaluation: begin, one question a page, review, hand in, result."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from courses.evaluation.forms import SubmitForm, answer_form, read_answer
from courses.evaluation.limits import AwaitingMarks, NoAttemptsLeft, explains_items, shows_right_or_wrong
from courses.evaluation.operations.answering import save_answer, start_attempt, submit_attempt
from courses.evaluation.sheets.report import get_report
from courses.evaluation.sheets.taking import (
    NotStarted,
    Question,
    Review,
    first_blank,
    get_question,
    get_review,
    get_start,
)
from courses.evaluation.views.blueprint import bp, course_url, stems_of
from courses.evaluation.wording import verdict_words
from lms.accounts.guards import current_actor, guard
from lms.accounts.permissions import Permission
from lms.errors import Invalid
from lms.forms import blame

PLACE = "/mis-cursos/<uuid:enrolment_id>/evaluacion/<module>/<part>"


@bp.get(PLACE)
@guard(Permission.LEARN)
def start(enrolment_id: UUID, module: str, part: str) -> str:
    """What awaits her, and the way in."""
    sheet = get_start(current_actor(), enrolment_id, f"{module}/{part}")
    return render_template(
        "courses/evaluation/start.html", sheet=sheet, place=sheet.place, course_url=course_url(enrolment_id)
    )


@bp.post(PLACE)
@guard(Permission.LEARN)
def begin(enrolment_id: UUID, module: str, part: str) -> Response:
    """Begin an attempt, or go on with the open one at its first blank question."""
    actor, ref = current_actor(), f"{module}/{part}"
    try:
        start_attempt(actor, enrolment_id, ref)
    except (NoAttemptsLeft, AwaitingMarks) as error:
        flash(error.told(_), "warning")
        return _to("start", enrolment_id, ref)
    number = first_blank(actor, enrolment_id, ref)
    return _to("question", enrolment_id, ref, number=number) if number else _to("review", enrolment_id, ref)


@bp.route(f"{PLACE}/pregunta/<int:number>", methods=["GET", "POST"])
@guard(Permission.LEARN)
def question(enrolment_id: UUID, module: str, part: str, number: int) -> ResponseReturnValue:
    """One question; its answer is saved by its own POST."""
    actor, ref = current_actor(), f"{module}/{part}"
    try:
        asked = get_question(actor, enrolment_id, ref, number)
    except NotStarted:
        return _not_open(enrolment_id, ref)
    form = answer_form(asked.item, asked.options, asked.response)
    if form.validate_on_submit():
        try:
            response = read_answer(asked.item, asked.options, form.answer.data)
            save_answer(actor, asked.attempt_id, asked.item.sha256, response)
        except Invalid as error:
            blame(form, error)
        else:
            return _after(asked)
    page = render_template(
        "courses/evaluation/question.html",
        form=form,
        asked=asked,
        place=asked.place,
        stem=stems_of(asked.place.cohort)(asked.item),
    )
    return page, 400 if form.errors else 200


@bp.get(f"{PLACE}/revisar")
@guard(Permission.LEARN)
def review(enrolment_id: UUID, module: str, part: str) -> ResponseReturnValue:
    """Every answer before handing in, and what is missing."""
    try:
        sheet = get_review(current_actor(), enrolment_id, f"{module}/{part}")
    except NotStarted:
        return _not_open(enrolment_id, f"{module}/{part}")
    return _review_page(sheet, SubmitForm())


@bp.post(f"{PLACE}/enviar")
@guard(Permission.LEARN)
def submit(enrolment_id: UUID, module: str, part: str) -> ResponseReturnValue:
    """Hand in; with blanks only when confirmed."""
    actor, ref = current_actor(), f"{module}/{part}"
    try:
        sheet = get_review(actor, enrolment_id, ref)
    except NotStarted:
        return _not_open(enrolment_id, ref)
    form = SubmitForm()
    if sheet.missing and not form.confirmed.data:
        form.confirmed.errors = [_("Responde lo que falta, o marca que quieres enviar así.")]
        return _review_page(sheet, form), 400
    submit_attempt(actor, sheet.attempt_id)
    number = get_start(actor, enrolment_id, ref).taken[-1].number
    return _to("report", enrolment_id, ref, number=number)


@bp.get(f"{PLACE}/resultado/<int:number>")
@guard(Permission.LEARN)
def report(enrolment_id: UUID, module: str, part: str, number: int) -> str:
    """What one attempt came to, what to revise, and the way on."""
    sheet = get_report(current_actor(), enrolment_id, f"{module}/{part}", number)
    return render_template(
        "courses/evaluation/report.html",
        sheet=sheet,
        place=sheet.place,
        course_url=course_url(enrolment_id),
        stem=stems_of(sheet.place.cohort),
        verdict_words=verdict_words,
        explains=explains_items(sheet.place.purpose),
        shows_verdicts=shows_right_or_wrong(sheet.place.purpose),
    )


def _review_page(sheet: Review, form: SubmitForm) -> str:
    missing = ngettext("Te falta %(num)d pregunta.", "Te faltan %(num)d preguntas.", len(sheet.missing))
    return render_template(
        "courses/evaluation/review.html",
        form=form,
        sheet=sheet,
        place=sheet.place,
        stem=stems_of(sheet.place.cohort),
        missing=missing if sheet.missing else None,
    )


def _after(asked: Question) -> Response:
    """To the next question, after the last to the review."""
    flash(_("Guardamos tu respuesta a la pregunta %(number)d.", number=asked.number), "success")
    place = asked.place
    if asked.number < asked.total:
        return _to("question", place.enrolment.id, place.ref, number=asked.number + 1)
    return _to("review", place.enrolment.id, place.ref)


def _not_open(enrolment_id: UUID, ref: str) -> Response:
    flash(_("Esta evaluación ya no está abierta. Aquí ves tus intentos."), "info")
    return _to("start", enrolment_id, ref)


def _to(page: str, enrolment_id: UUID, ref: str, **values: Any) -> Response:
    module, _slash, part = ref.partition("/")
    url = url_for(f"evaluation.{page}", enrolment_id=enrolment_id, module=module, part=part, **values)
    return redirect(url, code=303)
