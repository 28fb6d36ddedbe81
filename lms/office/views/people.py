"""People, their accounts and codes, for administrators."""

from uuid import UUID

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts.domain import parse_document
from lms.accounts.guards import current_actor, guard
from lms.accounts.models.access import CodePurpose
from lms.accounts.operations.accounts import disable_account, enable_account
from lms.accounts.operations.codes import issue_codes
from lms.accounts.operations.people import NewPerson, change_name, register_person
from lms.accounts.permissions import Permission
from lms.accounts.profiles import get_profile
from lms.accounts.signals import list_titles
from lms.errors import Conflict, Invalid
from lms.forms import blame
from lms.office.forms import NameForm, PersonForm, SearchForm
from lms.office.queries import find_people

bp = Blueprint("office", __name__, url_prefix="/administracion")


@bp.get("")
@guard(Permission.MANAGE_ACCOUNTS)
def index() -> str:
    """Look somebody up."""
    return render_template("office/people/search.html", form=SearchForm(), found=None)


@bp.post("/buscar")
@guard(Permission.MANAGE_ACCOUNTS)
def search() -> ResponseReturnValue:
    """Who was found; posted and answered at once, so that no name enters an address."""
    form = SearchForm()
    if not form.validate_on_submit():
        return render_template("office/people/search.html", form=form, found=None), 400
    return render_template("office/people/search.html", form=form, found=find_people(form.text.data))


@bp.route("/personas/nueva", methods=["GET", "POST"])
@guard(Permission.MANAGE_ACCOUNTS)
def register() -> ResponseReturnValue:
    """Register somebody."""
    form = PersonForm()
    if form.validate_on_submit():
        try:
            person_id = register_person(current_actor(), _new_person(form))
        except (Invalid, Conflict) as error:
            blame(form, error)
        else:
            flash(_("Quedó registrada."), "success")
            return redirect(url_for("office.person", person_id=person_id), code=303)
    return render_template("office/people/new.html", form=form), 400 if form.errors else 200


@bp.get("/personas/<uuid:person_id>")
@guard(Permission.MANAGE_ACCOUNTS)
def person(person_id: UUID) -> str:
    """One person: account, roles, licences."""
    return render_template("office/people/show.html", profile=get_profile(person_id), titles=list_titles())


@bp.route("/personas/<uuid:person_id>/nombre", methods=["GET", "POST"])
@guard(Permission.MANAGE_ACCOUNTS)
def rename(person_id: UUID) -> ResponseReturnValue:
    """Correct the name; the old one stays in the history."""
    profile = get_profile(person_id)
    form = NameForm(data={"given_names": profile.person.given_names, "surnames": profile.person.surnames})
    if form.validate_on_submit():
        try:
            change_name(current_actor(), person_id, form.given_names.data, form.surnames.data)
        except Invalid as error:
            blame(form, error)
        else:
            flash(_("Guardamos el nombre."), "success")
            return redirect(url_for("office.person", person_id=person_id), code=303)
    return render_template("office/people/rename.html", form=form, profile=profile), 400 if form.errors else 200


@bp.post("/personas/<uuid:person_id>/codigo")
@guard(Permission.MANAGE_ACCOUNTS)
def code(person_id: UUID) -> ResponseReturnValue:
    """A one-time code, shown this once; it opens a first login or replaces a forgotten password."""
    profile = get_profile(person_id)
    codes = issue_codes(current_actor(), [person_id], CodePurpose.RESET)
    if person_id not in codes:
        raise Conflict(_("La cuenta está desactivada: actívala antes de entregar un código."))
    page = render_template("office/people/code.html", profile=profile, code=codes[person_id])
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.post("/personas/<uuid:person_id>/desactivar")
@guard(Permission.MANAGE_ACCOUNTS)
def disable(person_id: UUID) -> ResponseReturnValue:
    """Close the account."""
    disable_account(current_actor(), person_id)
    flash(_("La cuenta quedó desactivada."), "success")
    return redirect(url_for("office.person", person_id=person_id), code=303)


@bp.post("/personas/<uuid:person_id>/reactivar")
@guard(Permission.MANAGE_ACCOUNTS)
def enable(person_id: UUID) -> ResponseReturnValue:
    """Open the account again."""
    enable_account(current_actor(), person_id)
    flash(_("La cuenta quedó activa."), "success")
    return redirect(url_for("office.person", person_id=person_id), code=303)


def _new_person(form: PersonForm) -> NewPerson:
    has_document = not form.is_alias.data or bool(form.document_number.data)
    document = parse_document(form.document_type.data, form.document_number.data or "") if has_document else None
    return NewPerson(
        form.given_names.data, form.surnames.data or "", document, is_alias=form.is_alias.data, phone=form.phone.data
    )
