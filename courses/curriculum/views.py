"""The public catalogue and the pictures."""

from collections.abc import Callable

from flask import Blueprint, Response, render_template, url_for

from courses.curriculum.domain import Programme
from courses.curriculum.queries import get_programme, latest_version, list_latest
from courses.curriculum.wording import rules_in_words
from lms.accounts.guards import public
from lms.text import sort_key
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
    return render_template("courses/curriculum/programme.html", programme=shown, version=version, rules=rules)


@bp.get("/programas/<slug>/fuentes")
@public
def sources(slug: str) -> str:
    """Norms and documents the programme cites, and whether somebody has reviewed them."""
    return render_template("courses/curriculum/sources.html", programme=_latest(slug)[0])


@bp.get("/programas/<slug>/glosario")
@public
def glossary(slug: str) -> str:
    """Words explained, Spanish and English."""
    programme = _latest(slug)[0]
    terms = sorted(programme.glossary, key=lambda term: sort_key(term.es))
    return render_template("courses/curriculum/glossary.html", programme=programme, terms=terms)


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
