"""Who signs the certificates."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields import SelectChoice

from certificates.issuing.forms import SignatoryForm
from certificates.issuing.operations.signatories import NewSignatory, add_signatory, end_signatory
from certificates.issuing.queries.signatories import SignatoryView, list_signatories
from courses.curriculum.queries import list_latest
from lms import clock
from lms.accounts.guards import current_actor, guard
from lms.accounts.permissions import Permission, Target
from lms.errors import Forbidden, Invalid
from lms.forms import blame
from lms.places import region_name

bp = Blueprint("issuing", __name__)


@bp.get("/firmas")
@guard(Permission.ISSUE_CERTIFICATES)
def signatories() -> str:
    """Who signs now, and who did."""
    today = clock.today()
    seen = [each for each in list_signatories() if current_actor().may(Permission.ISSUE_CERTIFICATES, _target(each))]
    return render_template(
        "certificates/issuing/signatories.html",
        present=[each for each in seen if each.until is None or each.until >= today],
        past=[each for each in seen if each.until is not None and each.until < today],
        titles={version.slug: version.title for version in list_latest()},
        region_name=region_name,
    )


@bp.route("/firmas/nueva", methods=["GET", "POST"])
@guard(Permission.ISSUE_CERTIFICATES)
def new_signatory() -> ResponseReturnValue:
    """Record who signs from a day on."""
    form = SignatoryForm()
    form.programme.choices = [SelectChoice(version.slug, version.title) for version in list_latest()]
    if form.validate_on_submit():
        try:
            add_signatory(current_actor(), _new(form))
        except (Invalid, Forbidden) as error:
            blame(form, error)
        else:
            flash(_("La firma quedó registrada. Sale en los certificados que se emitan desde su fecha."), "success")
            return redirect(url_for("issuing.signatories"), code=303)
    return render_template("certificates/issuing/new_signatory.html", form=form), 400 if form.errors else 200


@bp.post("/firmas/<uuid:signatory_id>/terminar")
@guard(Permission.ISSUE_CERTIFICATES)
def end(signatory_id: UUID) -> ResponseReturnValue:
    """She signs until today."""
    end_signatory(current_actor(), signatory_id)
    flash(_("Firma hasta hoy. Los certificados ya emitidos no cambian."), "success")
    return redirect(url_for("issuing.signatories"), code=303)


def _new(form: SignatoryForm) -> NewSignatory:
    return NewSignatory(
        programme=form.programme.data,
        name=form.name.data,
        office=form.office.data,
        organisation=form.organisation.data,
        since=form.since.data,
        until=form.until.data,
        region=form.region.data or None,
        position=form.position.data,
    )


def _target(signatory: SignatoryView) -> Target:
    return Target(programme=signatory.programme, region=signatory.region)
