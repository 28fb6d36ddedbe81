"""A text in another language stands only under the name of who reviewed it."""

from collections.abc import Iterator

from courses.curriculum.faults import Fault
from courses.curriculum.languages import ENDONYMS
from courses.curriculum.reading.pack import Pack, Place


def check_translations(pack: Pack) -> Iterator[Fault]:
    declared = {each.lang for each in pack.programme.translations}
    parts = [part for course in pack.programme.courses for _, part in course.parts()]
    written = {each.lang for part in parts for each in part.translations}
    for lang in sorted(declared):
        at = pack.place("translation", lang)
        if lang and lang not in ENDONYMS:
            yield at.fault(f"No se conoce la lengua «{lang}».", f"Usa uno de estos códigos: {', '.join(ENDONYMS)}.")
        elif lang not in written:
            yield at.fault(f"No hay ningún texto en translations/{lang}.", "Añade los textos o quita la declaración.")
    for lang in sorted(written - declared):
        yield Place(f"{pack.programme.slug}/programme.toml", 1).fault(
            f"Nadie declara haber revisado los textos de translations/{lang}.",
            "Añade [[translation]] con lang, reviewer y reviewed_on, o quita la carpeta.",
        )
