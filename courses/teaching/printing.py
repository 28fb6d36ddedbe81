"""From a composed paper to the bytes of its PDF, drawn once for the same words."""

from typing import Any

from flask import current_app, render_template

from courses.curriculum.domain import Programme
from courses.teaching.paper_text import PICTURE
from courses.teaching.papers import Booklet, Pack, Test
from courses.teaching.queries import Edition
from lms.paths import template_folder
from lms.printing.kept import kept
from lms.printing.press import FAMILY, draw
from lms.settings import Settings

STYLE = template_folder() / "courses" / "teaching" / "paper.css"


def print_pack(edition: Edition, pack: Pack, *, is_large: bool = False) -> bytes:
    """A session's pack; `is_large`: in letters of 18 points."""
    return _print("courses/teaching/pack.html", edition, pack=pack, is_large=is_large)


def print_booklet(edition: Edition, booklet: Booklet, *, is_large: bool = False) -> bytes:
    """A module's booklet; `is_large`: in letters of 18 points."""
    return _print("courses/teaching/booklet.html", edition, booklet=booklet, is_large=is_large)


def print_test(edition: Edition, test: Test) -> bytes:
    """A written evaluation, each form on pages of its own."""
    return _print("courses/teaching/test.html", edition, test=test)


def _print(template: str, edition: Edition, **values: Any) -> bytes:
    settings: Settings = current_app.extensions["settings"]
    page = render_template(template, programme=edition.programme, version=edition.version, **values)
    pictures = _pictures(edition.programme)
    recipe = "\0".join((page, STYLE.read_text(encoding="utf-8"), edition.version.sha256))
    return kept(settings.data / "cache" / "papers", recipe, lambda: draw(page, STYLE, pictures))


def _pictures(programme: Programme) -> dict[str, bytes]:
    """The programme's pictures by their address on paper, with the paper's letters in them."""
    letters = f'font-family="{FAMILY} Sans"'
    return {
        f"{PICTURE}{each.name}": each.svg.replace('font-family="sans-serif"', letters).encode()
        for each in programme.pictures
    }
