"""Texts keep to the Markdown that pages and sheets can show."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it.token import Token

from courses.curriculum.faults import Fault
from courses.curriculum.markdown import BOXES, parse
from courses.curriculum.reading.pack import Pack, Place

_BOX = re.compile(r"^ {0,3}:{3,}\s*(\S*)\s*$")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")


def check_markup(pack: Pack) -> Iterator[Fault]:
    for file, text in pack.texts.items():
        tokens = parse(text)
        yield from _check_boxes(file, text)
        yield from _check_headings(file, tokens)
        yield from _check_tables(file, tokens)
        for number, line in enumerate(text.split("\n"), start=1):
            if _TAG.search(line):
                yield Place(file, number).fault("Hay HTML.", "Usa solo Markdown y los recuadros.")


def _check_boxes(file: str, text: str) -> Iterator[Fault]:
    opened = 0
    for number, line in enumerate(text.split("\n"), start=1):
        match = _BOX.match(line)
        if match and match[1]:
            if match[1] not in BOXES:
                yield Place(file, number).fault(f"No se conoce el recuadro «{match[1]}».", f"Hay: {', '.join(BOXES)}.")
            if opened:
                yield Place(file, opened).fault("El recuadro no se cierra antes del siguiente.", "Ciérralo con «:::».")
            opened = number
        elif match:
            if not opened:
                yield Place(file, number).fault("Se cierra un recuadro que no se abrió.", "Quita esa línea.")
            opened = 0
    if opened:
        yield Place(file, opened).fault("El recuadro no se cierra.", "Ciérralo con «:::».")


def _check_headings(file: str, tokens: Sequence[Token]) -> Iterator[Fault]:
    level = 1
    for token in tokens:
        if token.type == "heading_open":
            place, here = Place(file, (token.map or [0])[0] + 1), int(token.tag[1])
            if here == 1:
                yield place.fault("Hay un título con «#».", "La página pone el título: empieza con «##».")
            elif here > level + 1:
                yield place.fault(
                    f"Se salta de un título de nivel {level} a uno de nivel {here}.", "Baja de uno en uno."
                )
            level = max(here, 1)


def _check_tables(file: str, tokens: Sequence[Token]) -> Iterator[Fault]:
    line = 1
    for token, inside in pairwise(tokens):
        line = token.map[0] + 1 if token.map else line
        if token.type == "th_open" and not inside.content.strip():
            yield Place(file, line).fault("Una columna de la tabla no tiene título.", "Escríbelo.")
