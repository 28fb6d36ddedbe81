"""What becomes of each row: the table of cases, decided without a database."""

from dataclasses import replace
from uuid import UUID

import pytest

from courses.cohorts.importing import ImportPlan, Known, NoteKind, Policy, Verdict, make_plan
from courses.cohorts.roster import Fault, RosterRow
from lms.accounts.domain import Document
from lms.accounts.models.people import DocumentType

ROSA, ANA = UUID(int=1), UUID(int=2)
EMPTY, STRICT = Known(), Policy()


def dni(number: int) -> Document:
    return Document(DocumentType.DNI, f"{number:08d}")


def make_row(number: int = 2, **changes: object) -> RosterRow:
    return replace(RosterRow(number, "Quispe Mamani", "Rosa", dni(40000000 + number), consents=True), **changes)


def know_rosa(**changes: object) -> Known:
    """Rosa Quispe Mamani is registered with the document of row 2."""
    return replace(
        Known(
            holders={dni(40000002): ROSA},
            names={ROSA: "Rosa Quispe Mamani"},
            documents={ROSA: dni(40000002)},
            homonyms={"rosa quispe mamani": (ROSA,)},
        ),
        **changes,
    )


def plan_one(row: RosterRow, known: Known = EMPTY, policy: Policy = STRICT) -> ImportPlan:
    return make_plan([row], known, policy)


def kinds(plan: ImportPlan) -> list[NoteKind]:
    return [note.kind for row in plan.rows for note in row.notes]


@pytest.mark.parametrize(
    ("row", "known", "policy", "verdict", "notes"),
    [
        (make_row(), EMPTY, STRICT, Verdict.NEW, []),
        (make_row(), know_rosa(), STRICT, Verdict.EXISTING, []),
        (make_row(), know_rosa(enrolled=frozenset({ROSA})), STRICT, Verdict.ENROLLED, []),
        (make_row(3), know_rosa(), STRICT, Verdict.NEW, [NoteKind.HOMONYM]),
        (make_row(given_names="ROSA", surnames="quispe mamani"), know_rosa(), STRICT, Verdict.EXISTING, []),
        (make_row(given_names="Rosita"), know_rosa(), STRICT, Verdict.EXISTING, [NoteKind.NAME_DIFFERS]),
        (make_row(), know_rosa(withdrawn=frozenset({ROSA})), STRICT, Verdict.EXISTING, [NoteKind.RETURNS]),
        (make_row(consents=False), EMPTY, Policy(consent=False), Verdict.NEW, []),
        (make_row(consents=False), know_rosa(consented=frozenset({ROSA})), STRICT, Verdict.EXISTING, []),
        (make_row(consents=False), know_rosa(enrolled=frozenset({ROSA})), STRICT, Verdict.ENROLLED, []),
        (make_row(unit="CPNP Aucayacu"), EMPTY, STRICT, Verdict.NEW, [NoteKind.NEW_UNIT]),
        (make_row(unit="CPNP Aucayacu"), Known(units=frozenset({"cpnp aucayacu"})), STRICT, Verdict.NEW, []),
        (make_row(document=None, surnames="", given_names="Luna"), EMPTY, Policy(alias=True), Verdict.NEW, []),
        (
            make_row(document=None, surnames="", given_names="Luna"),
            Known(aliases={"luna": ANA}, enrolled=frozenset({ANA})),
            Policy(alias=True),
            Verdict.ENROLLED,
            [],
        ),
    ],
)
def test_a_row_becomes(row: RosterRow, known: Known, policy: Policy, verdict: Verdict, notes: list[NoteKind]) -> None:
    plan = plan_one(row, known, policy)
    assert plan.rows[0].verdict == verdict
    assert kinds(plan) == notes
    assert plan.is_clean


@pytest.mark.parametrize(
    ("row", "known", "policy", "words"),
    [
        (make_row(consents=False), EMPTY, STRICT, "consentimiento"),
        (make_row(document=None), EMPTY, STRICT, "documento"),
        (make_row(surnames=""), EMPTY, STRICT, "apellidos"),
        (make_row(), know_rosa(teaching=frozenset({ROSA})), STRICT, "enseña"),
        (make_row(cip="123456"), Known(cip_holders={"123456": ANA}), STRICT, "CIP"),
        (make_row(), EMPTY, Policy(room=0), "completo"),
        (make_row(faults=(Fault(2, "DNI", "C2", "8 cifras"),)), EMPTY, STRICT, "8 cifras"),
    ],
)
def test_a_row_is_faulty_when(row: RosterRow, known: Known, policy: Policy, words: str) -> None:
    plan = plan_one(row, known, policy)
    assert plan.rows[0].verdict == Verdict.FAULTY
    assert [words in fault.message for fault in plan.faults] == [True]
    assert plan.changes == 0


def test_a_document_that_stands_twice_is_an_error_in_both_rows() -> None:
    plan = make_plan([make_row(2), make_row(3, document=dni(40000002)), make_row(4)], EMPTY, STRICT)
    assert [each.verdict for each in plan.rows] == [Verdict.FAULTY, Verdict.FAULTY, Verdict.NEW]
    assert [fault.message for fault in plan.faults] == [
        "El documento se repite: también está en la fila 3.",
        "El documento se repite: también está en la fila 2.",
    ]


def test_a_police_number_that_stands_twice_is_an_error_in_both_rows() -> None:
    plan = make_plan([make_row(2, cip="123456"), make_row(3, cip="123456")], EMPTY, STRICT)
    assert plan.count(Verdict.FAULTY) == 2


def test_homonyms_inside_the_file_are_shown_and_allowed() -> None:
    plan = make_plan([make_row(2), make_row(7)], EMPTY, STRICT)
    assert plan.count(Verdict.NEW) == 2
    assert [note.message for row in plan.rows for note in row.notes] == [
        "Mismo nombre y otro documento en la fila 7.",
        "Mismo nombre y otro documento en la fila 2.",
    ]


def test_a_homonym_is_shown_with_her_document_masked() -> None:
    plan = plan_one(make_row(3), know_rosa())
    assert plan.rows[0].notes[0].detail == "••••0002"


def test_two_documents_of_one_person_enrol_her_once() -> None:
    known = know_rosa(holders={dni(40000002): ROSA, dni(40000003): ROSA})
    plan = make_plan([make_row(2), make_row(3)], known, STRICT)
    assert [each.verdict for each in plan.rows] == [Verdict.EXISTING, Verdict.FAULTY]
    assert "fila 2" in plan.faults[0].message


def test_two_aliases_alike_cannot_be_told_apart() -> None:
    rows = [make_row(number, document=None, given_names="Luna", surnames="") for number in (2, 3)]
    assert make_plan(rows, EMPTY, Policy(alias=True)).count(Verdict.FAULTY) == 2


def test_rows_beyond_the_places_left_are_faulty_and_those_already_in_take_none() -> None:
    known = know_rosa(enrolled=frozenset({ROSA}))
    plan = make_plan([make_row(2), make_row(3), make_row(4)], known, Policy(room=1))
    assert [each.verdict for each in plan.rows] == [Verdict.ENROLLED, Verdict.NEW, Verdict.FAULTY]


def test_a_transfer_shows_the_unit_before() -> None:
    known = know_rosa(postings={ROSA: ("CPNP Tocache", None, None)}, units=frozenset({"cpnp aucayacu"}))
    plan = plan_one(make_row(unit="CPNP Aucayacu"), known)
    assert [(note.kind, note.detail) for note in plan.rows[0].notes] == [(NoteKind.TRANSFER, "CPNP Tocache")]


def test_the_fingerprint_changes_with_what_is_decided() -> None:
    same = plan_one(make_row()).fingerprint
    assert plan_one(make_row()).fingerprint == same
    assert plan_one(make_row(), know_rosa()).fingerprint != same
    assert plan_one(make_row(3), know_rosa()).fingerprint != plan_one(make_row(3)).fingerprint
