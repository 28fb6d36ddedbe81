"""Two records of one person: compare, join, undo; for registrars."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts.guards import current_actor, guard
from lms.accounts.operations.merges import merge_people, undo_merge
from lms.accounts.permissions import Permission
from lms.accounts.profiles import get_profile
from lms.errors import Invalid
from lms.office.forms import SearchForm
from lms.office.queries import find_people, list_merges

bp = Blueprint("merges", __name__, url_prefix="/duplicados")


@bp.get("")
@guard(Permission.MERGE_PEOPLE)
def index() -> str:
    """Merges in force, and the search for duplicates."""
    return render_template("office/merges/index.html", rows=list_merges(), form=SearchForm(), found=None)


@bp.post("/buscar")
@guard(Permission.MERGE_PEOPLE)
def search() -> ResponseReturnValue:
    """Who was found; no name enters an address."""
    form = SearchForm()
    found = find_people(form.text.data) if form.validate_on_submit() else None
    page = render_template("office/merges/index.html", rows=list_merges(), form=form, found=found)
    return page, 400 if form.errors else 200


@bp.get("/comparar")
@guard(Permission.MERGE_PEOPLE)
def compare() -> str:
    """Both records side by side before they are joined."""
    loser, survivor = _id(request.args.get("se_une")), _id(request.args.get("queda"))
    if loser == survivor:
        raise Invalid(_("Elegir dos registros distintos."))
    return render_template("office/merges/compare.html", loser=get_profile(loser), survivor=get_profile(survivor))


@bp.post("/unir")
@guard(Permission.MERGE_PEOPLE)
def merge() -> ResponseReturnValue:
    """Join them."""
    merge_people(current_actor(), _id(request.form.get("se_une")), _id(request.form.get("queda")))
    flash(_("Los registros quedaron unidos. Se puede deshacer."), "success")
    return redirect(url_for("merges.index"), code=303)


@bp.post("/<uuid:merge_id>/deshacer")
@guard(Permission.MERGE_PEOPLE)
def undo(merge_id: UUID) -> ResponseReturnValue:
    """Set them apart again."""
    undo_merge(current_actor(), merge_id)
    flash(_("Los registros quedaron separados otra vez."), "success")
    return redirect(url_for("merges.index"), code=303)


def _id(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        raise Invalid(_("Elegir los dos registros.")) from None
