"""Applying a plan on a real database, and rosters waiting for confirmation."""

import os
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from courses.cohorts.importing import Verdict
from courses.cohorts.operations.enrolment import withdraw_enrolment
from courses.cohorts.operations.roster import FaultyRows, PlanChanged, apply_import, plan_import
from courses.cohorts.queries.enrolments import roster
from courses.cohorts.roster import read_roster
from courses.cohorts.uploads import KEPT_SECONDS, Uploads
from lms import clock
from lms.accounts.domain import parse_document
from lms.accounts.models.people import ConsentAct
from lms.accounts.operations.merges import merge_people
from lms.accounts.operations.people import NewPerson, register_person
from lms.accounts.permissions import SYSTEM
from lms.accounts.queries.consents import consents_in_force
from lms.accounts.queries.organisations import find_organisation
from lms.accounts.queries.people import documents_of, find_person_by_document
from lms.accounts.queries.postings import current_postings
from lms.audit.queries import list_entries
from lms.errors import Forbidden, NotFound
from tests.courses.cohorts.test_enrolment import enrol_part, make_cohort
from tests.support.cast import PACK, Cast

HEAD = "Apellidos;Nombres;DNI;Consentimiento;Unidad;Grado;CIP"


@pytest.fixture
def cohort_id(cast: Cast) -> UUID:
    return make_cohort(cast)


def plan_of(cohort_id: UUID, *lines: str):
    return plan_import(cohort_id, read_roster("\n".join((HEAD, *lines)).encode(), clock.today()).rows)


def apply(cast: Cast, cohort_id: UUID, *lines: str, **options: bool):
    return apply_import(cast.actor("coordinator"), cohort_id, plan_of(cohort_id, *lines), **options)


def test_a_new_officer_gets_person_document_consent_and_posting(cast: Cast, cohort_id: UUID) -> None:
    result = apply(cast, cohort_id, "Bëtsa Rono;Ʉnchi;01234567;05/11/2025;CPNP Aucayacu;S3;012345")
    assert (result.registered, result.enrolled, result.unchanged, result.left_out) == (1, 1, 0, 0)
    person_id = find_person_by_document(parse_document("DNI", "01234567"))
    assert person_id is not None
    assert documents_of([person_id])[person_id].number == "01234567"
    consent = consents_in_force([person_id], PACK)[person_id]
    assert (consent.act, consent.text_version, consent.source.value) == (ConsentAct.GIVEN, "2026-11", "import")
    posting, unit = current_postings([person_id], clock.today())[person_id]
    assert (unit, posting.rank, posting.cip) == ("CPNP Aucayacu", "S3", "012345")
    station = find_organisation("CPNP Aucayacu")
    assert station is not None
    assert (station.kind.value, station.parent_id, station.region) == ("station", cast.court, "22")
    entries = list_entries(20)
    assert any("2025-11-05" in str(entry.detail) for entry in entries)
    (posted,) = [entry for entry in entries if entry.action == "person.posted"]
    assert (posted.subject_id, posted.detail) == (str(person_id), f"organisation={station.id}")


def test_somebody_registered_is_enrolled_and_not_registered_again(cast: Cast, cohort_id: UUID) -> None:
    result = apply(cast, cohort_id, "Quispe Mamani;Rosa;40000001;sí;;;")
    assert (result.registered, result.enrolled) == (0, 1)
    assert [each.person_id for each in roster(cohort_id)] == [cast.id("trainee")]


def test_a_homonym_becomes_another_person(cast: Cast, cohort_id: UUID) -> None:
    apply(cast, cohort_id, "Quispe Mamani;Rosa;40000001;sí;;;", "Quispe Mamani;Rosa;41111111;sí;;;")
    first, second = roster(cohort_id)
    assert first.person.full_name == second.person.full_name
    assert first.person_id != second.person_id


def test_importing_twice_writes_nothing_more(cast: Cast, cohort_id: UUID) -> None:
    lines = ("Paz;Ana;41111111;sí;CPNP Tocache;S2;", "Quispe Mamani;Rosa;40000001;sí;;;")
    apply(cast, cohort_id, *lines)
    before = list_entries(1)[0].seq
    result = apply(cast, cohort_id, *lines)
    assert (result.enrolled, result.unchanged) == (0, 2)
    assert list_entries(1)[0].seq == before


def test_a_plan_writes_nothing(cohort_id: UUID) -> None:
    before = list_entries(1)[0].seq
    plan_of(cohort_id, "Paz;Ana;41111111;sí;CPNP Nueva;S2;")
    assert list_entries(1)[0].seq == before
    assert find_organisation("CPNP Nueva") is None


def test_faulty_rows_stop_everything_unless_left_out(cast: Cast, cohort_id: UUID) -> None:
    lines = ("Paz;Ana;41111111;sí;;;", "Inuma;Eva;1234567;sí;;;")
    with pytest.raises(FaultyRows):
        apply(cast, cohort_id, *lines)
    assert roster(cohort_id) == []
    assert apply(cast, cohort_id, *lines, without_faulty=True).left_out == 1
    assert len(roster(cohort_id)) == 1


def test_a_plan_that_no_longer_holds_is_refused_whole(cast: Cast, cohort_id: UUID) -> None:
    plan = plan_of(cohort_id, "Paz;Ana;41111111;sí;;;", "Quispe Mamani;Rosa;40000001;sí;;;")
    enrol_part(cast, cohort_id)
    with pytest.raises(PlanChanged):
        apply_import(cast.actor("coordinator"), cohort_id, plan)
    assert find_person_by_document(parse_document("DNI", "41111111")) is None


def test_an_error_in_the_middle_leaves_nothing_behind(
    cast: Cast, cohort_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    from courses.cohorts.operations import roster as module

    calls = []

    def fail_on_the_second(*arguments: object) -> None:
        calls.append(arguments)
        if len(calls) == 2:
            raise RuntimeError("power cut")

    monkeypatch.setattr(module, "enrol_into", fail_on_the_second)
    with pytest.raises(RuntimeError):
        apply(cast, cohort_id, "Paz;Ana;41111111;sí;;;", "Inuma;Eva;41111112;sí;;;")
    assert find_person_by_document(parse_document("DNI", "41111111")) is None


def test_who_withdrew_comes_back_by_import(cast: Cast, cohort_id: UUID) -> None:
    enrolment_id = enrol_part(cast, cohort_id)
    withdraw_enrolment(cast.actor("coordinator"), enrolment_id)
    apply(cast, cohort_id, "Quispe Mamani;Rosa;40000001;sí;;;")
    assert [each.id for each in roster(cohort_id)] == [enrolment_id]


def test_a_merged_record_counts_as_its_survivor(cast: Cast, cohort_id: UUID) -> None:
    enrol_part(cast, cohort_id)
    twin = register_person(SYSTEM, NewPerson("Rosa", "Quispe Mamani", parse_document("PASAPORTE", "AB12345")))
    merge_people(cast.actor("registrar"), twin, cast.id("trainee"))
    rows = read_roster(b"Tipo;Documento;Apellidos;Nombres\nPASAPORTE;AB12345;Quispe Mamani;Rosa\n", clock.today()).rows
    assert plan_import(cohort_id, rows).rows[0].verdict == Verdict.ENROLLED


def test_a_transfer_moves_the_person_and_keeps_the_posting_before(cast: Cast, cohort_id: UUID) -> None:
    apply(cast, cohort_id, "Paz;Ana;41111111;sí;CPNP Tocache;S2;")
    other = make_cohort(cast, code="OTRO")
    apply(cast, other, "Paz;Ana;41111111;sí;CPNP Aucayacu;S1;")
    person_id = find_person_by_document(parse_document("DNI", "41111111"))
    assert person_id is not None
    assert current_postings([person_id], clock.today())[person_id][1] == "CPNP Aucayacu"


@pytest.mark.parametrize("part", ["trainee", "trainer", "registrar", "auditor", "administrator", "stranger"])
def test_only_the_coordination_imports(cast: Cast, cohort_id: UUID, part: str) -> None:
    plan = plan_of(cohort_id, "Paz;Ana;41111111;sí;;;")
    with pytest.raises(Forbidden):
        apply_import(cast.actor(part), cohort_id, plan)
    assert find_person_by_document(parse_document("DNI", "41111111")) is None


def test_an_upload_is_found_by_who_sent_it_until_it_is_discarded(tmp_path: Path) -> None:
    uploads, actor, cohort = Uploads(tmp_path / "uploads"), uuid4(), uuid4()
    token = uploads.put(actor, cohort, b"nomina")
    assert uploads.get(token, actor, cohort) == b"nomina"
    for stranger in (
        (token, uuid4(), cohort),
        (token, actor, uuid4()),
        ("otro", actor, cohort),
        ("../x", actor, cohort),
    ):
        with pytest.raises(NotFound):
            uploads.get(*stranger)
    uploads.discard(token, actor, cohort)
    uploads.discard(token, actor, cohort)
    with pytest.raises(NotFound):
        uploads.get(token, actor, cohort)


def test_an_upload_is_private_and_lapses(tmp_path: Path) -> None:
    uploads, actor, cohort = Uploads(tmp_path / "uploads"), uuid4(), uuid4()
    token = uploads.put(actor, cohort, b"nomina")
    (file,) = (tmp_path / "uploads").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert token not in file.name
    old = file.stat().st_mtime - KEPT_SECONDS - 5
    os.utime(file, (old, old))
    with pytest.raises(NotFound):
        uploads.get(token, actor, cohort)
    assert list((tmp_path / "uploads").iterdir()) == []
