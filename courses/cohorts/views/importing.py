"""Importing a roster in two steps: the report of a dry run, then the confirmation."""

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from courses.cohorts.exports import XLSX, roster_template
from courses.cohorts.forms import ImportForm, UploadForm
from courses.cohorts.importing import ImportPlan, Verdict
from courses.cohorts.operations.roster import FaultyRows, PlanChanged, apply_import, plan_import
from courses.cohorts.queries.cohorts import CohortSummary, course_of, open_cohort, programme_of
from courses.cohorts.roster import Roster, read_roster
from courses.cohorts.spreadsheets.reading import MAX_BYTES
from courses.cohorts.views.blueprint import bp, never_stored, uploads
from lms import clock
from lms.accounts.guards import current_actor, guard
from lms.accounts.permissions import Permission
from lms.errors import Invalid
from lms.forms import blame


@bp.route("/grupos/<code>/importar", methods=["GET", "POST"])
@guard(Permission.IMPORT_ROSTER)
def upload(code: str) -> ResponseReturnValue:
    """Take a file, check that it is a roster, and go to its report."""
    cohort = open_cohort(current_actor(), code, Permission.IMPORT_ROSTER)
    form = UploadForm()
    if form.validate_on_submit():
        content = form.file.data.read(MAX_BYTES + 1)
        try:
            read_roster(content, clock.today())
        except Invalid as error:
            blame(form, error)
        else:
            token = uploads().put(current_actor().person_id, cohort.id, content)
            return redirect(url_for("cohorts.review", code=cohort.code, token=token), code=303)
    page = render_template("courses/cohorts/upload.html", form=form, cohort=cohort, rules=course_of(cohort).rules)
    return page, 400 if form.errors else 200


@bp.get("/grupos/plantilla.xlsx")
@guard(Permission.IMPORT_ROSTER)
def template() -> Response:
    """An empty roster with the headings."""
    headers = {"Content-Disposition": "attachment; filename=plantilla-nomina.xlsx"}
    return Response(roster_template(), mimetype=XLSX, headers=headers)


@bp.route("/grupos/<code>/importar/<token>", methods=["GET", "POST"])
@guard(Permission.IMPORT_ROSTER)
def review(code: str, token: str) -> ResponseReturnValue:
    """Show what the import would do, row by row; on confirmation do exactly that."""
    cohort = open_cohort(current_actor(), code, Permission.IMPORT_ROSTER)
    actor = current_actor()
    file = read_roster(uploads().get(token, actor.person_id, cohort.id), clock.today())
    plan = plan_import(cohort.id, file.rows)
    form = ImportForm()
    if form.validate_on_submit():
        try:
            if form.fingerprint.data != plan.fingerprint:
                raise PlanChanged("El registro cambió desde la revisión: este es el informe de ahora.")
            result = apply_import(actor, cohort.id, plan, without_faulty=form.without_faulty.data)
        except FaultyRows as error:
            blame(form, Invalid(error.sentence, "without_faulty", **error.values))
        except PlanChanged as error:
            blame(form, error)
        else:
            uploads().discard(token, actor.person_id, cohort.id)
            flash(_imported(result.enrolled), "success")
            return redirect(url_for("cohorts.roster", code=cohort.code), code=303)
    form.fingerprint.data = plan.fingerprint
    return never_stored(_report(cohort, file, plan, form), 400 if form.errors else 200)


def _report(cohort: CohortSummary, file: Roster, plan: ImportPlan, form: ImportForm) -> str:
    return render_template(
        "courses/cohorts/review.html",
        form=form,
        cohort=cohort,
        plan=plan,
        counts={verdict.value: plan.count(verdict) for verdict in Verdict},
        unused=file.unused,
        sheet=file.sheet,
        consents=sum(each.enrols and each.row.consents for each in plan.rows),
        consent_version=programme_of(cohort).consent_version,
    )


def _imported(number: int) -> str:
    if not number:
        return str(_("No había nada nuevo que importar."))
    return str(ngettext("Quedó inscrita %(num)s persona.", "Quedaron inscritas %(num)s personas.", number))
