"""For those who teach: guides and sheets on the screen; packs, booklets and tests as PDF."""

from flask import Blueprint, Response, render_template, request
from werkzeug.wrappers import Response as Answer

from courses.curriculum.domain import Part
from courses.curriculum.markdown import references, render
from courses.curriculum.views import picture_url_of
from courses.teaching.papers import WRITTEN, compose_booklet, compose_pack, compose_test
from courses.teaching.printing import print_booklet, print_pack, print_test
from courses.teaching.queries import Edition, cohorts_taught, get_edition, may_teach, programmes_taught
from lms.accounts.guards import current_actor, guard
from lms.accounts.permissions import Permission
from lms.errors import NotFound

bp = Blueprint("teaching", __name__)


@bp.get("/materiales")
@guard(Permission.VIEW_COHORT)
def index() -> str:
    """The programmes that the reader teaches."""
    return render_template("courses/teaching/index.html", programmes=programmes_taught(current_actor()))


@bp.get("/materiales/<slug>")
@guard(Permission.VIEW_COHORT)
def programme(slug: str) -> str:
    """All that there is to teach a programme with, session by session."""
    edition, actor = _edition(slug), current_actor()
    return render_template(
        "courses/teaching/programme.html",
        programme=edition.programme,
        courses=[each for each in edition.programme.courses if may_teach(actor, slug, each.slug)],
        version=edition.version,
        cohorts=cohorts_taught(actor, slug),
        written=WRITTEN,
    )


@bp.get("/programas/<slug>/<course>/<module>/<part>/guia")
@guard(Permission.VIEW_COHORT)
def guide(slug: str, course: str, module: str, part: str) -> str:
    """The facilitator's guide of a session."""
    edition = _edition(slug, course)
    session = edition.programme.course(course).part(f"{module}/{part}")
    if session.guide_text is None:
        raise NotFound("Esta parte no tiene guía.")
    return _sheet(edition, session, session.title, session.guide_text)


@bp.get("/programas/<slug>/<course>/<module>/<part>/material/<name>")
@guard(Permission.VIEW_COHORT)
def material(slug: str, course: str, module: str, part: str, name: str) -> str:
    """A printable sheet of a session."""
    edition = _edition(slug, course)
    session = edition.programme.course(course).part(f"{module}/{part}")
    sheet = session.material(name)
    return _sheet(edition, session, sheet.title, sheet.text)


@bp.get("/programas/<slug>/<course>/<module>/<part>/paquete.pdf")
@guard(Permission.VIEW_COHORT)
def pack(slug: str, course: str, module: str, part: str) -> Answer:
    """Everything for one session, to print at once; ?letra=grande in large print."""
    edition = _edition(slug, course)
    composed = compose_pack(edition, course, f"{module}/{part}")
    return _pdf(print_pack(edition, composed, is_large=_is_large()), f"paquete-{course}-{module}-{part}")


@bp.get("/programas/<slug>/<course>/<module>/<part>/prueba.pdf")
@guard(Permission.VIEW_COHORT)
def test(slug: str, course: str, module: str, part: str) -> Answer:
    """A written evaluation without its key, to answer on paper."""
    edition = _edition(slug, course)
    composed = compose_test(edition, course, f"{module}/{part}")
    return _pdf(print_test(edition, composed), f"prueba-{course}-{module}-{part}")


@bp.get("/programas/<slug>/<course>/<module>/cuadernillo.pdf")
@guard(Permission.VIEW_COHORT)
def booklet(slug: str, course: str, module: str) -> Answer:
    """A module's lessons and self-checks, to study on paper; ?letra=grande in large print."""
    edition = _edition(slug, course)
    composed = compose_booklet(edition, course, module)
    return _pdf(print_booklet(edition, composed, is_large=_is_large()), f"cuadernillo-{course}-{module}")


def _edition(slug: str, course: str | None = None) -> Edition:
    """The version that ?version= names (what a cohort pinned), else the newest."""
    return get_edition(current_actor(), slug, request.args.get("version"), course)


def _is_large() -> bool:
    return request.args.get("letra") == "grande"


def _sheet(edition: Edition, session: Part, title: str, text: str) -> str:
    shown = edition.programme
    return render_template(
        "courses/teaching/sheet.html",
        programme=shown,
        version=edition.version,
        session=session,
        title=title,
        html=render(shown, text, picture_url=picture_url_of(edition.version.sha256)),
        references=references(shown, text),
    )


def _pdf(content: bytes, name: str) -> Answer:
    response = Response(content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response.headers["Cache-Control"] = "private, no-cache"  # large, and says nothing about anybody
    response.add_etag()
    return response.make_conditional(request)
