"""The public catalogue, the pictures, and the staff's guides and printable materials."""

from collections.abc import Callable

from flask import Blueprint, Response, render_template, request, url_for
from flask_login import current_user

from courses.curriculum.domain import Part, Programme
from courses.curriculum.markdown import references, render
from courses.curriculum.queries import get_programme, latest_version, list_latest
from courses.curriculum.wording import rules_in_words
from lms.accounts.guards import current_actor, guard, public
from lms.accounts.permissions import Permission
from lms.errors import NotFound
from lms.web.assets import FOREVER

bp = Blueprint("curriculum", __name__)
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@bp.get("/programas")
@public
def catalogue() -> str:
    """Every programme's newest version."""
    programmes = [get_programme(version.sha256) for version in list_latest()]
    return render_template("courses/curriculum/catalogue.html", programmes=programmes)


@bp.get("/programas/<slug>")
@public
def programme(slug: str) -> str:
    """A programme: courses, modules, hours, rules."""
    shown, version = _latest(slug)
    rules = {course.slug: rules_in_words(shown, course) for course in shown.courses}
    return render_template(
        "courses/curriculum/programme.html", programme=shown, version=version, rules=rules, is_staff=_is_staff()
    )


@bp.get("/programas/<slug>/fuentes")
@public
def sources(slug: str) -> str:
    """Norms and documents the programme cites, and whether somebody has reviewed them."""
    return render_template("courses/curriculum/sources.html", programme=_latest(slug)[0])


@bp.get("/programas/<slug>/glosario")
@public
def glossary(slug: str) -> str:
    """Words explained, Spanish and English."""
    return render_template("courses/curriculum/glossary.html", programme=_latest(slug)[0])


@bp.get("/programas/<slug>/<course>/<module>/<part>/guia")
@guard(Permission.VIEW_COHORT)
def guide(slug: str, course: str, module: str, part: str) -> str:
    """The facilitator's guide of a session."""
    shown, sha256 = _pinned(slug)
    session = shown.course(course).part(f"{module}/{part}")
    if session.guide_text is None:
        raise NotFound("Esta parte no tiene guía.")
    return _sheet(shown, sha256, session, session.title, session.guide_text)


@bp.get("/programas/<slug>/<course>/<module>/<part>/material/<name>")
@guard(Permission.VIEW_COHORT)
def material(slug: str, course: str, module: str, part: str, name: str) -> str:
    """A printable sheet of a session."""
    shown, sha256 = _pinned(slug)
    session = shown.course(course).part(f"{module}/{part}")
    sheet = session.material(name)
    return _sheet(shown, sha256, session, sheet.title, sheet.text)


@bp.get("/programas/imagen/<sha256>/<name>")
@public
def picture(sha256: str, name: str) -> Response:
    """A picture of a published version; it never changes."""
    response = Response(get_programme(sha256).picture(name).svg, mimetype="image/svg+xml")
    response.headers["Cache-Control"] = FOREVER
    response.headers["Content-Security-Policy"] = PICTURE_POLICY
    return response


def picture_url_of(sha256: str) -> Callable[[str], str]:
    """For `render`: the address of a picture of this version."""
    return lambda name: url_for("curriculum.picture", sha256=sha256, name=name)


def _latest(slug: str) -> tuple[Programme, int]:
    version = latest_version(slug)
    return get_programme(version.sha256), version.number


def _pinned(slug: str) -> tuple[Programme, str]:
    """The version that ?version= names (what a cohort pinned), else the newest."""
    sha256 = request.args.get("version") or latest_version(slug).sha256
    shown = get_programme(sha256)
    if shown.slug != slug:
        raise NotFound("Esa versión es de otro programa.")
    return shown, sha256


def _sheet(shown: Programme, sha256: str, session: Part, title: str, text: str) -> str:
    html = render(shown, text, picture_url=picture_url_of(sha256))
    cited = references(shown, text)
    return render_template(
        "courses/curriculum/sheet.html", programme=shown, session=session, title=title, html=html, references=cited
    )


def _is_staff() -> bool:
    return bool(current_user.is_authenticated) and current_actor().may_somewhere(Permission.VIEW_COHORT)
