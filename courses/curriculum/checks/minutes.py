"""The parts' minutes add up to the hours the certificate prints."""

from collections.abc import Iterator

from courses.curriculum.faults import Fault
from courses.curriculum.reading.pack import Pack


def check_minutes(pack: Pack) -> Iterator[Fault]:
    for course in pack.programme.courses:
        promised = course.rules.hours * course.rules.hour_minutes
        planned = course.planned_minutes()
        if promised != planned:
            yield pack.place("course", course.slug, "rules", "hours").fault(
                f"Las partes suman {planned} minutos y {course.rules.hours} horas de {course.rules.hour_minutes} "
                f"minutos son {promised}.",
                "Cambia los minutos de las partes o las horas.",
            )
