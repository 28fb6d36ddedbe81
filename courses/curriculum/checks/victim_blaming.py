"""Nothing the platform says in its own voice blames the victim.

What people say wrongly may be quoted to teach against it: inside «…», in a no-digo box, or as a wrong choice.
"""

import re
from collections.abc import Iterator

from courses.curriculum.domain import ItemKind
from courses.curriculum.faults import Fault
from courses.curriculum.reading.pack import BankItem, Pack, Place
from lms.text import plain

PHRASES = (
    r"se lo busco",
    r"se lo merec\w+",
    r"algo habra hecho",
    r"algo hizo para que",
    r"lo provoc\w+ (?:con|por|al)",
    r"por su forma de vestir",
    r"por andar (?:sola|de noche|tarde)",
    r"le gusta que le peguen",
    r"por algo no se va",
    r"si no se va es porque",
    r"crimen pasional",
    r"crimen por celos",
    r"violencia mutua",
    r"problemas? de pareja que se arregla",
    r"los trapos sucios se lavan en casa",
    r"mas me pegas mas te quiero",
    r"para que se dej[oa]",
    r"nina precoz",
    r"la nina lo sedujo",
    r"mujer problematica",
    r"falsas denunciantes",
)
_PHRASES = re.compile("|".join(rf"\b(?:{phrase})\b" for phrase in PHRASES))
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
_NO_DIGO = re.compile(r"^ {0,3}:{3,}\s*no-digo\s*$(.*?)^ {0,3}:{3,}\s*$", re.MULTILINE | re.DOTALL)


def check_victim_blaming(pack: Pack) -> Iterator[Fault]:
    for text, place in _own_voice(pack):
        for number, line in enumerate(text.split("\n")):
            if match := _PHRASES.search(plain(_QUOTED.sub(" ", line))):
                yield Place(place.file, place.line + number).fault(
                    f"«{match[0]}» culpa a la víctima.",
                    "Cámbialo; si es un ejemplo de lo que no se dice, ponlo entre «» o en un recuadro no-digo.",
                )


def _own_voice(pack: Pack) -> Iterator[tuple[str, Place]]:
    for file, text in pack.texts.items():
        yield _NO_DIGO.sub(lambda match: "\n" * match[0].count("\n"), text), Place(file, 1)
    for each in pack.items:
        for text in _item_texts(each):
            yield text.replace("\n", " "), each.place


def _item_texts(each: BankItem) -> Iterator[str]:
    yield from (each.item.objective, each.key["feedback_right"], each.key["feedback_wrong"])
    if each.item.kind is not ItemKind.TRUE_FALSE or each.key["right"]:
        yield each.item.stem
    right = each.key.get("right")
    yield from (option.text for option in each.item.options if option.id in (right or ()))
