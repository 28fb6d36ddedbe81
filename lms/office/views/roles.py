"""Giving and ending staff roles."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts.guards import current_actor, guard
from lms.accounts.operations.roles import end_role, grant_role
from lms.accounts.permissions import Permission
from lms.accounts.profiles import get_profile
from lms.errors import Invalid
from lms.forms import blame
from lms.office.forms import RoleForm, scope_choices

bp = Blueprint("roles", __name__, url_prefix="/administracion/personas/<uuid:person_id>/roles")


@bp.route("/nuevo", methods=["GET", "POST"])
@guard(Permission.MANAGE_ACCOUNTS)
def grant(person_id: UUID) -> ResponseReturnValue:
    """Give a role with its scope."""
    form = RoleForm()
    form.scope.choices = scope_choices()
    if form.validate_on_submit():
        try:
            grant_role(current_actor(), person_id, *form.chosen, form.evidence.data)
        except Invalid as error:
            blame(form, error)
        else:
            flash(_("El rol vale desde ahora."), "success")
            return redirect(url_for("office.person", person_id=person_id), code=303)
    page = render_template("office/roles/grant.html", form=form, profile=get_profile(person_id))
    return page, 400 if form.errors else 200


@bp.post("/<uuid:grant_id>/terminar")
@guard(Permission.MANAGE_ACCOUNTS)
def end(person_id: UUID, grant_id: UUID) -> ResponseReturnValue:
    """End a role now."""
    end_role(current_actor(), grant_id)
    flash(_("El rol terminó."), "success")
    return redirect(url_for("office.person", person_id=person_id), code=303)
