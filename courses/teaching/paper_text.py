"""A text of a pack as paper shows it: boxes to tick, lines to write on, described pictures, pages of their own."""

import re

from markupsafe import Markup

from courses.curriculum.domain import Programme
from courses.curriculum.markdown import render

PICTURE = "dibujo:"
"""The scheme of a picture's address on paper; `courses.teaching.printing` hands the pictures over."""
TICK = '<span class="tick"></span>\N{NO-BREAK SPACE}'
"""Drawn by the style sheet: the typefaces have no ballot box."""
LINE_ROOM = 90
"""Letters of print that a line of writing holds; a blank takes the room of `BLANK_ROOM` at least."""
BLANK_ROOM = 10
_KEY, _HANDED_OUT = re.compile(r"<h2>(?=Claves?\b)"), re.compile(r"<h2>(?=(?:Forma|Hoja)\b)")
_BOX = re.compile(r"☐\s*")
_FIGURE = re.compile(r'(<figure><img[^>]*\balt="([^"]+)"[^>]*>)</figure>')
_INLINE = r"(?:(?!</?(?:p|li|ul|ol|div)\b).)*?"
_LINE = re.compile(rf"<(p|li)>({_INLINE}_{{6,}}{_INLINE})</\1>", re.DOTALL)
_CELL = re.compile(r"(?<=<td>)_{4,}(?=</td>)")
_BLANK = re.compile(r"_{6,}")
_TAG = re.compile(r"<[^>]*>")


def to_paper(programme: Programme, text: str) -> Markup:
    """The HTML of a Markdown text for paper, with its pictures by name."""
    html = str(render(programme, text, picture_url=lambda name: f"{PICTURE}{name}"))
    html = html.replace("<li>☐", '<li class="choice">☐')
    html = _HANDED_OUT.sub('<h2 class="alone">', _KEY.sub('<h2 class="key">', html))
    html = _CELL.sub(lambda blank: f'<span class="room" style="width: {1.6 * len(blank[0]):.0f}ch"></span>', html)
    html = _FIGURE.sub(_described, _LINE.sub(_ruled, html))
    return Markup(_BOX.sub(TICK, html))  # noqa: S704 — what `render` gave, with our own tags put in


def _described(figure: re.Match[str]) -> str:
    """Who reads aloud, or sees little, has the picture in words; the style sheet shows them in large print."""
    return f"{figure[1]}<figcaption>Descripción del dibujo: {figure[2]}</figcaption></figure>"


def _ruled(line: re.Match[str]) -> str:
    """Blanks that reach to the margin, when what is printed on the line leaves them room."""
    name, words = line[1], _BLANK.split(line[2])
    printed = sum(len(_TAG.sub("", each)) for each in words)
    if printed + BLANK_ROOM * (len(words) - 1) > LINE_ROOM or not all(map(_is_balanced, words)):
        return line[0]
    ruled = '<span class="rule"></span>'.join(f"<span>{each.strip()}</span>" if each.strip() else "" for each in words)
    return f'<p class="fields">{ruled}</p>' if name == "p" else f'<li><div class="fields">{ruled}</div></li>'


def _is_balanced(html: str) -> bool:
    """Whether every tag that opens here closes here."""
    tags: list[str] = _TAG.findall(html)
    return 2 * sum(tag.startswith("</") for tag in tags) == len(tags)
