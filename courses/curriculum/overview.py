"""What each module holds, in figures: for docs/programas.md and for whoever plans the next review."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from courses.curriculum.domain import Course, Module, Part, PartKind
from courses.curriculum.reading.pack import Pack
from courses.curriculum.reading_ease import count_words, measure


@dataclass(frozen=True)
class ModuleFigures:
    """A module in figures: `ease` is the INFLESZ score of its hardest lesson, None without lessons."""

    programme: str
    course: str
    module: str
    title: str
    session_minutes: int
    study_minutes: int
    words: int
    items: int
    critical_items: int
    sources: int
    reviewed_sources: int
    ease: float | None


def list_figures(packs: Sequence[Pack]) -> list[ModuleFigures]:
    """Every module of the packs, in order."""
    return [
        _figures(pack, course, module)
        for pack in packs
        for course in pack.programme.courses
        for module in course.modules
    ]


def to_markdown(packs: Sequence[Pack]) -> str:
    """The page docs/programas.md."""
    lines = ["# Los programas en cifras", "", "Esta página la escribe `./run lms courses table --markdown`.", ""]
    for pack in packs:
        for course in pack.programme.courses:
            lines += _course_section(pack, course)
    return "\n".join(lines)


def _figures(pack: Pack, course: Course, module: Module) -> ModuleFigures:
    lessons = [part for part in module.parts if part.kind is PartKind.LESSON]
    bank = [each.item for each in pack.items if (each.course, each.module) == (course.slug, module.slug)]
    reviewed = {source.id for source in pack.programme.sources if source.is_reviewed}
    return ModuleFigures(
        programme=pack.programme.slug,
        course=course.slug,
        module=module.slug,
        title=module.title,
        session_minutes=sum(part.minutes for part in module.parts if part.kind is PartKind.SESSION),
        study_minutes=sum(part.minutes for part in module.parts if part.kind is not PartKind.SESSION),
        words=sum(count_words(part.text or "") for part in lessons),
        items=len(bank),
        critical_items=sum(item.critical for item in bank),
        sources=len(module.sources),
        reviewed_sources=len(reviewed.intersection(module.sources)),
        ease=min(_scores(lessons), default=None),
    )


def _scores(lessons: Sequence[Part]) -> Iterator[float]:
    return (measure(part.text).score for part in lessons if part.text)


HEAD = (
    "Módulo",
    "Presencial (min)",
    "Estudio (min)",
    "Palabras",
    "Ítems",
    "Críticos",
    "Fuentes",
    "Lectura",
    "Revisión",
)


def _course_section(pack: Pack, course: Course) -> list[str]:
    rows = [_figures(pack, course, module) for module in course.modules]
    total = (
        "**Total**",
        *(sum(column) for column in zip(*(_numbers(row) for row in rows), strict=True)),
        "",
        f"{course.rules.hours} h de {course.rules.hour_minutes} min",
    )
    body = [(row.title, *_numbers(row), "—" if row.ease is None else f"{row.ease:.1f}", _review(row)) for row in rows]
    return [
        f"## {course.title} (`{pack.programme.slug}/{course.slug}`)",
        "",
        _row(HEAD),
        _row(("---", *["---:"] * 7, "---")),
        *map(_row, [*body, total]),
        "",
        "Lectura: escala INFLESZ de la lección más difícil; desde 55 es normal. "
        "Las fuentes de un módulo pueden repetirse en otro.",
        "",
    ]


def _numbers(row: ModuleFigures) -> tuple[int, ...]:
    return row.session_minutes, row.study_minutes, row.words, row.items, row.critical_items, row.sources


def _review(row: ModuleFigures) -> str:
    if row.reviewed_sources == row.sources:
        return "revisado"
    return f"{row.sources - row.reviewed_sources} por validar"


def _row(cells: Sequence[object]) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"
