"""Each evaluation has the items its purpose needs."""

from collections.abc import Iterator, Sequence

from courses.curriculum.domain import ItemKind, Part, PartKind, Purpose
from courses.curriculum.faults import Fault
from courses.curriculum.reading.pack import BankItem, Pack, Place

MACHINE_MARKED_ONLY = (Purpose.SELF_CHECK, Purpose.PRE_TEST, Purpose.POST_TEST)


def check_evaluations(pack: Pack) -> Iterator[Fault]:
    bank = {each.item.sha256: each for each in pack.items}
    for course in pack.programme.courses:
        for ref, part in course.parts():
            if part.kind is PartKind.EVALUATION:
                place = pack.place("part", course.slug, ref)
                yield from _check_kinds(place, part, [bank[sha] for sha in part.all_items])
                yield from _check_forms(place, part, bank)


def _check_kinds(place: Place, part: Part, items: Sequence[BankItem]) -> Iterator[Fault]:
    if not items:
        yield place.fault("La evaluación no tiene ítems.", "Escribe items o formas.")
    for each in items:
        is_practical = each.item.kind is ItemKind.PRACTICAL
        if is_practical != (part.purpose is Purpose.PRACTICAL):
            yield place.fault(
                f"El ítem «{each.item.slug}» ({each.item.kind}) no va en una evaluación «{part.purpose}».",
                "Los ítems practical van solos en evaluaciones practical.",
            )
        elif part.purpose in MACHINE_MARKED_ONLY and each.item.is_marked_by_hand:
            yield place.fault(
                f"El ítem «{each.item.slug}» se califica a mano.",
                "Los autocontroles y las pruebas de entrada y salida se corrigen solos: usa otra clase de ítem.",
            )


def _check_forms(place: Place, part: Part, bank: dict[str, BankItem]) -> Iterator[Fault]:
    totals = {name: sum(bank[sha].item.points for sha in form) for name, form in part.forms.items()}
    if len(set(totals.values())) > 1:
        words = ", ".join(f"{name}: {points}" for name, points in totals.items())
        yield place.fault(f"Las formas no valen lo mismo ({words} puntos).", "Haz que sumen igual.")
