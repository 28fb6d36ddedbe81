"""Which column of a roster holds what: Spanish headings in any order, with their usual synonyms; pure."""

import re
from enum import StrEnum

from courses.cohorts.spreadsheets.cells import Cell, CellKind, Row, Sheet, UnreadableFile
from lms.text import plain

HEADING_WITHIN = 25  # rows from the top in which the headings may stand
LONGEST_HEADING = 100


class Column(StrEnum):
    """What a roster may say of a person; the value is the heading of the template."""

    SURNAMES = "Apellidos"
    FATHER = "Apellido paterno"
    MOTHER = "Apellido materno"
    GIVEN_NAMES = "Nombres"
    FULL_NAME = "Apellidos y nombres"
    DOCUMENT_TYPE = "Tipo de documento"
    DOCUMENT = "N.º de documento"
    SEX = "Sexo"
    PHONE = "Celular"
    RANK = "Grado"
    CIP = "CIP"
    UNIT = "Unidad"
    REGION = "Región"
    CONSENT = "Consentimiento"


SYNONYMS = {  # after _words: no accents, brackets or dots, and no «número de» in front
    Column.SURNAMES: "apellidos|apellido|apellidos completos",
    Column.FATHER: "apellido paterno|paterno|primer apellido|ap paterno|a paterno",
    Column.MOTHER: "apellido materno|materno|segundo apellido|ap materno|a materno",
    Column.GIVEN_NAMES: "nombres|nombre|nombres completos|prenombres|alias|seudonimo",
    Column.FULL_NAME: "apellidos y nombres|nombres y apellidos|nombre y apellidos|apellidos nombres|nombre completo"
    "|apellidos y nombres completos|nombres y apellidos completos|participante",
    Column.DOCUMENT_TYPE: "tipo de documento|tipo documento|tipo doc|tipo de doc|tipo de documento de identidad|tipo",
    Column.DOCUMENT: "dni|documento|documento de identidad|doc|dni ce|carne de extranjeria",
    Column.SEX: "sexo|genero",
    Column.PHONE: "celular|telefono|telefono celular|celular telefono|movil|telefono movil",
    Column.RANK: "grado|grado policial|jerarquia|grado pnp",
    Column.CIP: "cip|carne de identidad personal|carne policial|cip pnp",
    Column.UNIT: "unidad|comisaria|unidad comisaria|comisaria unidad|unidad policial|dependencia|unidad de trabajo"
    "|comisaria o unidad|unidad o comisaria|cpnp|institucion|organizacion",
    Column.REGION: "region|departamento|region departamento|departamento region",
    Column.CONSENT: "consentimiento|consentimiento firmado|firmo consentimiento|firmo el consentimiento|consiente"
    "|consentimiento informado|fecha consentimiento|fecha de consentimiento|fecha del consentimiento"
    "|consentimiento si fecha",
}
BY_HEADING = {words: column for column, all_words in SYNONYMS.items() for words in all_words.split("|")}
FOREIGN = {"carne de extranjeria": "CE"}


class Headings:
    """The heading row of a sheet: where it stands, which column holds what, and what is not used."""

    def __init__(self, cells: Row) -> None:
        self.row = next(iter(cells.values())).row
        self.columns: dict[Column, Cell] = {}
        self.unused: list[Cell] = []
        for cell in cells.values():
            if cell.kind != CellKind.MERGED:
                self._take(cell)

    def _take(self, cell: Cell) -> None:
        column = find_column(cell.text)
        if column is None:
            self.unused.append(cell)
        elif column in self.columns:
            first = self.columns[column]
            raise UnreadableFile(
                "Las columnas %(first)s y %(second)s dicen lo mismo: dejar una sola «%(text)s».",
                first=first.name,
                second=cell.name,
                text=cell.text,
            )
        else:
            self.columns[column] = cell

    @property
    def document_type(self) -> str:
        """The type that the heading itself implies."""
        cell = self.columns.get(Column.DOCUMENT)
        return FOREIGN.get(_words(cell.text), "DNI") if cell else "DNI"


def find_column(heading: str) -> Column | None:
    """What a heading means, if anything to us."""
    return BY_HEADING.get(_words(heading)) if len(heading) <= LONGEST_HEADING else None


def find_headings(sheets: list[Sheet]) -> tuple[Sheet, Headings]:
    """The one sheet with a roster and its headings; for a CSV, the delimiter that finds most of them."""
    found = [(sheet, row) for sheet in sheets if (row := _heading_row(sheet)) is not None]
    if not found:
        raise UnreadableFile(
            "No se encuentran los encabezados: hace falta una fila con «Apellidos» y «Nombres», "
            "o «Apellidos y nombres»."
        )
    names = {sheet.name for sheet, _ in found}
    if len(names) > 1:
        listed = " y ".join(f"«{name}»" for name in sorted(names))
        raise UnreadableFile("Hay nómina en más de una hoja: %(listed)s. Dejar una sola.", listed=listed)
    sheet, row = max(found, key=lambda pair: _known(pair[1]))
    return sheet, Headings(row)


def _heading_row(sheet: Sheet) -> Row | None:
    near = [row for row in sheet.rows[:HEADING_WITHIN] if _is_heading(row)]
    return max(near, key=_known) if near else None


def _is_heading(row: Row) -> bool:
    meant = {find_column(cell.text) for cell in row.values()} - {None}
    is_named = Column.FULL_NAME in meant or Column.GIVEN_NAMES in meant
    filled = sum(cell.kind != CellKind.MERGED for cell in row.values())
    return is_named and (len(meant) > 1 or filled == 1)


def _known(row: Row) -> int:
    return sum(find_column(cell.text) is not None for cell in row.values())


def _words(heading: str) -> str:
    """Only letters and single spaces; what stands in brackets is a remark, and «N.º de» says nothing."""
    bare = re.sub(r"\([^)]*\)", " ", plain(heading)).replace(".", "").replace("º", " ").replace("°", " ")
    words = " ".join(re.sub(r"[^a-z0-9]", " ", bare).split())
    return re.sub(r"^(n|no|nro|num|numero)( de| del)? ", "", words)
