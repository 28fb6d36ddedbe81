"""The blueprint, and how a question's Markdown becomes the words of a page."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, current_app, url_for
from flask_babel import gettext as _
from markupsafe import Markup, escape

from courses.cohorts.queries.cohorts import CohortSummary, programme_of
from courses.curriculum.domain import Item
from courses.curriculum.markdown import render
from courses.curriculum.views import picture_url_of

bp = Blueprint("evaluation", __name__)


@dataclass(frozen=True)
class Stem:
    """A question: what leads to it, the question itself (inline, for a heading), and both as plain words."""

    lead: Markup
    question: Markup
    words: str


def stems_of(cohort: CohortSummary) -> Callable[[Item], Stem]:
    """For templates: the stem of an item of the cohort's programme."""
    programme, picture_url = programme_of(cohort), picture_url_of(cohort.version_sha256)
    return lambda item: split_stem(render(programme, item.stem, picture_url=picture_url))


def split_stem(html: Markup) -> Stem:
    """The last paragraph is the question, whatever stands before leads to it."""
    before, _paragraph, last = html.strip().rpartition(Markup("<p>"))
    if not last.endswith("</p>"):
        return Stem(html, Markup(escape(_("Tu respuesta"))), html.striptags())  # noqa: S704 — escaped
    return Stem(before, Markup(last.removesuffix("</p>")), html.striptags())  # noqa: S704 — a slice of Markup


def course_url(enrolment_id: UUID) -> str:
    """The trainee's page of her course, which a package above this one serves."""
    if "learning.course" in current_app.view_functions:
        return url_for("learning.course", enrolment_id=enrolment_id)
    return url_for("web.home")
