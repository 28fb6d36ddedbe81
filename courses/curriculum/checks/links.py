"""Links lead somewhere inside the pack, and nowhere outside it."""

from collections.abc import Iterator

from courses.curriculum.faults import Fault
from courses.curriculum.markdown import SOURCE_LINK, TERM_LINK, links, parse
from courses.curriculum.reading.pack import Pack, Place

HELP_LINES = ("tel:100", "tel:105", "tel:1818")


def check_links(pack: Pack) -> Iterator[Fault]:
    known = {f"{SOURCE_LINK}{source.id}" for source in pack.programme.sources}
    known |= {f"{TERM_LINK}{term.slug}" for term in pack.programme.glossary}
    known |= set(HELP_LINES)
    for href, place in _list_links(pack):
        if href not in known:
            yield place.fault(f"El enlace «{href}» no lleva a ninguna parte.", _mend(href))


def _list_links(pack: Pack) -> Iterator[tuple[str, Place]]:
    for file, text in pack.texts.items():
        for href, line in links(parse(text)):
            yield href, Place(file, line)
    for each in pack.items:
        for href, _ in links(parse(each.item.stem)):
            yield href, each.place


def _mend(href: str) -> str:
    if href.startswith(SOURCE_LINK):
        return "Escribe la fuente en sources.toml o corrige su id."
    if href.startswith(TERM_LINK):
        return "Escribe la palabra en glossary.toml o corrige su slug."
    return "Solo hay enlaces norma:, glosario: y tel: a 100, 105 y 1818; lo demás también se lee en papel."
