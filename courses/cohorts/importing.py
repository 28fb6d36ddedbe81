"""What an import would do, row by row, decided from the file and from what is already known; pure."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from uuid import UUID

from courses.cohorts.headings import Column
from courses.cohorts.roster import Fault, RosterRow
from lms.accounts.domain import Document
from lms.text import plain

REPEATED = {
    Column.DOCUMENT: "El documento se repite",
    Column.CIP: "El CIP se repite",
    Column.GIVEN_NAMES: "El nombre se repite sin documento que lo distinga",
}


class Verdict(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    EXISTING = "existing"
    ENROLLED = "enrolled"
    FAULTY = "faulty"


class NoteKind(StrEnum):
    """What the coordinator must see before confirming; none of these stops the import."""

    HOMONYM = "homonym"
    NAME_DIFFERS = "name_differs"
    RETURNS = "returns"
    NEW_UNIT = "new_unit"
    TRANSFER = "transfer"
    REMARK = "remark"


@dataclass(frozen=True)
class Note:
    """A remark on a row; `detail` may hold a name, so it goes to the coordinator's page only."""

    kind: NoteKind
    message: str
    detail: str = ""


@dataclass(frozen=True)
class Policy:
    """What the course and the cohort ask: alias instead of document, consent, places left (None = no limit)."""

    alias: bool = False
    consent: bool = True
    room: int | None = None


@dataclass(frozen=True)
class Known:
    """The facts that matter for a file, read once.

    `names` and `documents` by person; `homonyms` by plain full name; `postings` (unit, rank, CIP) by person; `aliases`
    enrolled here without a document, by plain name; `units` plain names of known organisations.
    """

    holders: Mapping[Document, UUID] = field(default_factory=dict)
    cip_holders: Mapping[str, UUID] = field(default_factory=dict)
    names: Mapping[UUID, str] = field(default_factory=dict)
    documents: Mapping[UUID, Document] = field(default_factory=dict)
    homonyms: Mapping[str, tuple[UUID, ...]] = field(default_factory=dict)
    enrolled: frozenset[UUID] = frozenset()
    withdrawn: frozenset[UUID] = frozenset()
    teaching: frozenset[UUID] = frozenset()
    consented: frozenset[UUID] = frozenset()
    postings: Mapping[UUID, tuple[str, str | None, str | None]] = field(default_factory=dict)
    aliases: Mapping[str, UUID] = field(default_factory=dict)
    units: frozenset[str] = frozenset()


@dataclass(frozen=True)
class RowPlan:
    """One row with its verdict, the person it is about if she is registered, its faults and notes."""

    row: RosterRow
    verdict: Verdict
    person_id: UUID | None = None
    faults: tuple[Fault, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def enrols(self) -> bool:
        return self.verdict in (Verdict.NEW, Verdict.EXISTING)


@dataclass(frozen=True)
class ImportPlan:
    """All rows of a file with their verdicts; nothing is written by making it."""

    rows: tuple[RowPlan, ...]

    def count(self, verdict: Verdict) -> int:
        return sum(each.verdict == verdict for each in self.rows)

    @property
    def faults(self) -> tuple[Fault, ...]:
        return tuple(fault for each in self.rows for fault in each.faults)

    @property
    def is_clean(self) -> bool:
        return not self.faults

    @property
    def changes(self) -> int:
        """How many people it would enrol."""
        return sum(each.enrols for each in self.rows)

    @property
    def fingerprint(self) -> str:
        """SHA-256 over rows, verdicts, persons and notes: equal when the plan still is what was shown."""
        lines = [
            f"{each.row.number} {each.verdict} {each.person_id} {[note.kind.value for note in each.notes]}"
            for each in self.rows
        ]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def make_plan(rows: Sequence[RosterRow], known: Known, policy: Policy) -> ImportPlan:
    """Decide every row; pure, so that the dry run and the import see the same."""
    repeated = _find_repeated(rows, policy)
    in_file = defaultdict(list)
    for row in rows:
        in_file[plain(row.full_name)].append(row)
    plans = [_plan_row(row, known, policy, repeated[row.number], in_file[plain(row.full_name)]) for row in rows]
    return ImportPlan(tuple(_within_room(_without_twins(plans), policy.room)))


def _plan_row(
    row: RosterRow, known: Known, policy: Policy, repeated: list[Fault], namesakes: list[RosterRow]
) -> RowPlan:
    person_id = _person_of(row, known)
    faults = (*row.faults, *repeated, *_missing(row, person_id, known, policy), *_conflicts(row, person_id, known))
    if faults:
        return RowPlan(row, Verdict.FAULTY, person_id, faults)
    if person_id in known.enrolled:
        return RowPlan(row, Verdict.ENROLLED, person_id, notes=_name_note(row, person_id, known))
    verdict = Verdict.EXISTING if person_id else Verdict.NEW
    return RowPlan(row, verdict, person_id, notes=_notes(row, person_id, known, namesakes))


def _person_of(row: RosterRow, known: Known) -> UUID | None:
    if row.document is not None:
        return known.holders.get(row.document)
    return known.aliases.get(plain(row.full_name))


def _missing(row: RosterRow, person_id: UUID | None, known: Known, policy: Policy) -> list[Fault]:
    """What should be there and is not; a datum that is there but wrong already has its own fault."""
    wanted: list[tuple[Column, str, tuple[Column, ...]]] = []
    if row.document is None and not policy.alias:
        wanted.append((Column.DOCUMENT, "Falta el documento de identidad.", (Column.DOCUMENT_TYPE,)))
    if not row.surnames and not policy.alias:
        wanted.append((Column.SURNAMES, "Faltan los apellidos.", (Column.FATHER, Column.MOTHER, Column.FULL_NAME)))
    if policy.consent and not row.consents and person_id not in known.consented | known.enrolled:
        words = "Falta el consentimiento: escribir «sí» o la fecha en que firmó."
        wanted.append((Column.CONSENT, words, ()))
    wrong = {fault.column for fault in row.faults}
    return [
        row.fault(column, words)
        for column, words, others in wanted
        if not wrong & {row.headings[each].text for each in (column, *others) if each in row.headings}
    ]


def _conflicts(row: RosterRow, person_id: UUID | None, known: Known) -> list[Fault]:
    faults = []
    if person_id is not None and person_id in known.teaching:
        faults.append(row.fault(Column.DOCUMENT, "Esa persona enseña este curso: no puede llevarlo a la vez."))
    holder = known.cip_holders.get(row.cip or "")
    if holder is not None and holder != person_id:
        faults.append(row.fault(Column.CIP, "Ese CIP ya es de otra persona, con otro documento."))
    return faults


def _notes(row: RosterRow, person_id: UUID | None, known: Known, namesakes: list[RosterRow]) -> tuple[Note, ...]:
    notes = [*_homonyms(row, person_id, known, namesakes), *_name_note(row, person_id, known)]
    if person_id in known.withdrawn:
        notes.append(Note(NoteKind.RETURNS, "Se había retirado del grupo: vuelve a la lista."))
    if row.unit and plain(row.unit) not in known.units:
        notes.append(Note(NoteKind.NEW_UNIT, "La unidad no está en el registro: se creará.", row.unit))
    before = known.postings.get(person_id) if person_id else None
    if before is not None and row.unit and plain(before[0]) != plain(row.unit):
        notes.append(Note(NoteKind.TRANSFER, "Cambia de unidad; hasta ahora:", before[0]))
    return (*notes, *(Note(NoteKind.REMARK, remark) for remark in row.remarks))


def _homonyms(row: RosterRow, person_id: UUID | None, known: Known, namesakes: list[RosterRow]) -> list[Note]:
    others = [each for each in known.homonyms.get(plain(row.full_name), ()) if each != person_id]
    notes = [
        Note(
            NoteKind.HOMONYM,
            "Hay otra persona registrada con el mismo nombre y otro documento.",
            known.documents[each].masked if each in known.documents else "",
        )
        for each in others
    ]
    twins = [str(each.number) for each in namesakes if each.number != row.number]
    if twins:
        notes.append(Note(NoteKind.HOMONYM, f"Mismo nombre y otro documento en la fila {', '.join(twins)}."))
    return notes


def _name_note(row: RosterRow, person_id: UUID | None, known: Known) -> tuple[Note, ...]:
    recorded = known.names.get(person_id) if person_id else None
    if recorded is None or plain(recorded) == plain(row.full_name):
        return ()
    return (Note(NoteKind.NAME_DIFFERS, "El nombre no es igual al del registro, que se conserva:", recorded),)


def _find_repeated(rows: Sequence[RosterRow], policy: Policy) -> dict[int, list[Fault]]:
    """Faults by row number: what may stand only once in a file; every row concerned is named, none is preferred."""
    groups: dict[tuple[Column, object], list[RosterRow]] = defaultdict(list)
    for row in rows:
        for column, value in _unique_values(row, policy):
            groups[column, value].append(row)
    faults: dict[int, list[Fault]] = defaultdict(list)
    for (column, _), group in groups.items():
        for row in group if len(group) > 1 else ():
            others = ", ".join(str(each.number) for each in group if each is not row)
            faults[row.number].append(row.fault(column, f"{REPEATED[column]}: también está en la fila {others}."))
    return faults


def _unique_values(row: RosterRow, policy: Policy) -> Iterator[tuple[Column, object]]:
    if row.document is not None:
        yield Column.DOCUMENT, row.document
    elif policy.alias and row.given_names:
        yield Column.GIVEN_NAMES, plain(row.full_name)
    if row.cip is not None:
        yield Column.CIP, row.cip


def _without_twins(plans: list[RowPlan]) -> list[RowPlan]:
    """Two documents of one person in one file: the second row is no second enrolment."""
    seen: dict[UUID, int] = {}
    result = []
    for plan in plans:
        if plan.enrols and plan.person_id is not None:
            first = seen.setdefault(plan.person_id, plan.row.number)
            if first != plan.row.number:
                fault = plan.row.fault(Column.DOCUMENT, f"Es la misma persona de la fila {first}, con otro documento.")
                plan = replace(plan, verdict=Verdict.FAULTY, faults=(fault,), notes=())  # noqa: PLW2901
        result.append(plan)
    return result


def _within_room(plans: list[RowPlan], room: int | None) -> list[RowPlan]:
    """Rows that enrol beyond the places left are faulty."""
    result, taken = [], 0
    for plan in plans:
        taken += plan.enrols
        if plan.enrols and room is not None and taken > room:
            fault = plan.row.fault(Column.GIVEN_NAMES, "El grupo está completo: no queda lugar para esta persona.")
            plan = replace(plan, verdict=Verdict.FAULTY, faults=(fault,), notes=())  # noqa: PLW2901
        result.append(plan)
    return result
