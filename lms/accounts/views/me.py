"""One's own account: password, e-mail, consents, one's data."""

import json
from dataclasses import asdict
from datetime import date

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts.forms import ChangePasswordForm, EmailForm
from lms.accounts.guards import current_actor, guard
from lms.accounts.operations.accounts import change_email
from lms.accounts.operations.consents import withdraw_consent
from lms.accounts.operations.passwords import change_password
from lms.accounts.operations.sensitive import open_own
from lms.accounts.profiles import Profile, export_person, get_profile
from lms.accounts.sessions import begin_session
from lms.accounts.signals import list_titles
from lms.errors import Conflict, Invalid, NotFound
from lms.forms import blame

bp = Blueprint("me", __name__, url_prefix="/mi-cuenta")


def _own_profile() -> Profile:
    person_id = current_actor().person_id
    if person_id is None:
        raise NotFound(_("No existe esa persona."))
    return get_profile(person_id)


@bp.get("")
@guard()
def show() -> str:
    """What the account holds, and the ways to change it."""
    return render_template("accounts/me/show.html", profile=_own_profile(), titles=list_titles())


@bp.route("/clave", methods=["GET", "POST"])
@guard()
def password() -> ResponseReturnValue:
    """Change the password; other sessions end, this one goes on."""
    form, actor = ChangePasswordForm(), current_actor()
    if form.validate_on_submit():
        try:
            change_password(actor, form.present.data, form.password.data)
        except Invalid as error:
            blame(form, error)
        else:
            if actor.person_id:
                begin_session(actor.person_id)
            flash(_("Cambiaste tu contraseña."), "success")
            return redirect(url_for("me.show"), code=303)
    return render_template("accounts/me/password.html", form=form), 400 if form.errors else 200


@bp.route("/correo", methods=["GET", "POST"])
@guard()
def email() -> ResponseReturnValue:
    """Set or remove the e-mail."""
    account = _own_profile().account
    form = EmailForm(data={"email": account.email if account else ""})
    if form.validate_on_submit():
        try:
            change_email(current_actor(), form.email.data or "")
        except (Invalid, Conflict) as error:
            blame(form, error)
        else:
            flash(_("Guardamos el cambio."), "success")
            return redirect(url_for("me.show"), code=303)
    return render_template("accounts/me/email.html", form=form), 400 if form.errors else 200


@bp.get("/consentimientos/<purpose>/retirar")
@guard()
def ask_withdrawal(purpose: str) -> str:
    """Ask before taking a consent back."""
    given = [consent for consent in _own_profile().consents if consent.purpose == purpose and consent.is_given]
    if not given:
        raise NotFound(_("No hay un consentimiento vigente que retirar."))
    title = list_titles().programme(purpose)
    return render_template("accounts/me/withdraw.html", consent=given[0], title=title)


@bp.post("/consentimientos/<purpose>/retirar")
@guard()
def withdraw(purpose: str) -> ResponseReturnValue:
    """Take it back."""
    actor = current_actor()
    if actor.person_id:
        withdraw_consent(actor, actor.person_id, purpose)
    flash(_("Retiraste tu consentimiento. Tu coordinación lo verá."), "success")
    return redirect(url_for("me.show"), code=303)


@bp.get("/datos.json")
@guard()
def data() -> Response:
    """Everything kept about oneself, as a file; what was told under a consent of its own only when asked for."""
    person_id = _own_profile().person.id
    kept = export_person(person_id)
    if request.args.get("con") == "ajustes":
        kept["told"] = asdict(open_own(person_id))
    body = json.dumps(kept, ensure_ascii=False, indent=2, default=_plain)
    headers = {"Content-Disposition": "attachment; filename=mis-datos.json", "Cache-Control": "no-store"}
    return Response(body, mimetype="application/json", headers=headers)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
