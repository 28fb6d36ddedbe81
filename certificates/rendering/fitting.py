"""Fitting words into a box: smaller letters first, then more lines, never a clipped word."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lms.errors import Invalid

Measure = Callable[[str], float]
"""The width of a text in ems, that is, at size 1."""

MM_PER_POINT = 25.4 / 72


class Step(NamedTuple):
    """One way to set a text: size in points, and how many lines it may take."""

    size: float
    lines: int


@dataclass(frozen=True)
class Fit:
    """A text as it will be set: size in points, and its lines."""

    size: float
    lines: tuple[str, ...]


class DoesNotFit(Invalid):
    """A text of the certificate is longer than its place on the sheet."""


def fit(text: str, measure: Measure, width: float, *steps: Step) -> Fit:
    """The first step whose lines hold `text` within `width` millimetres, lines of like length; words are cut
    only when not even the last step holds them whole. Raises DoesNotFit."""
    for step, cut in [*((step, False) for step in steps), (steps[-1], True)]:
        ems = width / (step.size * MM_PER_POINT)
        words = list(_pieces(text, measure, ems)) if cut else text.split()
        lines = _wrap(words, measure, ems)
        if len(lines) <= step.lines and all(measure(line) <= ems for line in lines):
            return Fit(step.size, _balanced(words, measure, ems, len(lines)))
    raise DoesNotFit(f"Este texto no cabe en el certificado: «{text}».")


def _wrap(words: list[str], measure: Measure, ems: float) -> tuple[str, ...]:
    """Fill each line before opening the next."""
    lines: list[str] = []
    for word in words:
        if lines and measure(f"{lines[-1]} {word}") <= ems:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)


def _balanced(words: list[str], measure: Measure, ems: float, count: int) -> tuple[str, ...]:
    """The same number of lines, the longest of them as short as possible."""
    best = _wrap(words, measure, ems)
    while len(best) > 1:
        narrower = _wrap(words, measure, max(map(measure, best)) - 0.01)
        if len(narrower) > count or max(map(measure, narrower)) >= max(map(measure, best)):
            break
        best = narrower
    return best


def _pieces(text: str, measure: Measure, ems: float) -> Iterator[str]:
    """The words of `text`, each too wide one cut into the longest pieces that fit."""
    for word in text.split():
        piece = ""
        for letter in word:
            if piece and measure(piece + letter) > ems:
                yield piece
                piece = ""
            piece += letter
        yield piece
