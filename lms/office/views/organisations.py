"""Institutions."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts.guards import current_actor, guard
from lms.accounts.operations.organisations import create_organisation, edit_organisation
from lms.accounts.permissions import Permission
from lms.accounts.queries.organisations import get_organisation
from lms.errors import Conflict, Invalid
from lms.forms import blame
from lms.office.forms import OrganisationForm, organisation_choices, region_choices
from lms.office.queries import list_organisation_rows

bp = Blueprint("organisations", __name__, url_prefix="/administracion/instituciones")


@bp.get("")
@guard(Permission.MANAGE_ACCOUNTS)
def index() -> str:
    """All institutions."""
    return render_template("office/organisations/index.html", rows=list_organisation_rows())


@bp.route("/nueva", methods=["GET", "POST"])
@guard(Permission.MANAGE_ACCOUNTS)
def create() -> ResponseReturnValue:
    """Add one."""
    form = _form()
    if form.validate_on_submit():
        try:
            create_organisation(current_actor(), *_values(form))
        except (Invalid, Conflict) as error:
            blame(form, error)
        else:
            return _back(_("La institución quedó registrada."))
    return render_template("office/organisations/edit.html", form=form, is_new=True), 400 if form.errors else 200


@bp.route("/<uuid:organisation_id>", methods=["GET", "POST"])
@guard(Permission.MANAGE_ACCOUNTS)
def edit(organisation_id: UUID) -> ResponseReturnValue:
    """Correct one."""
    present = get_organisation(organisation_id)
    form = _form(
        name=present.name, kind=present.kind.value, region=present.region or "", parent_id=str(present.parent_id or "")
    )
    if form.validate_on_submit():
        try:
            edit_organisation(current_actor(), organisation_id, *_values(form))
        except (Invalid, Conflict) as error:
            blame(form, error)
        else:
            return _back(_("Guardamos el cambio."))
    return render_template("office/organisations/edit.html", form=form, is_new=False), 400 if form.errors else 200


def _form(**present: Any) -> OrganisationForm:
    form = OrganisationForm(data=present)
    form.region.choices, form.parent_id.choices = region_choices(), organisation_choices()
    return form


def _values(form: OrganisationForm) -> tuple[Any, str, str | None, UUID | None]:
    parent = UUID(form.parent_id.data) if form.parent_id.data else None
    return form.chosen_kind, form.name.data, form.region.data or None, parent


def _back(message: str) -> ResponseReturnValue:
    flash(message, "success")
    return redirect(url_for("organisations.index"), code=303)
