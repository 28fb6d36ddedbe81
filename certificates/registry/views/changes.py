"""Revoking and correcting, each asked twice."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from certificates.issuing.queries.certificates import CertificateView
from certificates.issuing.status import RevocationReason
from certificates.issuing.wording import reason_words
from certificates.registry.forms import ConfirmedForm, CorrectionForm, RevocationForm
from certificates.registry.operations import check_correction, check_revocation, correct_name, revoke
from certificates.registry.views.blueprint import bp, open_certificate
from lms.accounts.guards import current_actor, guard
from lms.accounts.permissions import Permission
from lms.errors import Conflict, Invalid
from lms.forms import blame


@bp.route("/certificados/<serial>/anular", methods=["GET", "POST"])
@guard(Permission.REVOKE_CERTIFICATES)
def revocation(serial: str) -> ResponseReturnValue:
    """Reason, date, authority; then once more, since it cannot be undone."""
    view = open_certificate(serial, Permission.REVOKE_CERTIFICATES)[0]
    form = RevocationForm()
    if form.validate_on_submit():
        try:
            check_revocation(current_actor(), view.serial, form.effective_on.data, form.authority.data)
            if form.is_confirmed:
                revoke(
                    current_actor(), view.serial, RevocationReason(form.reason.data), form.effective_on.data,
                    form.authority.data, form.note.data or "",
                )  # fmt: skip
        except (Invalid, Conflict) as error:
            blame(form, error)
        else:
            if form.is_confirmed:
                flash(_("El certificado quedó anulado."), "success")
                return redirect(url_for("registry.show", serial=view.serial), code=303)
            return _ask_again("revoke_confirm.html", view, form, reason=reason_words(form.reason.data))
    return _form("revoke.html", view, form)


@bp.route("/certificados/<serial>/corregir", methods=["GET", "POST"])
@guard(Permission.CORRECT_CERTIFICATES)
def correction(serial: str) -> ResponseReturnValue:
    """The right name; then before and after side by side."""
    view = open_certificate(serial, Permission.CORRECT_CERTIFICATES)[0]
    form = CorrectionForm(data={"holder_name": view.claims.holder_name})
    if form.validate_on_submit():
        try:
            name = check_correction(current_actor(), view.serial, form.holder_name.data, form.note.data)
            if form.is_confirmed:
                successor = correct_name(current_actor(), view.serial, form.holder_name.data, form.note.data)
        except (Invalid, Conflict) as error:
            blame(form, error)
        else:
            if form.is_confirmed:
                flash(_("Se emitió el certificado corregido. El anterior dice que fue reemplazado."), "success")
                return redirect(url_for("registry.show", serial=successor), code=303)
            return _ask_again("correct_confirm.html", view, form, name=name)
    return _form("correct.html", view, form)


def _form(template: str, view: CertificateView, form: ConfirmedForm) -> ResponseReturnValue:
    page = render_template(f"certificates/registry/{template}", certificate=view, form=form)
    return page, 400 if form.errors else 200


def _ask_again(template: str, view: CertificateView, form: ConfirmedForm, **shown: str) -> ResponseReturnValue:
    """The same answers as hidden fields, with one button."""
    answers = {name: value for name, value in form.data.items() if name not in ("csrf_token", "confirmed")}
    return render_template(
        f"certificates/registry/{template}", certificate=view, answers=answers | {"confirmed": "si"}, **shown
    )
