"""The grader's desk: the queue, one response, one attempt with its decision."""

from itertools import groupby
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from courses.cohorts.queries.cohorts import list_cohorts
from courses.cohorts.views.blueprint import label_person
from courses.evaluation.desk import get_attempt_sheet, get_response
from courses.evaluation.forms import DecisionForm, read_rubric, rubric_fields, rubric_form
from courses.evaluation.models import DecisionKind
from courses.evaluation.operations.deciding import decide
from courses.evaluation.operations.marking import mark_response
from courses.evaluation.queries.queue import marking_queue
from courses.evaluation.views.blueprint import bp, stems_of
from courses.evaluation.wording import verdict_words
from lms.accounts.guards import current_actor, guard
from lms.accounts.permissions import Permission
from lms.errors import Conflict, Forbidden, Invalid
from lms.forms import blame


@bp.get("/calificar")
@guard(Permission.MARK)
def queue() -> str:
    """What waits for the grader, by cohort, the oldest first."""
    pending = marking_queue(current_actor())
    groups = [(cohort, list(each)) for cohort, each in groupby(pending, key=lambda one: one.cohort)]
    cohorts = list_cohorts(current_actor(), Permission.MARK)
    return render_template("courses/evaluation/queue.html", groups=groups, cohorts=cohorts)


@bp.route("/calificar/<uuid:attempt_id>/<int:number>", methods=["GET", "POST"])
@guard(Permission.MARK)
def response(attempt_id: UUID, number: int) -> ResponseReturnValue:
    """One response with its rubric and worked examples."""
    sheet = get_response(current_actor(), attempt_id, number)
    tasks = [(sheet.item, sheet.criteria)]
    form = rubric_form(tasks, sheet.chosen, sheet.comment)
    if form.validate_on_submit():
        try:
            points = read_rubric(form, tasks)[sheet.item.sha256]
            mark_response(current_actor(), attempt_id, sheet.item.sha256, points, form.comment.data)
        except (Invalid, Conflict) as error:
            blame(form, error)
        else:
            return _to_next()
    page = render_template(
        "courses/evaluation/response.html",
        form=form,
        sheet=sheet,
        fields=rubric_fields(form, tasks)[0],
        stem=stems_of(sheet.place.cohort)(sheet.item),
    )
    return page, 400 if form.errors else 200


@bp.route("/calificar/<uuid:attempt_id>", methods=["GET", "POST"])
@guard(Permission.MARK)
def attempt(attempt_id: UUID) -> ResponseReturnValue:
    """One attempt with all its marks, and a decision beside the computed one."""
    form = DecisionForm()
    if form.validate_on_submit():
        try:
            kind, mark = DecisionKind(form.kind.data), int(form.mark.data * 100)
            decide(current_actor(), attempt_id, kind, mark, form.reason.data)
        except (Invalid, Conflict, Forbidden) as error:
            blame(form, error)
        else:
            flash(_("La decisión queda junto a la nota calculada, con su razón."), "success")
            return redirect(url_for("evaluation.attempt", attempt_id=attempt_id), code=303)
    sheet = get_attempt_sheet(current_actor(), attempt_id)
    page = render_template(
        "courses/evaluation/attempt.html",
        form=form,
        sheet=sheet,
        place=sheet.report.place,
        person_label=label_person(sheet.report.place.enrolment),
        stem=stems_of(sheet.report.place.cohort),
        verdict_words=verdict_words,
    )
    return page, 400 if form.errors else 200


def _to_next() -> Response:
    """To the next response in the queue, or to the empty queue."""
    flash(_("La calificación quedó guardada."), "success")
    for pending in marking_queue(current_actor()):
        url = url_for("evaluation.response", attempt_id=pending.attempt_id, number=pending.number)
        return redirect(url, code=303)
    return redirect(url_for("evaluation.queue"), code=303)
