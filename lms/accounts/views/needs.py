"""What somebody tells about herself so that she can study."""

from uuid import UUID

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts.forms import ToldForm
from lms.accounts.guards import current_actor, guard
from lms.accounts.operations.sensitive import open_own, tell
from lms.accounts.sensitive import CONSENT_TEXTS, Told
from lms.errors import NotFound

bp = Blueprint("needs", __name__, url_prefix="/mi-cuenta/ajustes")


@bp.route("", methods=["GET", "POST"])
@guard()
def show() -> ResponseReturnValue:
    """What is kept, to be changed."""
    present = open_own(_own_id())
    form = ToldForm.showing(present)
    if form.validate_on_submit():
        tell(current_actor(), _own_id(), form.told)
        flash(_("Guardamos lo que nos contaste.") if form.told != Told() else _("No queda nada guardado."), "success")
        return redirect(url_for("needs.show"), code=303)
    page = render_template(
        "accounts/me/needs.html", form=form, texts=CONSENT_TEXTS, is_something_kept=present != Told()
    )
    response = make_response(page, 400 if form.errors else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.post("/borrar")
@guard()
def forget() -> ResponseReturnValue:
    """Delete all of it at once."""
    tell(current_actor(), _own_id(), Told())
    flash(_("Lo borramos. No queda nada guardado."), "success")
    return redirect(url_for("needs.show"), code=303)


def _own_id() -> UUID:
    person_id = current_actor().person_id
    if person_id is None:
        raise NotFound(_("No existe esa persona."))
    return person_id
