"""What nobody has reviewed: a notice for each source and each box, so that a lawyer can go through them."""

from collections.abc import Iterator

from courses.curriculum.faults import Fault, Severity
from courses.curriculum.reading.pack import Pack
from courses.curriculum.review import list_open


def check_review(pack: Pack) -> Iterator[Fault]:
    for each in list_open(pack):
        yield each.place.fault(f"Por validar: {each.title}.", "Falta revisado_el y revisado_por.", Severity.NOTICE)
