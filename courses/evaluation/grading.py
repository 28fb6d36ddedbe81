"""From marks to the mark of an evaluation: exact fractions, one rounding at the end.

Of one grader the highest round counts; several graders are averaged; a person's marks set aside the machine's.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from uuid import UUID

FULL_MARK = 2000  # vigesimal scale, hundredths


@dataclass(frozen=True)
class GivenMark:
    """Raw points (hundredths of `maximum`) by one grader in one round; no grader = the machine."""

    item: str
    criterion: str
    grader: UUID | None
    round: int
    points: int
    maximum: int
    is_critical_failure: bool = False
    comment_id: UUID | None = None


def counting_marks(marks: Iterable[GivenMark]) -> list[GivenMark]:
    """The marks that count: of each grader the highest round, the machine's only where no person marked."""
    newest: dict[tuple[str, str, UUID | None], GivenMark] = {}
    for mark in marks:
        key = (mark.item, mark.criterion, mark.grader)
        if key not in newest or newest[key].round < mark.round:
            newest[key] = mark
    by_people = {(mark.item, mark.criterion) for mark in newest.values() if mark.grader is not None}
    return [mark for mark in newest.values() if mark.grader is not None or (mark.item, mark.criterion) not in by_people]


def item_share(marks: Iterable[GivenMark]) -> Fraction:
    """The share (0 to 1) of one item that its counting marks give: criteria summed, graders averaged."""
    return sum((Fraction(*part) for part in _parts(marks)), Fraction(0))


def evaluation_mark(weights: Mapping[str, int], marks: Iterable[GivenMark]) -> int | None:
    """Vigesimal hundredths, half up, weighing each item by its points; None while an item has no mark."""
    by_item: dict[str, list[GivenMark]] = defaultdict(list)
    for mark in counting_marks(marks):
        by_item[mark.item].append(mark)
    if not weights or not by_item.keys() >= weights.keys():
        return None
    numerators: dict[int, int] = defaultdict(int)
    for item, weight in weights.items():
        for numerator, denominator in _parts(by_item[item]):
            numerators[denominator] += weight * numerator
    earned = sum((Fraction(total, denominator) for denominator, total in numerators.items()), Fraction(0))
    return floor(FULL_MARK * earned / sum(weights.values()) + Fraction(1, 2))


def unmarked_items(items: Iterable[str], marks: Iterable[GivenMark]) -> tuple[str, ...]:
    """Items that no grader and no machine has marked yet, in order."""
    marked = {mark.item for mark in marks}
    return tuple(item for item in items if item not in marked)


def critical_failures(marks: Collection[GivenMark]) -> frozenset[str]:
    """Items of which some counting mark is a critical failure; with two graders, one is enough."""
    if not any(mark.is_critical_failure for mark in marks):
        return frozenset()
    return frozenset(mark.item for mark in counting_marks(marks) if mark.is_critical_failure)


def _parts(marks: Iterable[GivenMark]) -> Iterator[tuple[int, int]]:
    """Numerators and denominators that sum up to one item's share: a criterion each, its graders averaged."""
    by_criterion: dict[str, list[GivenMark]] = defaultdict(list)
    for mark in marks:
        by_criterion[mark.criterion].append(mark)
    maximum = sum(each[0].maximum for each in by_criterion.values())
    for each in by_criterion.values():
        yield sum(mark.points for mark in each), len(each) * maximum
