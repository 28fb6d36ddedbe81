"""What the people of a cohort need: one list for the day of the exam, and the form for a signed paper."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from courses.cohorts.forms import PaperToldForm
from courses.cohorts.operations.needs import read_needs, read_needs_of, write_needs
from courses.cohorts.queries.cohorts import open_cohort
from courses.cohorts.queries.enrolments import roster
from courses.cohorts.views.blueprint import bp, label_people, never_stored, open_enrolment
from lms.accounts.guards import current_actor, guard
from lms.accounts.permissions import Permission
from lms.accounts.sensitive import CONSENT_TEXTS
from lms.accounts.wording import list_needs, tongue


@bp.get("/grupos/<code>/ajustes")
@guard(Permission.VIEW_COHORT)
def needs(code: str) -> ResponseReturnValue:
    """The list, to be printed."""
    cohort = open_cohort(current_actor(), code, Permission.VIEW_COHORT)
    people = roster(cohort.id)
    page = render_template(
        "courses/cohorts/needs.html",
        cohort=cohort,
        people=people,
        labels=label_people(people),
        told=[(each.id, list_needs(told), tongue(told)) for each, told in read_needs(current_actor(), cohort.id)],
        may_write=current_actor().may(Permission.MANAGE_COHORT, cohort.target),
    )
    return never_stored(page)


@bp.route("/grupos/<code>/ajustes/<uuid:enrolment_id>", methods=["GET", "POST"])
@guard(Permission.MANAGE_COHORT)
def needs_on_paper(code: str, enrolment_id: UUID) -> ResponseReturnValue:
    """Write down what a person told on paper."""
    cohort = open_cohort(current_actor(), code, Permission.MANAGE_COHORT)
    enrolment = open_enrolment(cohort, enrolment_id)
    form = PaperToldForm.showing(read_needs_of(current_actor(), enrolment.id))
    if form.validate_on_submit():
        write_needs(current_actor(), enrolment.id, form.told, form.signed_on.data)
        flash(_("Quedó registrado lo que dice el papel."), "success")
        return redirect(url_for("cohorts.needs", code=cohort.code), code=303)
    page = render_template(
        "courses/cohorts/needs_on_paper.html", form=form, cohort=cohort, enrolment=enrolment, texts=CONSENT_TEXTS
    )
    return never_stored(page, 400 if form.errors else 200)
