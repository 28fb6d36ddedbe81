"""No course asks the same thing twice."""

from collections.abc import Iterator

from courses.curriculum.faults import Fault
from courses.curriculum.reading.pack import BankItem, Pack
from lms.text import plain


def check_duplicates(pack: Pack) -> Iterator[Fault]:
    seen: dict[tuple[object, ...], BankItem] = {}
    for each in pack.items:
        first = seen.setdefault(_likeness(each), each)
        if first is not each:
            yield each.place.fault(
                f"El ítem «{each.item.slug}» pregunta lo mismo que «{first.module}/{first.item.slug}».",
                "Cambia uno o usa el mismo con su nombre «módulo/ítem».",
            )


def _likeness(each: BankItem) -> tuple[object, ...]:
    options = frozenset(plain(option.text) for option in each.item.options)
    return each.course, each.item.kind, plain(each.item.stem), options
