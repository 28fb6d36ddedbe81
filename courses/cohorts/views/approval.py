"""The coordination's approval of a cohort, asked twice."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from courses.cohorts.forms import ApprovalForm
from courses.cohorts.operations.approval import approve_cohort
from courses.cohorts.queries.cohorts import course_of, open_cohort
from courses.cohorts.queries.decisions import approval_of
from courses.cohorts.queries.enrolments import count_enrolled
from courses.cohorts.queries.teaching import cohort_trainers, has_taught
from courses.cohorts.views.blueprint import bp
from lms.accounts.guards import current_actor, guard
from lms.accounts.permissions import Permission
from lms.accounts.queries.people import summarise_people
from lms.errors import NotFound


@bp.route("/grupos/<code>/aprobacion", methods=["GET", "POST"])
@guard(Permission.APPROVE_COHORT)
def approval(code: str) -> ResponseReturnValue:
    """What was approved so far, and a new word on it."""
    cohort = open_cohort(current_actor(), code, Permission.APPROVE_COHORT)
    if not course_of(cohort).rules.approval:
        raise NotFound("Este curso no necesita aprobación.")
    form = ApprovalForm()
    actor = current_actor()
    if form.validate_on_submit():
        approve_cohort(actor, cohort.id, form.approved.data == "si", form.note.data or "")
        flash(_("La decisión quedó registrada."), "success")
        return redirect(url_for("cohorts.show", code=cohort.code), code=303)
    newest = approval_of(cohort.id)
    page = render_template(
        "courses/cohorts/approval.html",
        form=form,
        cohort=cohort,
        newest=newest,
        approvers=summarise_people([newest.approved_by] if newest and newest.approved_by else []),
        enrolled=count_enrolled([cohort.id]).get(cohort.id, 0),
        trainers=cohort_trainers(cohort.id),
        teaches=actor.person_id is not None and has_taught(cohort.id, actor.person_id),
    )
    return page, 400 if form.errors else 200
