"""A roster file as checked rows; every fault names its row, column and cell; pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from courses.cohorts.headings import Column, Headings, find_headings
from courses.cohorts.spreadsheets.cells import Cell, CellKind, Row, UnreadableFile
from courses.cohorts.spreadsheets.reading import read_sheets
from lms.accounts.domain import Document, check_full_name, check_name, parse_cip, parse_document, parse_phone
from lms.accounts.models.people import DocumentType, Sex
from lms.errors import Invalid
from lms.places import find_region
from lms.text import plain, tidy

Value = TypeVar("Value")

MAX_TEXT = 120
SEXES = {"f": Sex.WOMAN, "femenino": Sex.WOMAN, "mujer": Sex.WOMAN, "m": Sex.MAN, "masculino": Sex.MAN, "h": Sex.MAN}
SEXES |= {"hombre": Sex.MAN, "varon": Sex.MAN}
YES = ("si", "x", "s", "1", "ok", "firmado", "verdadero")
NO = ("no", "n", "0", "falso", "-", "pendiente")
DOCUMENT_TYPES = {
    "carne de extranjeria": "CE",
    "carnet de extranjeria": "CE",
    "c e": "CE",
    "d n i": "DNI",
    "documento nacional de identidad": "DNI",
    "permiso temporal de permanencia": "PTP",
    "carne de permiso temporal de permanencia": "CPP",
    "carne de refugiado": "REFUGIO",
    "carne de refugio": "REFUGIO",
    "refugiada": "REFUGIO",
    "refugiado": "REFUGIO",
}
DATE_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d/%m/%y")
UNUSABLE = {
    CellKind.FORMULA: "La celda tiene una fórmula: escribir el dato, no la fórmula.",
    CellKind.ERROR: "La celda tiene un error de Excel o un dato que no se entiende.",
    CellKind.MERGED: "La celda está combinada con otra: separarlas y escribir el dato en cada fila.",
}
EARLIEST_CONSENT = date(2011, 7, 3)  # Ley 29733, published that day


@dataclass(frozen=True)
class Fault:
    """What is wrong in a row: the column's heading and the cell's name, without the personal datum itself."""

    row: int
    column: str
    cell: str
    message: str


@dataclass(frozen=True)
class RosterRow:
    """One person as the file has her; `consented_on` is None when the file only says yes."""

    number: int
    surnames: str = ""
    given_names: str = ""
    document: Document | None = None
    sex: Sex | None = None
    phone: str | None = None
    rank: str | None = None
    cip: str | None = None
    unit: str | None = None
    region: str | None = None
    consents: bool = False
    consented_on: date | None = None
    faults: tuple[Fault, ...] = ()
    remarks: tuple[str, ...] = ()
    headings: Mapping[Column, Cell] = field(default_factory=dict, repr=False, compare=False)

    @property
    def full_name(self) -> str:
        return f"{self.given_names} {self.surnames}".strip()

    @property
    def list_name(self) -> str:
        return f"{self.surnames}, {self.given_names}" if self.surnames else self.given_names

    def fault(self, column: Column, message: str) -> Fault:
        """A fault of this row in a column, whether the file has that column or not."""
        heading = self.headings.get(column)
        if heading is None:
            return Fault(self.number, column.value, "", message)
        return Fault(self.number, heading.text, f"{heading.letter}{self.number}", message)


@dataclass(frozen=True)
class Roster:
    """The rows of a file; `unused` are headings that mean nothing to us and whose data is not kept."""

    sheet: str
    rows: tuple[RosterRow, ...]
    unused: tuple[str, ...]


def read_roster(content: bytes, today: date) -> Roster:
    """Read an XLSX or CSV roster; raises UnreadableFile when the file as a whole cannot be used."""
    sheet, headings = find_headings(read_sheets(content))
    numbered = [(next(iter(row.values())).row, row) for row in sheet.rows if _has_data(row, headings)]
    rows = [_RowReader(row, headings, today, number).read() for number, row in numbered if number > headings.row]
    if not rows:
        raise UnreadableFile("La nómina no tiene ninguna persona debajo de los encabezados.")
    return Roster(sheet.name, tuple(rows), tuple(cell.text for cell in headings.unused))


def read_fields(values: Mapping[Column, str], today: date) -> RosterRow:
    """One person typed into a form, under the same checks; a fault's column is the Column it came from."""
    typed = {column: tidy(value) for column, value in values.items()}
    headings = Headings({n: Cell(1, n, column.value) for n, column in enumerate(typed, start=1)})
    row = {n: Cell(2, n, text) for n, text in enumerate(typed.values(), start=1) if text}
    return _RowReader(row, headings, today, number=2).read()


def _has_data(row: Row, headings: Headings) -> bool:
    return any(heading.column in row for heading in headings.columns.values())


class _RowReader:
    """Reads one row column by column and collects what is wrong."""

    def __init__(self, row: Row, headings: Headings, today: date, number: int) -> None:
        self.row, self.headings, self.today, self.number = row, headings, today, number
        self.faults: list[Fault] = []
        self.remarks: list[str] = []

    def read(self) -> RosterRow:
        surnames, given_names = self._names()
        consents, consented_on = self._value(Column.CONSENT, self._consent) or (False, None)
        return RosterRow(
            number=self.number,
            surnames=surnames,
            given_names=given_names,
            document=self._document(),
            sex=self._value(Column.SEX, _sex),
            phone=self._value(Column.PHONE, lambda cell: parse_phone(cell.text)),
            rank=self._value(Column.RANK, _short),
            cip=self._value(Column.CIP, self._cip),
            unit=self._value(Column.UNIT, _short),
            region=self._value(Column.REGION, lambda cell: find_region(cell.text).code),
            consents=consents,
            consented_on=consented_on,
            faults=tuple(self.faults),
            remarks=tuple(self.remarks),
            headings=self.headings.columns,
        )

    def _value(self, column: Column, parse: Callable[[Cell], Value]) -> Value | None:
        cell = self._cell(column)
        if cell is None:
            return None
        try:
            if cell.kind in UNUSABLE:
                raise Invalid(UNUSABLE[cell.kind])
            return parse(cell)
        except Invalid as error:
            self._fault(column, error.message)
            return None

    def _cell(self, column: Column) -> Cell | None:
        heading = self.headings.columns.get(column)
        return self.row.get(heading.column) if heading else None

    def _fault(self, column: Column, message: str) -> None:
        heading = self.headings.columns[column]
        self.faults.append(Fault(self.number, heading.text, f"{heading.letter}{self.number}", message))

    def _names(self) -> tuple[str, str]:
        if self._cell(Column.FULL_NAME):
            return self._value(Column.FULL_NAME, _split_name) or ("", "")
        parts = [self._value(each, _surname) for each in (Column.SURNAMES, Column.FATHER, Column.MOTHER)]
        given_names = self._value(Column.GIVEN_NAMES, lambda cell: check_name(cell.text))
        if self._cell(Column.GIVEN_NAMES) is None:
            missing = Column.GIVEN_NAMES if Column.GIVEN_NAMES in self.headings.columns else Column.FULL_NAME
            self._fault(missing, "Faltan los nombres.")
        surnames = " ".join(part for part in parts if part)
        if given_names and surnames:
            self._value(Column.GIVEN_NAMES, lambda _cell: check_full_name(given_names, surnames))
        return surnames, given_names or ""

    def _document(self) -> Document | None:
        kind = self._value(Column.DOCUMENT_TYPE, _document_type)
        if kind is None and self._cell(Column.DOCUMENT_TYPE):
            return None
        return self._value(Column.DOCUMENT, lambda cell: _document(kind or self.headings.document_type, cell))

    def _cip(self, cell: Cell) -> str:
        cip = parse_cip(cell.text)
        if cell.kind == CellKind.NUMBER and len(cip) < 8:
            self.remarks.append(
                f"El CIP de la celda {cell.name} es un número: comprobar que no perdió ceros al comienzo."
            )
        return cip

    def _consent(self, cell: Cell) -> tuple[bool, date | None]:
        answer = plain(cell.text)
        if answer in (*YES, *NO):
            return answer in YES, None
        day = cell.day or parse_day(cell.text)
        if day > self.today:
            raise Invalid("La fecha del consentimiento está en el futuro.")
        if day < EARLIEST_CONSENT:
            raise Invalid("La fecha del consentimiento es demasiado antigua.")
        return True, day


def _split_name(cell: Cell) -> tuple[str, str]:
    surnames, comma, given_names = cell.text.partition(",")
    if not comma or not given_names.strip() or "," in given_names:
        raise Invalid("Separar apellidos y nombres con una coma: «Quispe Mamani, Rosa».")
    given, family = check_full_name(given_names, surnames)
    return family, given


def _surname(cell: Cell) -> str:
    return check_name(cell.text, "surnames")


def _document_type(cell: Cell) -> str:
    words = " ".join(re.sub(r"[^a-z ]", " ", plain(cell.text)).split())
    try:
        return DocumentType(DOCUMENT_TYPES.get(words, words.upper())).value
    except ValueError:
        raise Invalid("No se conoce el tipo de documento «%(kind)s».", kind=cell.text[:40]) from None


def _document(kind: str, cell: Cell) -> Document:
    if cell.kind == CellKind.DATE:
        raise Invalid("Excel convirtió el número en fecha: escribirlo de nuevo con formato de texto.")
    digits = cell.text.replace(" ", "")
    is_dni = kind == DocumentType.DNI
    if is_dni and re.fullmatch(r"[0-9]{1,7}", digits):
        raise Invalid(
            "El DNI tiene 8 cifras y aquí hay %(n)s. Excel borra los ceros del comienzo: escribirlo completo y "
            "con formato de texto.",
            n=len(digits),
        )
    if not is_dni and cell.kind == CellKind.NUMBER and len(digits) < 9:
        raise Invalid("El número puede haber perdido ceros al comienzo: escribirlo con formato de texto.")
    return parse_document(kind, cell.text)


def _sex(cell: Cell) -> Sex:
    if (answer := SEXES.get(plain(cell.text).rstrip("."))) is None:
        raise Invalid("Escribir «mujer» u «hombre» (o F, M), o dejar la celda vacía.")
    return answer


def _short(cell: Cell) -> str:
    if len(cell.text) > MAX_TEXT:
        raise Invalid("La celda tiene más de %(n)s letras.", n=MAX_TEXT)
    return cell.text


def parse_day(text: str) -> date:
    """A day as people in Peru write it: 5/11/2026, 05-11-2026 or 2026-11-05."""
    for form in DATE_FORMATS:
        try:
            return datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    raise Invalid("Escribir «sí», «no» o la fecha como 05/11/2026.")
