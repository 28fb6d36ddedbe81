"""Self-study earns its minutes by a check; modules have outcomes and enough to read."""

from collections.abc import Iterator

from courses.curriculum.domain import Course, Module, PartKind
from courses.curriculum.faults import Fault, Severity
from courses.curriculum.reading.pack import Pack
from courses.curriculum.reading_ease import count_words

WORDS_A_STUDY_HOUR = 900


def check_lessons(pack: Pack) -> Iterator[Fault]:
    for course in pack.programme.courses:
        for module in course.modules:
            yield from _check_module(pack, course, module)
            for part in module.parts:
                at = pack.place("part", course.slug, f"{module.slug}/{part.slug}")
                if part.kind is PartKind.LESSON and part.minutes and not part.check:
                    yield at.fault("La lección da minutos y no tiene autocontrol.", "Escribe check = su autocontrol.")
                if part.kind is PartKind.LESSON and part.text == "":
                    yield at.fault("La lección no tiene texto.", "Escribe su archivo.")
                if part.kind is PartKind.SESSION and not part.minutes:
                    yield at.fault("La sesión no tiene minutos.", "Escribe sus minutos.")


def _check_module(pack: Pack, course: Course, module: Module) -> Iterator[Fault]:
    at = pack.place("module", course.slug, module.slug)
    if not module.outcomes:
        yield at.fault("El módulo no dice qué se logra.", "Escribe outcomes.")
    lessons = [part for part in module.parts if part.kind is PartKind.LESSON]
    words = sum(count_words(part.text or "") for part in lessons)
    needed = sum(part.minutes for part in lessons) * WORDS_A_STUDY_HOUR // 60
    if words < needed:
        yield at.fault(
            f"Las lecciones tienen {words} palabras y sus minutos piden {needed}.",
            f"Escribe {WORDS_A_STUDY_HOUR} palabras por hora de estudio, o baja los minutos.",
            Severity.NOTICE,
        )
