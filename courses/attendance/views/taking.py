"""Taking attendance: one's own sessions, everybody on one page, the sheet on paper, who comes without being listed."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from courses.attendance.forms import AttendanceForm, WalkInForm, attendance_form
from courses.attendance.operations.attendance import record_attendance
from courses.attendance.operations.walk_ins import add_walk_in
from courses.attendance.presentation import by_nearness, session_rows
from courses.attendance.queries.entries import EntryView, history_of
from courses.attendance.queries.sessions import sessions_taught
from courses.attendance.views.blueprint import bp, open_session
from courses.attendance.wording import earlier_words, entry_words
from courses.cohorts.queries.cohorts import course_of, programme_of
from courses.cohorts.queries.enrolments import roster
from courses.cohorts.views.blueprint import label_people
from courses.curriculum.markdown import render
from courses.curriculum.views import picture_url_of
from lms.accounts.guards import current_actor, guard
from lms.accounts.permissions import Permission
from lms.accounts.queries.people import documents_of
from lms.errors import Conflict, Invalid
from lms.forms import blame

BLANK_LINES = 5


@bp.get("/mis-sesiones")
@guard(Permission.TAKE_ATTENDANCE)
def mine() -> str:
    """The sessions one teaches, today's first."""
    person_id = current_actor().person_id
    taught = sessions_taught(person_id) if person_id else []
    return render_template("courses/attendance/mine.html", groups=by_nearness(session_rows(taught)))


@bp.route("/sesiones/<uuid:session_id>/asistencia", methods=["GET", "POST"])
@guard(Permission.TAKE_ATTENDANCE)
def take(session_id: UUID) -> ResponseReturnValue:
    """Everybody on one page; what is recorded is shown and may be corrected."""
    session, cohort = open_session(session_id, Permission.TAKE_ATTENDANCE)
    people, history = roster(cohort.id), history_of(session_id)
    form = attendance_form(history, [each.id for each in people])
    if form.is_submitted():
        written = _record(form, session_id, session.planned_minutes, history)
        if written is not None:
            flash(ngettext("%(num)d asistencia guardada.", "%(num)d asistencias guardadas.", written), "success")
            return redirect(url_for("attendance.take", session_id=session_id), code=303)
    (row,) = session_rows([session])
    page = render_template(
        "courses/attendance/take.html",
        row=row,
        cohort=cohort,
        form=form,
        people=[(each, form.rows[each.id], history.get(each.id, [])) for each in people],
        labels=label_people(people),
        entry_words=entry_words,
        earlier_words=earlier_words,
    )
    return page, 400 if form.errors else 200


@bp.route("/sesiones/<uuid:session_id>/agregar", methods=["GET", "POST"])
@guard(Permission.TAKE_ATTENDANCE)
def walk_in(session_id: UUID) -> ResponseReturnValue:
    """Somebody came who is not on the list."""
    session, cohort = open_session(session_id, Permission.TAKE_ATTENDANCE)
    form = WalkInForm()
    if form.validate_on_submit():
        try:
            add_walk_in(current_actor(), session_id, form.read())
        except (Invalid, Conflict) as error:
            blame(form, error)
        else:
            flash(_("La persona quedó inscrita. Falta marcar su asistencia."), "success")
            return redirect(url_for("attendance.take", session_id=session_id), code=303)
    programme = programme_of(cohort)
    page = render_template(
        "courses/attendance/walk_in.html",
        session=session,
        cohort=cohort,
        form=form,
        rules=course_of(cohort).rules,
        programme=programme,
        consent=render(programme, programme.consent_text, picture_url=picture_url_of(cohort.version_sha256)),
    )
    return page, 400 if form.errors else 200


@bp.get("/sesiones/<uuid:session_id>/hoja")
@guard(Permission.VIEW_COHORT)
def sheet(session_id: UUID) -> str:
    """The sheet to print and sign."""
    session, cohort = open_session(session_id, Permission.VIEW_COHORT)
    people = roster(cohort.id)
    return render_template(
        "courses/attendance/sheet.html",
        session=session,
        cohort=cohort,
        title=course_of(cohort).part(session.part).title,
        people=people,
        documents=documents_of(each.person_id for each in people),
        blank_lines=BLANK_LINES,
    )


def _record(form: AttendanceForm, session_id: UUID, planned: int, history: dict[UUID, list[EntryView]]) -> int | None:
    """How many entries were written; None when a row is wrong, and nothing is written."""
    form.validate()
    entries = form.read(planned, history)
    if form.errors:
        return None
    try:
        return record_attendance(current_actor(), session_id, entries)
    except Invalid as error:  # somebody else recorded the same person meanwhile
        blame(form, error)
        return None
