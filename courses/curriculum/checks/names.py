"""Every name that points somewhere points at something."""

from collections.abc import Iterable, Iterator

from courses.curriculum.domain import Course, Module, PartKind, Purpose
from courses.curriculum.faults import Fault
from courses.curriculum.reading.pack import Pack


def check_names(pack: Pack) -> Iterator[Fault]:
    for course in pack.programme.courses:
        yield from _check_rules(pack, course)
        yield from _check_components(pack, course)
        for module in course.modules:
            yield from _check_sources(pack, course, module)
            yield from _check_lesson_checks(pack, course, module)
    sources = {source.id for source in pack.programme.sources}
    for each in pack.items:
        if each.item.source and each.item.source not in sources:
            yield each.place.fault(f"La fuente «{each.item.source}» no existe.", "Escríbela en sources.toml.")


def _check_rules(pack: Pack, course: Course) -> Iterator[Fault]:
    place = pack.place("course", course.slug, "rules")
    parts = {ref for ref, _ in course.parts()}
    for ref in _missing(course.rules.mandatory_parts, parts):
        at = pack.place("course", course.slug, "rules", "mandatory_parts")
        yield at.fault(f"La parte obligatoria «{ref}» no existe.", 'Escríbela como "<módulo>/<parte>".')
    requirements = {each.slug for each in pack.programme.eligibility}
    for slug in _missing(course.rules.eligibility, requirements):
        at = pack.place("course", course.slug, "rules", "eligibility")
        yield at.fault(f"El requisito «{slug}» no está en programme.toml.", "Añade un [[eligibility]].")
    licence = course.rules.licence
    if licence and licence.course not in {each.slug for each in pack.programme.courses}:
        yield place.fault(f"La licencia nombra un curso que no existe: «{licence.course}».", "Corrige el nombre.")


def _check_components(pack: Pack, course: Course) -> Iterator[Fault]:
    evaluations = {ref for ref, part in course.parts() if part.kind is PartKind.EVALUATION}
    for component in course.components:
        at = pack.place("component", course.slug, component.slug, "evaluations")
        for ref in _missing(component.evaluations, evaluations):
            yield at.fault(f"La evaluación «{ref}» no existe.", 'Escríbela como "<módulo>/<parte>".')


def _check_sources(pack: Pack, course: Course, module: Module) -> Iterator[Fault]:
    at = pack.place("module", course.slug, module.slug, "sources")
    for name in _missing(module.sources, {source.id for source in pack.programme.sources}):
        yield at.fault(f"La fuente «{name}» no existe.", "Escríbela en sources.toml.")


def _check_lesson_checks(pack: Pack, course: Course, module: Module) -> Iterator[Fault]:
    checks = {part.slug for part in module.parts if part.purpose is Purpose.SELF_CHECK}
    for part in module.parts:
        if part.check and part.check not in checks:
            at = pack.place("part", course.slug, f"{module.slug}/{part.slug}", "check")
            yield at.fault(
                f"«{part.check}» no es un autocontrol de este módulo.",
                'Nombra una parte con purpose = "self_check".',
            )


def _missing(names: Iterable[str], known: set[str]) -> list[str]:
    return [name for name in names if name not in known]
