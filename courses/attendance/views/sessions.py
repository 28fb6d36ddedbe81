"""A cohort's sessions: the list, a new one, calling one off."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from courses.attendance.forms import DayForm, SessionForm
from courses.attendance.operations.sessions import cancel_session, schedule_session
from courses.attendance.presentation import session_rows
from courses.attendance.queries.sessions import licensed_people, minutes_by_part, sessions_of
from courses.attendance.views.blueprint import bp, open_session
from courses.cohorts.forms import TokenForm
from courses.cohorts.queries.cohorts import CohortSummary, course_of, open_cohort
from courses.cohorts.queries.teaching import cohort_trainers
from courses.curriculum.domain import PartKind
from lms.accounts.guards import current_actor, guard
from lms.accounts.permissions import Permission
from lms.errors import Conflict, Invalid
from lms.forms import blame


@bp.get("/grupos/<code>/sesiones")
@guard(Permission.VIEW_COHORT)
def sessions(code: str) -> str:
    """A cohort's sessions and how its minutes are covered."""
    cohort, actor = open_cohort(current_actor(), code, Permission.VIEW_COHORT), current_actor()
    has_self_study = course_of(cohort).planned_minutes(PartKind.LESSON) > 0
    return render_template(
        "courses/attendance/sessions.html",
        cohort=cohort,
        rows=session_rows(sessions_of(cohort.id)),
        parts=minutes_by_part(cohort),
        may_schedule=actor.may(Permission.SCHEDULE_SESSION, cohort.target),
        may_take=actor.may(Permission.TAKE_ATTENDANCE, cohort.target),
        may_receive=has_self_study and actor.may(Permission.RECEIVE_BOOKLET, cohort.target),
    )


@bp.route("/grupos/<code>/sesiones/nueva", methods=["GET", "POST"])
@guard(Permission.SCHEDULE_SESSION)
def schedule(code: str) -> ResponseReturnValue:
    """First the part and the day, then the rest with those who may teach on that day."""
    cohort = open_cohort(current_actor(), code, Permission.SCHEDULE_SESSION)
    choice = DayForm(request.args, meta={"csrf": False})
    choice.offer(minutes_by_part(cohort))
    if "day" not in request.args or not choice.is_fit(cohort.starts_on, cohort.ends_on):
        page = render_template("courses/attendance/schedule_day.html", cohort=cohort, form=choice)
        return page, 400 if choice.errors else 200
    form = SessionForm(place=cohort.place, planned_minutes=choice.minutes_left)
    form.offer(licensed_people(cohort, choice.day.data))
    if form.validate_on_submit() and _schedule(cohort, choice, form):
        flash(_("La sesión quedó programada."), "success")
        return redirect(url_for("attendance.sessions", code=cohort.code), code=303)
    return _session_page(cohort, choice, form), 400 if form.errors else 200


@bp.route("/sesiones/<uuid:session_id>/cancelar", methods=["GET", "POST"])
@guard(Permission.SCHEDULE_SESSION)
def cancel(session_id: UUID) -> ResponseReturnValue:
    """Ask, then call it off."""
    session, cohort = open_session(session_id, Permission.SCHEDULE_SESSION)
    form = TokenForm()
    if form.validate_on_submit():
        cancel_session(current_actor(), session_id)
        flash(_("La sesión quedó cancelada. Sus minutos ya no cuentan."), "success")
        return redirect(url_for("attendance.sessions", code=cohort.code), code=303)
    (row,) = session_rows([session])
    return render_template("courses/attendance/cancel.html", form=form, row=row, cohort=cohort)


def _schedule(cohort: CohortSummary, choice: DayForm, form: SessionForm) -> bool:
    """Whether the session stands; what hinders it is put on the form."""
    try:
        schedule_session(
            current_actor(),
            cohort.id,
            choice.part.data,
            form.place.data,
            form.starts_at(choice.day.data),
            form.planned_minutes.data,
            UUID(form.lead.data),
            [UUID(each) for each in form.others.data],
        )
    except (Invalid, Conflict) as error:
        blame(form, error)
        return False
    return True


def _session_page(cohort: CohortSummary, choice: DayForm, form: SessionForm) -> str:
    people = licensed_people(cohort, choice.day.data)
    licensed = {each.id for each in people}
    return render_template(
        "courses/attendance/schedule.html",
        cohort=cohort,
        form=form,
        title=course_of(cohort).part(choice.part.data).title,
        day=choice.day.data,
        people=people,
        unlicensed=[each for each in cohort_trainers(cohort.id) if each.id not in licensed],
    )
