"""A cohort's certificates: issuing, drawing, the ZIP."""

import csv
import io
import re
import zipfile

import pytest

from certificates.issuing.queries.certificates import list_certificates, standing_serials
from certificates.registry.cohorts import NothingToDo, request_documents, request_issue, state_of
from certificates.registry.operations import correct_name
from certificates.rendering.queries import documents_of
from courses.cohorts.queries.cohorts import get_cohort_by_code
from lms.database import transaction
from lms.errors import Forbidden
from lms.extensions import db
from lms.jobs.models import Job, JobState
from lms.jobs.running import run_waiting
from tests.certificates.running import Group, appoint_signatory, close

PAGE = "/grupos/PRUEBA-2/certificados"


@pytest.fixture
def registrar(cast, client):
    return cast.log_in(client, "registrar")


@pytest.fixture
def drawn_quickly(monkeypatch):
    """A PDF costs a third of a second; here a few bytes stand for it."""
    monkeypatch.setattr("certificates.rendering.operations.render", lambda sheet: f"%PDF {sheet.serial}".encode())


def test_the_page_counts_and_lists(registrar, register):
    text = registrar.get(PAGE).text
    assert re.findall(r"<dd>(\d+)", text)[:3] == ["2", "2", "0"]
    assert "Rosa Quispe Mamani" in text
    assert "Preparar todos los PDF" in text
    assert "ZIP" not in text


def test_all_pdfs_are_prepared_by_a_job_and_handed_out_as_one_zip(registrar, register, drawn_quickly):
    assert registrar.get(f"{PAGE}.zip").status_code == 409
    assert registrar.submit(f"{PAGE}/preparar", seen_on=PAGE).status_code == 303
    assert "0 de 1" in registrar.get(PAGE).text or "Preparando" in registrar.get(PAGE).text
    assert run_waiting() == 1
    assert "Descargar todos los PDF" in registrar.get(PAGE).text
    answer = registrar.get(f"{PAGE}.zip")
    assert answer.headers["Content-Disposition"].endswith("certificados-PRUEBA-2.zip")
    assert answer.headers["Cache-Control"] == "private, no-store"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert set(archive.namelist()) == {"indice.csv", f"{register.rosa}.pdf", f"{register.yolanda}.pdf"}
        assert archive.read(f"{register.rosa}.pdf") == f"%PDF {register.rosa}".encode()
        rows = list(csv.DictReader(io.StringIO(archive.read("indice.csv").decode("utf-8-sig")), delimiter=";"))
    assert {(row["archivo"], row["nombre"]) for row in rows} == {
        (f"{register.rosa}.pdf", "Rosa Quispe Mamani"), (f"{register.yolanda}.pdf", "Yolanda Shuña Inuma"),
    }  # fmt: skip


def test_preparing_twice_is_one_job_and_nothing_is_left_to_prepare(register, cast, drawn_quickly):
    cohort, registrar = get_cohort_by_code("PRUEBA-2"), cast.actor("registrar")
    request_documents(registrar, cohort)
    request_documents(registrar, cohort)
    assert run_waiting() == 1
    with pytest.raises(NothingToDo):
        request_documents(registrar, cohort)


def test_a_corrected_certificate_is_prepared_anew_and_the_old_one_left_out(register, cast, drawn_quickly):
    cohort, registrar = get_cohort_by_code("PRUEBA-2"), cast.actor("registrar")
    request_documents(registrar, cohort)
    run_waiting()
    successor = correct_name(registrar, register.rosa, "Rosa Elvira Quispe Mamani", "Falta un nombre")
    assert not state_of(cohort.id).is_drawn
    request_documents(registrar, cohort)
    assert run_waiting() == 1
    assert set(documents_of([register.rosa, register.yolanda, successor])) >= {successor}
    assert set(standing_serials(cohort.id)) == {register.yolanda, successor}


def test_a_job_that_failed_can_be_asked_for_again(register, cast, drawn_quickly):
    cohort, registrar = get_cohort_by_code("PRUEBA-2"), cast.actor("registrar")
    request_documents(registrar, cohort)
    with transaction():
        db.session.query(Job).filter_by(kind="render-documents").one().state = JobState.FAILED
    assert run_waiting() == 0
    request_documents(registrar, cohort)
    db.session.rollback()  # what was read before is of before
    assert run_waiting() == 1
    assert state_of(cohort.id).is_drawn


def test_what_the_acta_allows_and_nobody_issued_is_issued_on_request(registrar, cast):
    appoint_signatory()
    _, cohort_id = close(cast, Group("PRUEBA-9", "curso", (cast.id("trainee"),), cast.id("trainer")))
    with transaction():
        db.session.query(Job).one().state = JobState.FAILED
    page = "/grupos/PRUEBA-9/certificados"
    assert "No se pudo terminar" in registrar.get(page).text
    assert registrar.submit(f"{page}/emitir", seen_on=page).status_code == 303
    assert run_waiting() == 1
    assert len(list_certificates(cohort_id=cohort_id)) == 1
    assert "Emitir los que faltan" not in registrar.get(page).text
    with pytest.raises(NothingToDo):
        request_issue(cast.actor("registrar"), get_cohort_by_code("PRUEBA-9"))


def test_a_coordinator_prepares_but_does_not_issue(client, cast, register):
    browser = cast.log_in(client, "coordinator")
    assert browser.get(PAGE).status_code == 200
    assert browser.submit(f"{PAGE}/emitir", seen_on=PAGE).status_code == 403
    with pytest.raises(Forbidden):
        request_issue(cast.actor("coordinator"), get_cohort_by_code("PRUEBA-2"))


@pytest.mark.parametrize("part", ["trainee", "trainer", "verifier", "auditor", "administrator"])
def test_the_page_is_for_coordination_and_registrar(client, cast, register, part):
    browser = cast.log_in(client, part)
    assert browser.get(PAGE).status_code == 403
    assert browser.get(f"{PAGE}.zip").status_code == 403


def test_a_cohort_before_its_acta_says_when_certificates_come(registrar, cast):
    appoint_signatory()
    from tests.certificates.running import open_group

    open_group(cast, Group("PRUEBA-9", "curso", (cast.id("trainee"),), cast.id("trainer")))
    assert "cuando se cierra el acta" in registrar.get("/grupos/PRUEBA-9/certificados").text
