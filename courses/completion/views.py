"""The acta: who meets what, closing the list, the paper that comes of it."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from courses.cohorts.forms import TokenForm
from courses.cohorts.queries.cohorts import CohortSummary, course_of, get_cohort, open_cohort, programme_of
from courses.cohorts.views.blueprint import label_people
from courses.completion.operations import close_acta
from courses.completion.presentation import get_sheet
from courses.completion.queries.actas import closings_of, get_closing, lines_of
from courses.completion.wording import hours_words
from lms.accounts.guards import current_actor, guard
from lms.accounts.permissions import Permission, authorise
from lms.accounts.queries.people import summarise_people
from lms.errors import Conflict
from lms.forms import blame

bp = Blueprint("completion", __name__)


@bp.get("/grupos/<code>/acta")
@guard(Permission.VIEW_COHORT)
def acta(code: str) -> str:
    """Who meets everything, who misses what, and the actas so far."""
    cohort = open_cohort(current_actor(), code, Permission.VIEW_COHORT)
    sheet, closings = get_sheet(cohort), closings_of(cohort.id)
    return render_template(
        "courses/completion/acta.html",
        cohort=cohort,
        course=course_of(cohort),
        sheet=sheet,
        labels=label_people([row.enrolment for row in sheet.rows]),
        closings=closings,
        closers=summarise_people(each.closed_by for each in closings if each.closed_by),
        may_close=current_actor().may(Permission.CLOSE_ACTA, cohort.target),
        hours_words=hours_words,
    )


@bp.route("/grupos/<code>/acta/cerrar", methods=["GET", "POST"])
@guard(Permission.CLOSE_ACTA)
def close(code: str) -> ResponseReturnValue:
    """Show the list once more, then close it."""
    cohort = open_cohort(current_actor(), code, Permission.CLOSE_ACTA)
    form = TokenForm()
    if form.validate_on_submit():
        try:
            closing_id = close_acta(current_actor(), cohort.id)
        except Conflict as error:
            blame(form, error)
        else:
            flash(_("El acta quedó cerrada. Sus certificados se están preparando."), "success")
            return redirect(url_for("completion.closing", closing_id=closing_id), code=303)
    newly = get_sheet(cohort).newly
    labels = label_people([row.enrolment for row in newly])
    page = render_template("courses/completion/close.html", form=form, cohort=cohort, newly=newly, labels=labels)
    return page, 409 if form.errors else 200


@bp.get("/actas/<uuid:closing_id>")
@guard(Permission.VIEW_COHORT)
def closing(closing_id: UUID) -> str:
    """The acta to print, as it was closed."""
    found = get_closing(closing_id)
    cohort = get_cohort(found.cohort_id)
    authorise(current_actor(), Permission.VIEW_COHORT, cohort.target)
    closers = summarise_people([found.closed_by] if found.closed_by else [])
    return render_template(
        "courses/completion/closing.html",
        closing=found,
        cohort=cohort,
        programme=programme_of(cohort),
        course=course_of(cohort),
        lines=lines_of(closing_id),
        closer=next((person.full_name for person in closers.values()), None),
        hours_words=hours_words,
        certificates_url=_certificates_url(cohort),
    )


def _certificates_url(cohort: CohortSummary) -> str | None:
    """The cohort's certificates, for who may see them."""
    may_view = current_actor().may(Permission.VIEW_CERTIFICATES, cohort.target)
    return url_for("registry.cohort", code=cohort.code) if may_view else None
