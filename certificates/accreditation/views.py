"""The registrar's page of accreditations."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields import SelectChoice

from certificates.accreditation.forms import AccreditationForm
from certificates.accreditation.models import AccreditationState
from certificates.accreditation.operations import NewAccreditation, change_accreditation, record_accreditation
from certificates.accreditation.queries import list_accreditations, list_courts
from certificates.accreditation.wording import change_name, state_name
from certificates.issuing.serials import group_serial, parse_serial
from lms.accounts.guards import current_actor, guard
from lms.accounts.permissions import Permission
from lms.errors import Forbidden, Invalid
from lms.forms import blame

bp = Blueprint("accreditation", __name__)


@bp.get("/acreditaciones")
@guard(Permission.ISSUE_CERTIFICATES)
def index() -> str:
    """What the courts gave, newest first."""
    return render_template(
        "certificates/accreditation/index.html",
        accreditations=list_accreditations(current_actor()),
        order=list(AccreditationState),
        state_name=state_name,
        change_name=change_name,
        group_serial=group_serial,
    )


@bp.route("/acreditaciones/nueva", methods=["GET", "POST"])
@guard(Permission.ISSUE_CERTIFICATES)
def new() -> ResponseReturnValue:
    """Copy the court's act; `codigo` in the address fills in the certificate's code."""
    form = AccreditationForm(data={"serial": request.args.get("codigo")})
    form.court.choices = [SelectChoice(str(each.id), each.name) for each in list_courts()]
    if form.validate_on_submit():
        try:
            record_accreditation(current_actor(), _new(form))
        except (Invalid, Forbidden) as error:
            blame(form, error)
        else:
            flash(_("La acreditación quedó registrada. El certificado no cambia."), "success")
            return redirect(url_for("accreditation.index"), code=303)
    return render_template("certificates/accreditation/new.html", form=form), 400 if form.errors else 200


@bp.post("/acreditaciones/<uuid:accreditation_id>/estado")
@guard(Permission.ISSUE_CERTIFICATES)
def change(accreditation_id: UUID) -> ResponseReturnValue:
    """Suspend, resume or end."""
    try:
        state = AccreditationState(request.form.get("state", ""))
    except ValueError:
        raise Invalid(_("Elegir qué hacer con la acreditación.")) from None
    change_accreditation(current_actor(), accreditation_id, state)
    flash(_("La acreditación está %(state)s.", state=state_name(state)), "success")
    return redirect(url_for("accreditation.index"), code=303)


def _new(form: AccreditationForm) -> NewAccreditation:
    return NewAccreditation(
        court_id=UUID(form.court.data),
        number=form.number.data,
        serial=parse_serial(form.serial.data),
        signer=form.signer.data,
        since=form.since.data,
        until=form.until.data,
    )
