"""The roster, its exports, one person more and one less."""

from collections.abc import Sequence
from uuid import UUID

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from courses.cohorts.exports import XLSX, write_xlsx
from courses.cohorts.forms import PersonForm, TokenForm
from courses.cohorts.headings import Column
from courses.cohorts.importing import ImportPlan, Verdict
from courses.cohorts.operations.enrolment import withdraw_enrolment
from courses.cohorts.operations.roster import apply_import, plan_import
from courses.cohorts.queries.cohorts import CohortSummary, course_of, open_cohort
from courses.cohorts.queries.enrolments import roster as list_roster
from courses.cohorts.roster import RosterRow, read_fields
from courses.cohorts.views.blueprint import bp, never_stored, open_enrolment
from lms import clock
from lms.accounts.guards import current_actor, guard
from lms.accounts.permissions import Permission
from lms.accounts.queries.people import documents_of
from lms.accounts.queries.postings import current_postings
from lms.csv_files import write_csv
from lms.errors import Conflict, NotFound
from lms.forms import blame

FIELDS = {
    "document_type": Column.DOCUMENT_TYPE,
    "document": Column.DOCUMENT,
    "surnames": Column.SURNAMES,
    "given_names": Column.GIVEN_NAMES,
    "sex": Column.SEX,
    "phone": Column.PHONE,
    "rank": Column.RANK,
    "cip": Column.CIP,
    "unit": Column.UNIT,
    "consents": Column.CONSENT,
}


@bp.get("/grupos/<code>/nomina")
@guard(Permission.VIEW_COHORT)
def roster(code: str) -> Response:
    """Who is enrolled, documents masked."""
    cohort = open_cohort(current_actor(), code, Permission.VIEW_COHORT)
    people = list_roster(cohort.id)
    ids = [each.person_id for each in people]
    page = render_template(
        "courses/cohorts/roster.html",
        cohort=cohort,
        people=people,
        documents=documents_of(ids),
        postings=current_postings(ids, clock.today()),
        may_import=current_actor().may(Permission.IMPORT_ROSTER, cohort.target),
    )
    return never_stored(page)


@bp.get("/grupos/<code>/nomina.<any(xlsx, csv):form>")
@guard(Permission.IMPORT_ROSTER)
def export(code: str, form: str) -> Response:
    """The roster as a file, documents masked; its name says nothing about anybody."""
    cohort = open_cohort(current_actor(), code, Permission.IMPORT_ROSTER)
    head = [_("Apellidos"), _("Nombres"), _("Documento"), _("Unidad"), _("Grado")]
    rows = _export_rows(cohort)
    content = write_xlsx(_("Nómina"), head, rows) if form == "xlsx" else write_csv(head, rows)
    response = Response(content, mimetype=XLSX if form == "xlsx" else "text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f"attachment; filename=nomina-{cohort.code.lower()}.{form}"
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.route("/grupos/<code>/inscribir", methods=["GET", "POST"])
@guard(Permission.IMPORT_ROSTER)
def enrol(code: str) -> ResponseReturnValue:
    """Register if need be, and enrol, one person; under the same checks as an import of one row."""
    cohort = open_cohort(current_actor(), code, Permission.IMPORT_ROSTER)
    form, plan = PersonForm(), None
    if form.validate_on_submit():
        plan = plan_import(cohort.id, [_typed_row(form)])
        _show_faults(form, plan)
        if not form.errors:
            try:
                apply_import(current_actor(), cohort.id, plan)
            except Conflict as error:
                blame(form, error)
            else:
                flash(_("La persona quedó inscrita."), "success")
                return redirect(url_for("cohorts.roster", code=cohort.code), code=303)
    notes = plan.rows[0].notes if plan else ()
    page = render_template(
        "courses/cohorts/enrol.html", form=form, cohort=cohort, rules=course_of(cohort).rules, notes=notes
    )
    return never_stored(page, 400 if form.errors else 200)


@bp.route("/grupos/<code>/inscripciones/<uuid:enrolment_id>/retirar", methods=["GET", "POST"])
@guard(Permission.IMPORT_ROSTER)
def withdraw(code: str, enrolment_id: UUID) -> ResponseReturnValue:
    """Ask, then take the person off the list."""
    cohort = open_cohort(current_actor(), code, Permission.IMPORT_ROSTER)
    enrolment = open_enrolment(cohort, enrolment_id)
    if enrolment.withdrawn_at is not None:
        raise NotFound("Esa persona ya no está en la nómina.")
    form = TokenForm()
    if form.validate_on_submit():
        withdraw_enrolment(current_actor(), enrolment.id)
        flash(_("La persona quedó retirada del grupo."), "success")
        return redirect(url_for("cohorts.roster", code=cohort.code), code=303)
    return never_stored(render_template("courses/cohorts/withdraw.html", cohort=cohort, enrolment=enrolment))


def _typed_row(form: PersonForm) -> RosterRow:
    signed = form.consented_on.data
    consent = (f"{signed:%d/%m/%Y}" if signed else "sí") if form.consents.data else ""
    typed = {column: form[name].data or "" for name, column in FIELDS.items() if name != "consents"}
    return read_fields({**typed, Column.CONSENT: consent}, clock.today())


def _show_faults(form: PersonForm, plan: ImportPlan) -> None:
    """Each fault at its field; notes must be ticked off before anything is written."""
    row, by_column = plan.rows[0], {column.value: name for name, column in FIELDS.items()}
    for fault in row.faults:
        name = by_column[fault.column]
        name = "consented_on" if name == "consents" and form.consents.data else name
        form[name].errors = [*form[name].errors, fault.message]
    if row.verdict == Verdict.ENROLLED:
        form.document.errors = [*form.document.errors, _("Esa persona ya está inscrita en el grupo.")]
    elif row.notes and not row.faults and not form.reviewed.data:
        form.reviewed.errors = [*form.reviewed.errors, _("Leer los avisos y marcar esta casilla.")]


def _export_rows(cohort: CohortSummary) -> Sequence[Sequence[str]]:
    people = list_roster(cohort.id)
    ids = [each.person_id for each in people]
    documents, postings = documents_of(ids), current_postings(ids, clock.today())
    return [
        [
            each.person.surnames,
            each.person.given_names,
            documents[each.person_id].masked if each.person_id in documents else "",
            postings[each.person_id][1] if each.person_id in postings else "",
            (postings[each.person_id][0].rank or "") if each.person_id in postings else "",
        ]
        for each in people
    ]
