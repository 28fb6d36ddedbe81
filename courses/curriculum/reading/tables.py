"""Typed reading of TOML tables: whatever is missing, unknown or of a wrong type gives a fault and a blank value."""

import re
import tomllib
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from courses.curriculum.faults import Fault
from courses.curriculum.reading.pack import Place
from courses.curriculum.toml_lines import Path, line_of, locate

Choice = TypeVar("Choice", bound=StrEnum)
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
KINDS: dict[type, str] = {
    str: "un texto entre comillas",
    int: "un número entero",
    bool: "true o false",
    Decimal: "un número",
    date: "una fecha como 2026-11-21",
    list: "una lista entre corchetes",
    dict: "una tabla entre llaves",
}


class TomlFile:
    """A TOML file with the lines of its keys; `name` is relative to the folder of all packs.

    Of a file that cannot be read nothing else is said: its keys are not missing, only unknown.
    """

    def __init__(self, name: str, text: str, faults: list[Fault]) -> None:
        self.name = name
        self.faults = faults
        self.data: dict[str, Any] = {}
        self.lines: dict[Path, int] = {(): 1}
        self.is_readable = True
        try:
            self.data = tomllib.loads(text, parse_float=Decimal)
            self.lines = locate(text)
        except tomllib.TOMLDecodeError as error:
            self.faults.append(_not_toml(name, text, str(error)))

    def root(self) -> "Table":
        return Table(self, self.data, ())


class Table:
    """One table; call `done()` when every known key has been read, so that unknown ones are named."""

    def __init__(self, file: TomlFile, data: dict[str, Any], path: Path) -> None:
        self.file = file
        self.data = data
        self.path = path
        self.known: set[str] = set()

    def place(self, *path: str | int) -> Place:
        return Place(self.file.name, line_of(self.file.lines, (*self.path, *path)))

    def fault(self, what: str, mend: str, *path: str | int) -> None:
        if self.file.is_readable:
            self.file.faults.append(self.place(*path).fault(what, mend))

    def text(self, key: str, default: str | None = None) -> str:
        """A text with something in it."""
        value = self._take(key, str, default)
        if value is not None and not value.strip() and key in self.data:
            self.fault(f"«{key}» está vacío.", "Escribe el texto.", key)
        return value.strip() if value else ""

    def optional_text(self, key: str) -> str | None:
        return self.text(key) if key in self._mark(key) else None

    def slug(self, key: str = "slug") -> str:
        value = self.text(key)
        if value and not SLUG.fullmatch(value):
            self.fault(f"«{value}» no sirve como nombre corto.", "Usa minúsculas sin tildes, cifras y guiones.", key)
        return value

    def whole(self, key: str, default: int | None = None, low: int = 0, high: int = 1_000_000) -> int:
        """A whole number between low and high."""
        value = self._take(key, int, default)
        if value is not None and not low <= value <= high:
            self.fault(f"«{key}» es {value}.", f"Debe estar entre {low} y {high}.", key)
        return value or 0

    def optional_whole(self, key: str, low: int = 0, high: int = 1_000_000) -> int | None:
        return self.whole(key, None, low, high) if key in self._mark(key) else None

    def hundredths(self, key: str, low: int = 0, high: int = 100) -> int:
        """A number with at most two decimals, times one hundred."""
        value = self._take(key, Decimal, None)
        if value is None:
            return 0
        if not low <= value <= high or value * 100 != int(value * 100):
            self.fault(f"«{key}» es {value}.", f"Debe estar entre {low} y {high}, con dos decimales como máximo.", key)
            return 0
        return int(value * 100)

    def optional_hundredths(self, key: str, low: int = 0, high: int = 100) -> int | None:
        return self.hundredths(key, low, high) if key in self._mark(key) else None

    def truth(self, key: str, default: bool | None = None) -> bool:
        return bool(self._take(key, bool, default))

    def day(self, key: str) -> date:
        return self._take(key, date, None) or date.min

    def optional_date(self, key: str) -> date | None:
        return self._take(key, date, None) if key in self._mark(key) else None

    def choice(self, key: str, choices: type[Choice]) -> Choice:
        value = self.text(key)
        if value in list(choices):
            return choices(value)
        if value:
            known = ", ".join(choices)
            self.fault(f"«{key}» dice «{value}».", f"Solo se conoce: {known}.", key)
        return next(iter(choices))

    def texts(self, key: str, default: list[str] | None = None) -> tuple[str, ...]:
        """A list of texts, none twice."""
        values = self._take(key, list, default) or []
        for index, value in enumerate(values):
            if not isinstance(value, str) or not value.strip():
                self.fault(
                    f"La lista «{key}» lleva algo que no es un texto.", "Pon cada texto entre comillas.", key, index
                )
            elif value in values[:index]:
                self.fault(f"«{value}» está dos veces en «{key}».", "Deja uno solo.", key, index)
        return tuple(dict.fromkeys(value for value in values if isinstance(value, str)))

    def tables(self, key: str, is_needed: bool = False) -> list["Table"]:
        """The tables of [[key]] or of a list of inline tables."""
        values = self._take(key, list, None if is_needed else []) or []
        if not all(isinstance(value, dict) for value in values):
            self.fault(f"«{key}» lleva algo que no es una tabla.", f"Escribe cada uno como {{ … }} o [[{key}]].", key)
        return [
            Table(self.file, value, (*self.path, key, i)) for i, value in enumerate(values) if isinstance(value, dict)
        ]

    def table(self, key: str) -> "Table | None":
        value = self._take(key, dict, {})
        return Table(self.file, value, (*self.path, key)) if value else None

    def done(self) -> None:
        """Name every key nobody asked for."""
        for key in self.data:
            if key not in self.known:
                self.fault(f"No se conoce la clave «{key}».", "Bórrala o corrige su nombre.", key)

    def _mark(self, key: str) -> dict[str, Any]:
        self.known.add(key)
        return self.data

    def _take(self, key: str, kind: type, default: Any) -> Any:
        self.known.add(key)
        if key not in self.data:
            if default is None:
                self.fault(f"Falta «{key}».", f"Escribe {key} = {KINDS[kind]}.")
            return default
        value = self.data[key]
        if _is(value, kind):
            return Decimal(value) if kind is Decimal else value
        self.fault(f"«{key}» no es {KINDS[kind]}.", f"Escribe {key} = {KINDS[kind]}.", key)
        return default


def _not_toml(name: str, text: str, error: str) -> Fault:
    """The parser speaks English; where it stopped is what helps."""
    place = re.search(r"at line (\d+), column (\d+)", error)
    mend = f"Corrige esa línea, desde la columna {place[2]}." if place else "Termina lo que quedó abierto."
    return Fault(name, int(place[1]) if place else text.count("\n") + 1, "El archivo no es TOML válido.", mend)


def _is(value: Any, kind: type) -> bool:
    if kind is Decimal:
        return isinstance(value, int | Decimal) and not isinstance(value, bool)
    if kind is date:
        return isinstance(value, date) and not isinstance(value, datetime)
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
