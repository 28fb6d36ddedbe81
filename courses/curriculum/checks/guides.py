"""A facilitator's timetable adds up to the session's minutes."""

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from courses.curriculum.faults import Fault, Severity
from courses.curriculum.markdown import parse
from courses.curriculum.reading.pack import Pack, Place
from lms.text import plain

MINUTES = ("min", "minutos")


def check_guides(pack: Pack) -> Iterator[Fault]:
    for course in pack.programme.courses:
        for ref, part in course.parts():
            if part.guide_text is None:
                continue
            file = f"{pack.programme.slug}/{course.slug}/{ref.partition('/')[0]}/{part.guide}"
            timetables = list(sum_minutes(parse(part.guide_text)))
            if not timetables:
                yield Place(file, 1).fault(
                    "La guía no tiene una tabla de tiempos.", "Haz una con la columna «Min».", Severity.NOTICE
                )
            elif (total := sum(minutes for minutes, _ in timetables)) != part.minutes:
                yield Place(file, timetables[0][1]).fault(
                    f"Los tiempos de la guía suman {total} minutos y la sesión tiene {part.minutes}.",
                    "Cuadra la tabla.",
                )


def sum_minutes(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The sum and the line of every table with a column of minutes; rows without a whole number count nothing."""
    for rows, line in _tables(tokens):
        columns = [index for index, title in enumerate(rows[0]) if plain(title) in MINUTES]
        if columns:
            cells = [row[columns[0]] for row in rows[1:] if columns[0] < len(row) and not _is_total(row)]
            yield sum(int(cell) for cell in cells if cell.isdigit()), line


def _is_total(row: Sequence[str]) -> bool:
    return any(plain(cell).strip("* ") == "total" for cell in row)


def _tables(tokens: Sequence[Token]) -> Iterator[tuple[list[list[str]], int]]:
    rows: list[list[str]] = []
    line = 1
    for token in tokens:
        if token.type == "table_open":
            rows, line = [], (token.map or [0])[0] + 1
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows:
            rows[-1].append(token.content.strip())
        elif token.type == "table_close":
            yield rows, line
            rows = []
