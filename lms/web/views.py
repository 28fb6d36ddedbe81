"""The start page and the privacy page."""

from flask import Blueprint, current_app, render_template
from flask_login import current_user

from lms.accounts.guards import current_actor, public
from lms.accounts.permissions import ROLE_NAMES
from lms.accounts.queries.people import get_person
from lms.web.context import list_nav

bp = Blueprint("web", __name__)


@bp.get("/")
@public
def home() -> str:
    """What this is, for strangers; the way to one's own pages, for the logged in."""
    if not current_user.is_authenticated:
        return render_template("web/landing.html")
    actor = current_actor()
    roles = sorted({ROLE_NAMES[grant.role] for grant in actor.grants})
    person = get_person(current_user.person_id)
    return render_template("web/home.html", person=person, roles=roles, links=list_nav())


@bp.get("/privacidad")
@public
def privacy() -> str:
    """What is kept, what for, and how to exercise one's rights."""
    return render_template("web/privacy.html", contact=current_app.extensions["settings"].privacy_contact)
