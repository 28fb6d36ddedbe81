"""Dates as Peru writes them, on paper and on pages alike; pure."""

from datetime import date

from babel.dates import format_date


def long_date(day: date) -> str:
    """«3 de marzo de 2026», as Peru writes it."""
    return format_date(day, "d 'de' MMMM 'de' y", locale="es_PE")


def period(starts_on: date | None, ends_on: date | None) -> str:
    """«Del 3 al 28 de marzo de 2026»: no month or year said twice; empty when neither day is known."""
    if not starts_on or not ends_on or starts_on == ends_on:
        day = starts_on or ends_on
        return long_date(day) if day else ""
    if starts_on.year != ends_on.year:
        first = long_date(starts_on)
    elif starts_on.month != ends_on.month:
        first = format_date(starts_on, "d 'de' MMMM", locale="es_PE")
    else:
        first = str(starts_on.day)
    return f"Del {first} al {long_date(ends_on)}"
