"""What the people of a group need: who may read it, and where it never shows."""

from datetime import date
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from courses.cohorts.operations.cohorts import add_cohort_trainer
from courses.cohorts.operations.enrolment import withdraw_enrolment
from courses.cohorts.operations.needs import read_needs, read_needs_of, write_needs
from lms.accounts.operations.roles import grant_role
from lms.accounts.operations.sensitive import open_own, tell
from lms.accounts.permissions import SYSTEM, Role, ScopeKind
from lms.accounts.sensitive import Need, Told
from lms.audit.queries import list_entries
from lms.errors import Forbidden, NotFound
from tests.courses.cohorts.test_enrolment import enrol_part, make_cohort
from tests.support.cast import Cast

TOLD = Told((Need.READ_ALOUD,), "shp", "shp")
ADDRESS = "/grupos/PRUEBA-1/ajustes"
EMPTY = {"interpreter": "", "mother_tongue": "", "signed_on": "2026-11-02"}


@pytest.fixture
def cohort_id(cast: Cast) -> UUID:
    return make_cohort(cast)


@pytest.fixture
def enrolment_id(cast: Cast, cohort_id: UUID) -> UUID:
    """Rosa's enrolment; she told what she needs."""
    enrolment_id = enrol_part(cast, cohort_id)
    tell(cast.actor("trainee"), cast.id("trainee"), TOLD)
    return enrolment_id


def test_the_list_holds_who_told_something(
    client: FlaskClient, cast: Cast, cohort_id: UUID, enrolment_id: UUID
) -> None:
    enrol_part(cast, cohort_id, "other_trainee")
    answer = cast.log_in(client, "coordinator").get(ADDRESS)
    assert answer.headers["Cache-Control"] == "no-store"
    table = answer.text.split("<table")[1].split("</table>")[0]
    assert "1 de 2 personas" in table
    assert "Quispe Mamani, Rosa" in table
    assert "Examen leído en voz alta; Intérprete: shipibo-konibo" in table
    assert "Shuña" not in table
    assert list_entries(1)[0].action == "sensitive.read"


def test_her_trainer_reads_it_and_may_not_write_it(
    client: FlaskClient, cast: Cast, cohort_id: UUID, enrolment_id: UUID
) -> None:
    add_cohort_trainer(cast.actor("coordinator"), cohort_id, cast.id("trainer"))
    browser = cast.log_in(client, "trainer")
    assert "Examen leído" in browser.get(ADDRESS).text
    assert browser.get(f"{ADDRESS}/{enrolment_id}").status_code == 403


@pytest.mark.parametrize("part", ["other_trainee", "officer", "auditor", "administrator", "verifier", "stranger"])
def test_outsiders_are_refused(client: FlaskClient, cast: Cast, enrolment_id: UUID, part: str) -> None:
    browser = cast.log_in(client, part)
    assert browser.get(ADDRESS).status_code == 403
    assert browser.get(f"{ADDRESS}/{enrolment_id}").status_code == 403


def test_staff_of_another_group_are_refused(client: FlaskClient, cast: Cast, enrolment_id: UUID) -> None:
    other = make_cohort(cast, code="PRUEBA-2")
    grant_role(SYSTEM, cast.id("stranger"), Role.COORDINATOR, ScopeKind.COHORT, str(other), "otro grupo")
    browser = cast.log_in(client, "stranger")
    assert browser.get("/grupos/PRUEBA-2/ajustes").status_code == 200
    assert browser.get(ADDRESS).status_code == 403
    assert browser.get(f"/grupos/PRUEBA-2/ajustes/{enrolment_id}").status_code == 404
    for read in (
        lambda actor: read_needs_of(actor, enrolment_id),
        lambda actor: write_needs(actor, enrolment_id, TOLD, date(2026, 11, 1)),
    ):
        with pytest.raises(Forbidden):
            read(cast.actor("stranger"))


def test_who_left_the_group_is_no_longer_read(cast: Cast, cohort_id: UUID, enrolment_id: UUID) -> None:
    withdraw_enrolment(cast.actor("coordinator"), enrolment_id)
    assert read_needs(cast.actor("coordinator"), cohort_id) == []
    with pytest.raises(NotFound):
        read_needs_of(cast.actor("coordinator"), enrolment_id)


def test_a_coordinator_writes_down_a_signed_paper(client: FlaskClient, cast: Cast, enrolment_id: UUID) -> None:
    browser, address = cast.log_in(client, "coordinator"), f"{ADDRESS}/{enrolment_id}"
    fields = {**EMPTY, "needs": ["mas-tiempo"], "agrees_needs": "y"}
    assert browser.submit(address, {**fields, "signed_on": ""}).status_code == 400
    assert browser.submit(address, {**fields, "signed_on": "2099-01-01"}).status_code == 400
    assert browser.submit(address, {**fields, "agrees_needs": ""}).status_code == 400
    assert open_own(cast.id("trainee")) == TOLD
    assert browser.submit(address, fields).status_code == 303
    assert open_own(cast.id("trainee")) == Told((Need.EXTRA_TIME,))


def test_an_empty_paper_deletes_it(client: FlaskClient, cast: Cast, enrolment_id: UUID) -> None:
    answer = cast.log_in(client, "coordinator").submit(f"{ADDRESS}/{enrolment_id}", EMPTY)
    assert answer.status_code == 303
    assert open_own(cast.id("trainee")) == Told()


@pytest.mark.parametrize(
    "page",
    ["", "/nomina", "/nomina.csv", "/nomina.xlsx", "/consentimientos", "/requisitos", "/codigos", "/evaluaciones"],
)
def test_no_other_page_of_the_group_tells_it(client: FlaskClient, cast: Cast, enrolment_id: UUID, page: str) -> None:
    answer = cast.log_in(client, "coordinator").get(f"/grupos/PRUEBA-1{page}")
    assert answer.status_code == 200
    said = answer.data.decode("utf-8", "replace")
    assert not [word for word in ("shipibo", "shp", "en voz alta", "examen-leido") if word in said]
