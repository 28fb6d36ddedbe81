"""Each item says where it comes from and answers back."""

from collections.abc import Iterator

from courses.curriculum.faults import Fault, Severity
from courses.curriculum.reading.pack import BankItem, Pack

EXAMPLES_NEEDED = 2


def check_items(pack: Pack) -> Iterator[Fault]:
    used = {sha for course in pack.programme.courses for _, part in course.parts() for sha in part.all_items}
    for each in pack.items:
        yield from _check_item(each)
        if each.item.sha256 not in used:
            yield each.place.fault(
                f"Ninguna evaluación usa el ítem «{each.item.slug}».", "Ponlo en una o bórralo.", Severity.NOTICE
            )


def _check_item(each: BankItem) -> Iterator[Fault]:
    item, key, place = each.item, each.key, each.place
    if not item.source:
        yield place.fault(f"El ítem «{item.slug}» no tiene fuente.", "Escribe source = un id de sources.toml.")
    for side in ("feedback_right", "feedback_wrong"):
        if not key[side]:
            yield place.fault(f"El ítem «{item.slug}» no tiene {side}.", "Escribe qué se le dice a la persona.")
    if item.is_marked_by_hand and len(key["examples"]) < EXAMPLES_NEEDED:
        yield place.fault(
            f"El ítem «{item.slug}» tiene {len(key['examples'])} ejemplos calificados.",
            f"Escribe {EXAMPLES_NEEDED} [[item.example]], para que dos personas califiquen igual.",
            Severity.NOTICE,
        )
