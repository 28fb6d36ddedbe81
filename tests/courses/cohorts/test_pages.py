"""The coordination's journeys through HTTP."""

import io
import re
from datetime import date
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from courses.cohorts.operations.cohorts import add_cohort_trainer
from courses.cohorts.queries.decisions import approval_of, eligibility_of
from courses.cohorts.queries.enrolments import roster
from courses.cohorts.queries.teaching import cohort_trainers
from lms.accounts.operations.people import add_posting
from lms.accounts.operations.roles import grant_role
from lms.accounts.permissions import SYSTEM, Role, ScopeKind
from lms.accounts.queries.consents import consents_in_force
from lms.accounts.queries.people import search_people
from lms.database import transaction
from lms.extensions import db
from tests.courses.cohorts.test_enrolment import enrol_part, make_cohort
from tests.courses.cohorts.workbooks import make_workbook
from tests.support.cast import Cast

HEAD = ("Apellidos", "Nombres", "DNI", "Consentimiento", "Lengua materna")
ANA = ("Paz Soria", "Ana", "41111111", "sí", "shipibo")
BEA = ("Rengifo", "Beatriz", "01111112", date(2025, 11, 2), "")
ROSA = ("Quispe Mamani", "Rosa", "40000001", "sí", "")


def submit(client: FlaskClient, address: str, **fields: object) -> TestResponse:
    """Open the page, fill in the form and send it."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(address).get_data(as_text=True))
    assert token
    answer = client.post(address, data={"csrf_token": token[1], **fields}, content_type="multipart/form-data")
    db.session.rollback()  # what the test read before is old now
    return answer


def send_roster(client: FlaskClient, *rows: tuple[object, ...]) -> TestResponse:
    content = make_workbook(HEAD, *rows)
    return submit(client, "/grupos/PRUEBA-1/importar", file=(io.BytesIO(content), "nomina.xlsx"))


def text_of(response: TestResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.get_data(as_text=True)))


def fingerprint_of(response: TestResponse) -> str:
    found = re.search(r'name="fingerprint"[^>]*value="([0-9a-f]{64})"', response.get_data(as_text=True))
    assert found
    return found[1]


@pytest.fixture
def coordinator(client: FlaskClient, cast: Cast) -> FlaskClient:
    return cast.log_in(client, "coordinator")


@pytest.fixture
def cohort_id(cast: Cast) -> UUID:
    return make_cohort(cast)


def test_the_list_is_empty_then_shows_the_cohort_and_filters(coordinator: FlaskClient, cast: Cast) -> None:
    assert "Todavía no hay grupos" in text_of(coordinator.get("/grupos"))
    make_cohort(cast)
    assert "PRUEBA-1" in text_of(coordinator.get("/grupos"))
    assert "PRUEBA-1" in text_of(coordinator.get("/grupos?region=22&programa=curso-de-prueba"))
    assert "Ningún grupo coincide" in text_of(coordinator.get("/grupos?region=10"))


def test_a_coordinator_opens_a_cohort_by_its_page(coordinator: FlaskClient, cast: Cast) -> None:
    fields = {
        "course": "curso-de-prueba/curso",
        "code": "of-tarapoto-1",
        "organisation": str(cast.court),
        "region": "22",
        "place": "Tarapoto",
        "language": "es-PE",
        "starts_on": "2026-11-01",
        "ends_on": "2026-12-15",
    }
    wrong = submit(coordinator, "/grupos/nuevo", **{**fields, "ends_on": "2026-10-01"})
    assert wrong.status_code == 400
    assert "no puede terminar antes" in text_of(wrong)
    done = submit(coordinator, "/grupos/nuevo", **fields)
    assert (done.status_code, done.location) == (303, "/grupos/OF-TARAPOTO-1")
    assert "Curso de prueba" in text_of(coordinator.get(done.location))


def test_a_roster_is_shown_before_it_is_imported_and_a_second_time_changes_nothing(
    coordinator: FlaskClient, cohort_id: UUID
) -> None:
    sent = send_roster(coordinator, ANA, BEA, ROSA)
    assert sent.status_code == 303
    report = coordinator.get(sent.location)
    assert report.headers["Cache-Control"] == "no-store"
    assert "Todavía no se guardó nada" in text_of(report)
    assert "Lengua materna" in text_of(report)
    assert "shipibo" not in text_of(report)
    assert "41111111" not in text_of(report)
    assert roster(cohort_id) == []
    assert search_people("Rengifo") == []
    done = submit(coordinator, sent.location, fingerprint=fingerprint_of(report))
    assert (done.status_code, done.location) == (303, "/grupos/PRUEBA-1/nomina")
    assert [each.person.list_name for each in roster(cohort_id)] == [
        "Paz Soria, Ana",
        "Quispe Mamani, Rosa",
        "Rengifo, Beatriz",
    ]
    assert coordinator.get(sent.location).status_code == 404
    again = coordinator.get(send_roster(coordinator, ANA, BEA, ROSA).location)
    assert "No hay nada que importar" in text_of(again)
    assert len(roster(cohort_id)) == 3


def test_a_faulty_row_stops_the_import_until_it_is_left_out_on_purpose(
    coordinator: FlaskClient, cohort_id: UUID
) -> None:
    sent = send_roster(coordinator, ANA, ("Rengifo", "Beatriz", 1111112, "sí"))
    report = coordinator.get(sent.location)
    assert "celda C3" in text_of(report)
    assert "8 cifras y aquí hay 7" in text_of(report)
    refused = submit(coordinator, sent.location, fingerprint=fingerprint_of(report))
    assert refused.status_code == 400
    assert roster(cohort_id) == []
    done = submit(coordinator, sent.location, fingerprint=fingerprint_of(report), without_faulty="y")
    assert done.status_code == 303
    assert [each.person.full_name for each in roster(cohort_id)] == ["Ana Paz Soria"]


def test_what_changed_since_the_report_is_shown_again_before_anything_is_written(
    coordinator: FlaskClient, cast: Cast, cohort_id: UUID
) -> None:
    sent = send_roster(coordinator, ROSA)
    before = fingerprint_of(coordinator.get(sent.location))
    enrol_part(cast, cohort_id)
    refused = submit(coordinator, sent.location, fingerprint=before)
    assert refused.status_code == 400
    assert "cambió desde la revisión" in text_of(refused)


def test_a_roster_waiting_for_confirmation_belongs_to_who_sent_it(
    coordinator: FlaskClient, cast: Cast, cohort_id: UUID
) -> None:
    sent = send_roster(coordinator, ANA)
    grant_role(SYSTEM, cast.id("stranger"), Role.COORDINATOR, ScopeKind.EVERYTHING, None, "otra coordinadora")
    other = cast.log_in(coordinator.application.test_client(), "stranger")
    assert other.get(sent.location).status_code == 404
    assert other.get("/grupos/PRUEBA-1/importar").status_code == 200


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "vacío"), (b"PK\x03\x04", "dañado"), (b"hola", "encabezados"), (b"\xd0\xcf\x11\xe0", "Excel antiguo")],
)
def test_a_file_that_is_no_roster_is_refused_at_the_field(
    coordinator: FlaskClient, cohort_id: UUID, content: bytes, words: str
) -> None:
    answer = submit(coordinator, "/grupos/PRUEBA-1/importar", file=(io.BytesIO(content), "x.xlsx"))
    assert answer.status_code == 400
    assert words in text_of(answer)


def test_without_a_file_the_page_asks_for_one(coordinator: FlaskClient, cohort_id: UUID) -> None:
    answer = submit(coordinator, "/grupos/PRUEBA-1/importar")
    assert answer.status_code == 400
    assert "Elegir el archivo" in text_of(answer)


def test_the_template_can_be_filled_in_and_imported(coordinator: FlaskClient, cohort_id: UUID) -> None:
    workbook = load_workbook(io.BytesIO(coordinator.get("/grupos/plantilla.xlsx").data))
    sheet = workbook["Nómina"]
    head = [cell.value for cell in sheet[1]]
    values = {"Apellidos": "Paz", "Nombres": "Ana", "N.º de documento": "01111111", "Consentimiento": "sí"}
    for name, value in values.items():
        sheet.cell(2, head.index(name) + 1).value = value
    stream = io.BytesIO()
    workbook.save(stream)
    stream.seek(0)
    sent = submit(coordinator, "/grupos/PRUEBA-1/importar", file=(stream, "plantilla.xlsx"))
    assert "Importar a 1 persona" in text_of(coordinator.get(sent.location))


PERSON = {
    "document_type": "DNI",
    "document": "41111111",
    "surnames": "Paz Soria",
    "given_names": "Ana",
    "consents": "y",
    "consented_on": "2025-11-02",
}


def test_one_person_is_enrolled_by_her_form(coordinator: FlaskClient, cohort_id: UUID) -> None:
    done = submit(coordinator, "/grupos/PRUEBA-1/inscribir", **PERSON)
    assert done.status_code == 303
    assert [each.person.full_name for each in roster(cohort_id)] == ["Ana Paz Soria"]
    again = submit(coordinator, "/grupos/PRUEBA-1/inscribir", **PERSON)
    assert again.status_code == 400
    assert "ya está inscrita" in text_of(again)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"document": "1234567"}, "document", "8 cifras y aquí hay 7"),
        ({"document": ""}, "document", "Falta el documento"),
        ({"given_names": ""}, "given_names", "Faltan los nombres"),
        ({"surnames": ""}, "surnames", "Faltan los apellidos"),
        ({"phone": "12"}, "phone", "teléfono"),
        ({"consents": ""}, "consents", "Falta el consentimiento"),
        ({"consented_on": "2099-01-01"}, "consented_on", "futuro"),
    ],
)
def test_a_wrong_field_is_told_there_and_nothing_is_written(
    coordinator: FlaskClient, cohort_id: UUID, changes: dict[str, str], field: str, words: str
) -> None:
    fields = {name: value for name, value in {**PERSON, **changes}.items() if value}
    answer = submit(coordinator, "/grupos/PRUEBA-1/inscribir", **fields)
    assert answer.status_code == 400
    assert re.search(rf'id="{field}-error".*?{words}', answer.get_data(as_text=True), re.S)
    assert roster(cohort_id) == []
    assert search_people("Paz Soria") == []


def test_an_empty_form_is_told_all_that_is_missing_at_once(coordinator: FlaskClient, cohort_id: UUID) -> None:
    answer = text_of(submit(coordinator, "/grupos/PRUEBA-1/inscribir", document_type="DNI"))
    for words in ("Falta el documento", "Faltan los apellidos", "Faltan los nombres", "Falta el consentimiento"):
        assert words in answer


def test_a_homonym_must_be_looked_at_before_she_is_enrolled(coordinator: FlaskClient, cohort_id: UUID) -> None:
    fields = {**PERSON, "surnames": "Quispe Mamani", "given_names": "Rosa"}
    asked = submit(coordinator, "/grupos/PRUEBA-1/inscribir", **fields)
    assert asked.status_code == 400
    assert "mismo nombre" in text_of(asked)
    assert "••••0001" in text_of(asked)
    assert roster(cohort_id) == []
    assert submit(coordinator, "/grupos/PRUEBA-1/inscribir", **fields, reviewed="y").status_code == 303


def test_the_roster_masks_documents_in_page_and_files(coordinator: FlaskClient, cast: Cast, cohort_id: UUID) -> None:
    enrol_part(cast, cohort_id)
    page = text_of(coordinator.get("/grupos/PRUEBA-1/nomina"))
    assert "••••0001" in page
    assert "40000001" not in page
    file = coordinator.get("/grupos/PRUEBA-1/nomina.csv")
    assert file.headers["Content-Disposition"] == "attachment; filename=nomina-prueba-1.csv"
    assert "Quispe Mamani;Rosa;••••0001" in file.data.decode("utf-8-sig")
    sheet = load_workbook(io.BytesIO(coordinator.get("/grupos/PRUEBA-1/nomina.xlsx").data)).worksheets[0]
    assert sheet["A2"].value == "Quispe Mamani"


def test_units_have_a_column_only_where_somebody_has_one(coordinator: FlaskClient, cast: Cast, cohort_id: UUID) -> None:
    enrol_part(cast, cohort_id, "trainee")
    assert "Unidad" not in coordinator.get("/grupos/PRUEBA-1/nomina").text

    with transaction():
        add_posting(cast.id("trainee"), cast.court, since=date(2026, 1, 1))
    assert "Corte Superior de Prueba" in coordinator.get("/grupos/PRUEBA-1/nomina").text


def test_a_person_is_withdrawn_after_a_question(coordinator: FlaskClient, cast: Cast, cohort_id: UUID) -> None:
    enrolment_id = enrol_part(cast, cohort_id)
    address = f"/grupos/PRUEBA-1/inscripciones/{enrolment_id}/retirar"
    assert "¿Retirar a Rosa Quispe Mamani" in text_of(coordinator.get(address))
    assert submit(coordinator, address).status_code == 303
    assert roster(cohort_id) == []
    assert coordinator.get(address).status_code == 404


def test_requirements_are_decided_on_one_page_and_on_the_persons(
    coordinator: FlaskClient, cast: Cast, cohort_id: UUID
) -> None:
    enrolment_id = enrol_part(cast, cohort_id)
    done = submit(coordinator, "/grupos/PRUEBA-1/requisitos", **{f"{enrolment_id}.adulta": "yes"})
    assert done.status_code == 303
    person = f"/grupos/PRUEBA-1/requisitos/{enrolment_id}"
    assert submit(coordinator, person, **{f"{enrolment_id}.sin-antecedentes": "no"}).status_code == 303
    made = eligibility_of([enrolment_id])[enrolment_id]
    assert {slug: each.outcome.value for slug, each in made.items()} == {"adulta": "yes", "sin-antecedentes": "no"}
    assert "Marisol Vela Ríos" in text_of(coordinator.get(person))
    wrong = submit(coordinator, person, **{f"{enrolment_id}.adulta": "quizas"})
    assert wrong.status_code == 400


def test_consents_on_paper_are_recorded_for_who_lacks_one(
    coordinator: FlaskClient, cast: Cast, cohort_id: UUID
) -> None:
    from lms.accounts.operations.consents import withdraw_consent

    enrolment_id = enrol_part(cast, cohort_id)
    assert "Todas las personas" in text_of(coordinator.get("/grupos/PRUEBA-1/consentimientos"))
    withdraw_consent(cast.actor("trainee"), cast.id("trainee"), "curso-de-prueba")
    address = "/grupos/PRUEBA-1/consentimientos"
    late = submit(coordinator, address, enrolments=str(enrolment_id), signed_on="2099-01-01")
    assert late.status_code == 400
    assert consents_in_force([cast.id("trainee")], "curso-de-prueba") == {}
    assert submit(coordinator, address, enrolments=str(enrolment_id), signed_on="2025-11-02").status_code == 303
    assert cast.id("trainee") in consents_in_force([cast.id("trainee")], "curso-de-prueba")


def test_codes_are_shown_once_on_slips_that_do_not_name_the_course(
    coordinator: FlaskClient, cast: Cast, cohort_id: UUID
) -> None:
    enrolment_id = enrol_part(cast, cohort_id)
    slips = submit(coordinator, "/grupos/PRUEBA-1/codigos", enrolments=str(enrolment_id))
    assert (slips.status_code, slips.headers["Cache-Control"]) == (200, "no-store")
    (code,) = re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", text_of(slips))
    assert "certificados.prueba.pe/activar" in text_of(slips)
    assert "Curso de prueba" not in text_of(slips)
    assert code not in text_of(coordinator.get("/grupos/PRUEBA-1/codigos"))


def test_a_replica_is_approved_by_its_page_but_not_by_who_teaches(coordinator: FlaskClient, cast: Cast) -> None:
    cohort_id = make_cohort(cast, code="REPLICA-1", course="replica")
    address = "/grupos/REPLICA-1/aprobacion"
    bare = submit(coordinator, address, approved="no")
    assert bare.status_code == 400
    assert approval_of(cohort_id) is None
    assert submit(coordinator, address, approved="si").status_code == 303
    assert approval_of(cohort_id).approved
    grant_role(SYSTEM, cast.id("officer"), Role.COORDINATOR, ScopeKind.EVERYTHING, None, "también coordina")
    add_cohort_trainer(cast.actor("coordinator"), cohort_id, cast.id("officer"))
    officer = cast.log_in(coordinator.application.test_client(), "officer")
    assert "no puede aprobarlo" in text_of(officer.get(address))


def test_a_trainer_is_added_by_document(coordinator: FlaskClient, cast: Cast, cohort_id: UUID) -> None:
    address = "/grupos/PRUEBA-1/formadores"
    unknown = submit(coordinator, address, document_type="DNI", document="49999999")
    assert unknown.status_code == 400
    assert "No hay una persona registrada" in text_of(unknown)
    assert submit(coordinator, address, document_type="DNI", document="40000004").status_code == 303
    assert [each.id for each in cohort_trainers(cohort_id)] == [cast.id("officer")]


PAGES = (
    "",
    "/nomina",
    "/nomina.csv",
    "/inscribir",
    "/importar",
    "/requisitos",
    "/consentimientos",
    "/codigos",
    "/formadores",
)


@pytest.mark.parametrize("page", PAGES)
def test_a_coordinator_of_another_region_opens_nothing_of_this_cohort(
    client: FlaskClient, cast: Cast, cohort_id: UUID, page: str
) -> None:
    grant_role(SYSTEM, cast.id("stranger"), Role.COORDINATOR, ScopeKind.REGION, "10", "otra región")
    assert cast.log_in(client, "stranger").get(f"/grupos/PRUEBA-1{page}").status_code == 403


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("part", ["trainee", "auditor", "administrator", "verifier"])
def test_who_does_not_coordinate_opens_nothing(
    client: FlaskClient, cast: Cast, cohort_id: UUID, part: str, page: str
) -> None:
    assert cast.log_in(client, part).get(f"/grupos/PRUEBA-1{page}").status_code == 403


def test_an_enrolment_of_another_cohort_is_not_found_under_this_one(
    coordinator: FlaskClient, cast: Cast, cohort_id: UUID
) -> None:
    other = enrol_part(cast, make_cohort(cast, code="OTRO"))
    assert coordinator.get(f"/grupos/PRUEBA-1/requisitos/{other}").status_code == 404
    assert coordinator.get(f"/grupos/PRUEBA-1/inscripciones/{other}/retirar").status_code == 404


def test_an_unknown_cohort_is_not_found(coordinator: FlaskClient) -> None:
    assert coordinator.get("/grupos/NADA").status_code == 404
