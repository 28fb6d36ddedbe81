"""Appointing trainers by an authority's act, for registrars."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts.guards import current_actor, guard
from lms.accounts.operations.licences import appoint_trainer, withdraw_appointment
from lms.accounts.permissions import Permission
from lms.accounts.queries.people import get_person
from lms.accounts.signals import list_titles
from lms.errors import Invalid, NotFound
from lms.forms import blame
from lms.office.forms import AppointmentForm, ReasonForm, SearchForm, course_choices, region_choices
from lms.office.queries import AppointmentRow, PersonRow, find_people, list_appointments

bp = Blueprint("appointments", __name__, url_prefix="/nombramientos")


@bp.get("")
@guard(Permission.APPOINT_TRAINERS)
def index() -> str:
    """Who is appointed for what, and the search for somebody new."""
    return _index(SearchForm(), None)


@bp.post("/buscar")
@guard(Permission.APPOINT_TRAINERS)
def search() -> ResponseReturnValue:
    """Who was found; no name enters an address."""
    form = SearchForm()
    found = find_people(form.text.data) if form.validate_on_submit() else None
    return _index(form, found), 400 if form.errors else 200


@bp.route("/persona/<uuid:person_id>", methods=["GET", "POST"])
@guard(Permission.APPOINT_TRAINERS)
def appoint(person_id: UUID) -> ResponseReturnValue:
    """Record the act that appoints the person."""
    person, form = get_person(person_id), AppointmentForm()
    form.course.choices, form.region.choices = course_choices(), region_choices(_l("Todas"))
    if form.validate_on_submit():
        programme, _sign, course = form.course.data.partition("/")
        try:
            appoint_trainer(
                current_actor(),
                person_id,
                programme,
                course,
                act_number=form.act_number.data,
                authority=form.authority.data,
                since=form.since.data,
                until=form.until.data,
                region=form.region.data or None,
            )
        except Invalid as error:
            blame(form, error)
        else:
            return _back(_("El nombramiento quedó registrado."))
    return render_template("office/appointments/new.html", form=form, person=person), 400 if form.errors else 200


@bp.route("/<uuid:licence_id>/retirar", methods=["GET", "POST"])
@guard(Permission.APPOINT_TRAINERS)
def withdraw(licence_id: UUID) -> ResponseReturnValue:
    """Take an appointment back, with a reason."""
    row, form = _get_row(licence_id), ReasonForm()
    if form.validate_on_submit():
        withdraw_appointment(current_actor(), licence_id, form.reason.data)
        return _back(_("El nombramiento quedó retirado."))
    course = list_titles().course(row.licence.programme, row.licence.course)
    page = render_template("office/appointments/withdraw.html", form=form, row=row, course=course)
    return page, 400 if form.errors else 200


def _index(form: SearchForm, found: list[PersonRow] | None) -> str:
    rows = list_appointments(current_actor())
    return render_template("office/appointments/index.html", rows=rows, titles=list_titles(), form=form, found=found)


def _get_row(licence_id: UUID) -> AppointmentRow:
    for row in list_appointments(current_actor()):
        if row.licence.id == licence_id and not row.licence.withdrawn_at:
            return row
    raise NotFound(_("No existe ese nombramiento."))


def _back(message: str) -> ResponseReturnValue:
    flash(message, "success")
    return redirect(url_for("appointments.index"), code=303)
