"""A cohort's hours, and the booklets that earn those of self-study."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from courses.attendance.operations.self_study import receive_booklets
from courses.attendance.presentation import booklet_rows, hours_rows, lessons_of, modules_with_booklets, ticked
from courses.attendance.views.blueprint import bp
from courses.attendance.wording import evidence_name
from courses.cohorts.forms import TokenForm
from courses.cohorts.queries.cohorts import course_of, open_cohort
from courses.cohorts.queries.enrolments import roster
from courses.cohorts.views.blueprint import label_people
from courses.curriculum.domain import PartKind
from lms.accounts.guards import current_actor, guard
from lms.accounts.permissions import Permission
from lms.web.downloads import csv_answer


@bp.get("/grupos/<code>/horas")
@guard(Permission.VIEW_COHORT)
def hours(code: str) -> str | Response:
    """Everybody's hours, as page or CSV."""
    cohort = open_cohort(current_actor(), code, Permission.VIEW_COHORT)
    rows = hours_rows(cohort)
    labels = label_people([row.enrolment for row in rows])
    if request.args.get("formato") == "csv":
        head = [_("Apellidos y nombres"), _("Minutos en persona"), _("Minutos de estudio"), _("Minutos en total")]
        cells = [(labels[row.enrolment.id], str(row.attended), str(row.self_study), str(row.total)) for row in rows]
        return csv_answer(f"horas-{cohort.code}.csv", head, cells)
    course = course_of(cohort)
    return render_template(
        "courses/attendance/hours.html",
        cohort=cohort,
        rows=rows,
        labels=labels,
        planned=course.planned_minutes(),
        has_self_study=course.planned_minutes(PartKind.LESSON) > 0,
    )


@bp.route("/grupos/<code>/cuadernillos", methods=["GET", "POST"])
@guard(Permission.RECEIVE_BOOKLET)
def booklets(code: str) -> ResponseReturnValue:
    """The self-study of one module: who earned what, and boxes for the booklets handed in."""
    cohort = open_cohort(current_actor(), code, Permission.RECEIVE_BOOKLET)
    modules = modules_with_booklets(course_of(cohort))
    named = request.args.get("modulo")
    chosen = next((each for each in modules if each.slug == named), modules[0] if modules else None)
    form, people = TokenForm(), roster(cohort.id)
    if form.validate_on_submit():
        boxes = ticked(request.form.getlist("booklet"), {each.id for each in people})
        received = receive_booklets(current_actor(), boxes)
        flash(ngettext("%(num)d lección reconocida.", "%(num)d lecciones reconocidas.", received), "success")
        return redirect(url_for("attendance.booklets", code=cohort.code, modulo=named), code=303)
    return render_template(
        "courses/attendance/booklets.html",
        form=form,
        cohort=cohort,
        modules=modules,
        module=chosen,
        lessons=lessons_of(chosen) if chosen else [],
        rows=booklet_rows(cohort, chosen) if chosen else [],
        labels=label_people(people),
        evidence_name=evidence_name,
    )
