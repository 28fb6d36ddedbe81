"""Getting in and out."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms.accounts.forms import ActivationForm, LoginForm
from lms.accounts.guards import guard, public
from lms.accounts.operations.passwords import authenticate, redeem_code
from lms.accounts.sessions import begin_session, end_session, safe_path
from lms.accounts.throttle import network_of
from lms.errors import Invalid
from lms.forms import blame

bp = Blueprint("accounts", __name__)


@bp.get("/ingresar")
@public
def login() -> ResponseReturnValue:
    """The login form; the logged in go on."""
    if current_user.is_authenticated:
        return redirect(_following(), code=303)
    return render_template("accounts/login.html", form=LoginForm())


@bp.post("/ingresar")
@public
def log_in() -> ResponseReturnValue:
    """Check and let in."""
    form = LoginForm()
    if form.validate_on_submit():
        try:
            person_id = authenticate(form.login.data, form.password.data, network_of(request.remote_addr))
        except Invalid as error:
            blame(form, error)
        else:
            begin_session(person_id)
            return redirect(_following(), code=303)
    return render_template("accounts/login.html", form=form), 400


@bp.get("/activar")
@public
def activate() -> ResponseReturnValue:
    """The form for a one-time code: first login or forgotten password."""
    return render_template("accounts/activate.html", form=ActivationForm())


@bp.post("/activar")
@public
def redeem() -> ResponseReturnValue:
    """Set the password and let in."""
    form = ActivationForm()
    if form.validate_on_submit():
        try:
            person_id = redeem_code(form.code.data, form.password.data, network_of(request.remote_addr))
        except Invalid as error:
            blame(form, error)
        else:
            begin_session(person_id)
            flash(_("Tu contraseña quedó guardada."), "success")
            return redirect(url_for("web.home"), code=303)
    return render_template("accounts/activate.html", form=form), 400


@bp.post("/salir")
@guard()
def logout() -> ResponseReturnValue:
    """End the session."""
    end_session()
    flash(_("Cerraste tu sesión."), "success")
    return redirect(url_for("web.home"), code=303)


def _following() -> str:
    return safe_path(request.args.get("siguiente")) or url_for("web.home")
