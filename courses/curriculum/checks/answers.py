"""Neither the length nor the place of a choice gives the right one away.

Rule: over all single-choice items of a course, let X be how often the right choice is the longest (or stands in one
given place). Written and placed by chance, an item with k choices would count with probability 1/k. The course has a
fault when chance would give X or more in fewer than 1 of 100 courses (exact Poisson-binomial tail).
"""

from collections.abc import Callable, Iterator, Sequence

from courses.curriculum.domain import Item, ItemKind
from courses.curriculum.faults import Fault
from courses.curriculum.reading.pack import BankItem, Pack

RARE = 0.01
SHOWN = 12


def check_answer_bias(pack: Pack) -> Iterator[Fault]:
    for course in pack.programme.courses:
        items = [each for each in pack.items if each.course == course.slug and each.item.kind is ItemKind.SINGLE]
        yield from _report(items, _is_longest, "la más larga", "Acórtala o alarga otra")
        for place in range(max((len(each.item.options) for each in items), default=0)):
            yield from _report(items, _stands_in(place), f"la número {place + 1}", "Cámbiala de sitio")


def tail(chances: Sequence[float], count: int) -> float:
    """Probability of `count` or more successes of independent trials with these chances."""
    exactly = [1.0]
    for chance in chances:
        exactly = [
            stay * (1 - chance) + rise * chance for stay, rise in zip([*exactly, 0.0], [0.0, *exactly], strict=True)
        ]
    return sum(exactly[count:])


def _report(items: Sequence[BankItem], holds: Callable[[BankItem], bool], what: str, mend: str) -> Iterator[Fault]:
    able = [each for each in items if each.key["right"]]
    found = [each for each in able if holds(each)]
    expected = sum(1 / len(each.item.options) for each in able)
    if len(found) > expected and tail([1 / len(each.item.options) for each in able], len(found)) < RARE:
        names = ", ".join(f"{each.module}/{each.item.slug}" for each in found[:SHOWN])
        yield found[0].place.fault(
            f"La correcta es {what} en {len(found)} de {len(able)} ítems del curso; por azar serían {expected:.0f}.",
            f"{mend} en algunos: {names}{'…' if len(found) > SHOWN else ''}.",
        )


def _right_index(each: BankItem) -> int:
    return [option.id for option in each.item.options].index(each.key["right"][0])


def _is_longest(each: BankItem) -> bool:
    lengths = _lengths(each.item)
    return lengths.count(max(lengths)) == 1 and lengths[_right_index(each)] == max(lengths)


def _lengths(item: Item) -> list[int]:
    return [len(option.text) for option in item.options]


def _stands_in(place: int) -> Callable[[BankItem], bool]:
    return lambda each: _right_index(each) == place
