"""The packs' Markdown (CommonMark with tables and boxes, no HTML): parsed for the checks, rendered for the pages."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape
from mdit_py_plugins.container import container_plugin

from courses.curriculum.domain import Picture, Programme, Source, Term

SOURCE_LINK = "norma:"
TERM_LINK = "glosario:"
BOXES = {
    "ficticio": ("inset", "FICTICIO: caso inventado"),
    "digo": ("notice success", "Qué digo"),
    "no-digo": ("notice danger", "Qué no digo"),
    "resumen": ("notice", "Para recordar"),
    "cuidado": ("notice warning", "Cuidado"),
    "por-validar": ("notice warning", "Por validar"),
    "actividad": ("inset", "Actividad"),
}
NOT_REVIEWED = '<small class="soft">(por validar)</small>'
_VIEW_BOX = re.compile(r'viewBox="\s*\S+\s+\S+\s+(\d+(?:\.\d+)?)\s+(\d+(?:\.\d+)?)\s*"')


@dataclass(frozen=True)
class References:
    """What a text cites, in the order cited, each once."""

    sources: tuple[Source, ...]
    terms: tuple[Term, ...]


@lru_cache(maxsize=256)
def parse(text: str) -> Sequence[Token]:
    """The block tokens of a text, to be read only; `token.map[0]` is its line, counted from 0."""
    return tuple(_PARSER.parse(text))


def inline_tokens(tokens: Sequence[Token]) -> Iterator[tuple[Token, int]]:
    """Every inline token with the line of its block, counted from 1."""
    for token in tokens:
        for child in token.children or ():
            yield child, (token.map or [0])[0] + 1


def render(programme: Programme, text: str, *, picture_url: Callable[[str], str]) -> Markup:
    """HTML of a lesson, guide, material or stem; norms and words of the glossary lead to #norma-… and #glosario-….

    The page prints the list they lead to with `references` and the macro of courses/curriculum/references.html.
    """
    tokens = _PARSER.parse(text)
    reviewed = {source.id: source.is_reviewed for source in programme.sources}
    pictures = {picture.name: picture for picture in programme.pictures}
    _frame_pictures(tokens)
    for token in tokens:
        if token.type in ("heading_open", "heading_close") and token.tag == "h1":
            token.tag = "h2"
        if token.type in ("th_open", "td_open"):
            _align_by_class(token)
        token.children = list(_resolve(token.children or [], reviewed, pictures, picture_url))
    html: str = _PARSER.renderer.render(tokens, _PARSER.options, {})
    return Markup(html)  # noqa: S704 — markdown-it escapes all text and takes no HTML


def references(programme: Programme, *texts: str) -> References:
    """The sources and terms that the texts cite."""
    cited = [href for text in texts for href, _ in links(parse(text))]
    sources = {source.id: source for source in programme.sources}
    terms = {term.slug: term for term in programme.glossary}
    return References(
        tuple(sources[name] for name in _named(cited, SOURCE_LINK) if name in sources),
        tuple(terms[name] for name in _named(cited, TERM_LINK) if name in terms),
    )


def links(tokens: Sequence[Token]) -> Iterator[tuple[str, int]]:
    """The address and line of every link."""
    for child, line in inline_tokens(tokens):
        if child.type == "link_open":
            yield str(child.attrGet("href")), line


def _named(hrefs: Sequence[str], scheme: str) -> list[str]:
    return list(dict.fromkeys(href.removeprefix(scheme) for href in hrefs if href.startswith(scheme)))


def _frame_pictures(tokens: Sequence[Token]) -> None:
    """A paragraph that holds nothing but a picture becomes a figure."""
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if before.type == "paragraph_open" and [child.type for child in token.children or ()] == ["image"]:
            before.tag = after.tag = "figure"


def _resolve(
    children: Sequence[Token],
    reviewed: dict[str, bool],
    pictures: dict[str, Picture],
    picture_url: Callable[[str], str],
) -> Iterator[Token]:
    """Point links and pictures to their place on the page, and mark norms that nobody has reviewed."""
    mark = False
    for child in children:
        if child.type == "link_open":
            href = str(child.attrGet("href"))
            mark = href.startswith(SOURCE_LINK) and not reviewed.get(href.removeprefix(SOURCE_LINK), False)
            child.attrSet("href", _anchor(href))
        elif child.type == "image":
            _place_picture(child, pictures, picture_url)
        yield child
        if child.type == "link_close" and mark:
            yield Token("html_inline", "", 0, content=f" {NOT_REVIEWED}")


def _anchor(href: str) -> str:
    for scheme in (SOURCE_LINK, TERM_LINK):
        if href.startswith(scheme):
            return f"#{scheme.rstrip(':')}-{href.removeprefix(scheme)}"
    return href


def _place_picture(token: Token, pictures: dict[str, Picture], picture_url: Callable[[str], str]) -> None:
    name = str(token.attrGet("src"))
    token.attrSet("src", picture_url(name))
    if name in pictures and (size := _VIEW_BOX.search(pictures[name].svg)):
        token.attrSet("width", size[1])
        token.attrSet("height", size[2])
    token.attrSet("loading", "lazy")


def _align_by_class(token: Token) -> None:
    """The content security policy allows no style attributes."""
    if "right" in str(token.attrs.pop("style", "")):
        token.attrSet("class", "n")


def _is_box(params: str, *_: Any) -> bool:
    return params.strip() in BOXES


def _render_box(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    if tokens[index].nesting < 0:
        return "</div>\n"
    kind = tokens[index].info.strip()
    look, title = BOXES[kind]
    return f'<div class="{look} {kind}">\n<p><strong>{escape(title)}</strong></p>\n'


def _open_table(_self: Any, _tokens: Sequence[Token], _index: int, _options: Any, env: dict[str, int]) -> str:
    env["tables"] = env.get("tables", 0) + 1
    return f'<div class="table scroll" role="region" tabindex="0" aria-label="Tabla {env["tables"]}">\n<table>\n'


def _close_table(*_: Any) -> str:
    return "</table>\n</div>\n"


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False}).enable("table")
    container_plugin(parser, "box", validate=_is_box, render=_render_box)
    parser.add_render_rule("table_open", _open_table)
    parser.add_render_rule("table_close", _close_table)
    return parser


_PARSER = _make_parser()
