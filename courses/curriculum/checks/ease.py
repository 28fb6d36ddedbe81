"""Every trainee lesson reads easily enough: INFLESZ 55 or more, see courses/curriculum/reading_ease.py."""

from collections.abc import Iterator

from courses.curriculum.domain import PartKind
from courses.curriculum.faults import Fault
from courses.curriculum.reading.pack import Pack, Place
from courses.curriculum.reading_ease import NORMAL, measure


def check_reading_ease(pack: Pack) -> Iterator[Fault]:
    for course in pack.programme.courses:
        for ref, part in course.parts():
            if part.kind is PartKind.LESSON and part.text:
                file = f"{pack.programme.slug}/{course.slug}/{ref.partition('/')[0]}/{part.file}"
                yield from _check(part.text, Place(file, 1))
    if pack.programme.consent_text:
        yield from _check(pack.programme.consent_text, Place(f"{pack.programme.slug}/consent.md", 1))


def _check(text: str, place: Place) -> Iterator[Fault]:
    ease = measure(text)
    if ease.score < NORMAL:
        yield place.fault(
            f"El texto es difícil: {ease.score} en la escala INFLESZ ({ease.words / max(1, ease.sentences):.0f} "
            f"palabras por frase, {ease.syllables / max(1, ease.words):.2f} sílabas por palabra).",
            f"Parte las frases y usa palabras cortas, hasta llegar a {NORMAL}.",
        )
