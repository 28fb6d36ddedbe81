"""Fitting words into a box: smaller letters first, then more lines, never a clipped word."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
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
            return Fit(step.size, _balanced(lines, words, measure))
    raise DoesNotFit("Este texto no cabe en el certificado: «%(text)s».", text=text)


def alike(fits: Iterable[Fit]) -> tuple[Fit, ...]:
    """The same texts, all in the smallest of their sizes."""
    fits = tuple(fits)
    smallest = min((fitted.size for fitted in fits), default=0)
    return tuple(replace(fitted, size=smallest) for fitted in fits)


def _wrap(words: list[str], measure: Measure, ems: float) -> tuple[str, ...]:
    """Fill each line before opening the next."""
    lines: list[str] = []
    for word in words:
        if lines and measure(f"{lines[-1]} {word}") <= ems:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)


def _balanced(lines: tuple[str, ...], words: list[str], measure: Measure) -> tuple[str, ...]:
    """The same number of lines, the longest of them as short as possible."""
    while len(lines) > 1:
        longest = max(map(measure, lines))
        narrower = _wrap(words, measure, longest - 0.01)
        if len(narrower) > len(lines) or max(map(measure, narrower)) >= longest:
            break
        lines = narrower
    return lines


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
