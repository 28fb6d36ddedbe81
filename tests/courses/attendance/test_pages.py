"""Journeys of who coordinates and who teaches, through HTTP."""

import re
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from courses.attendance.models import AttendanceStatus
from courses.attendance.queries.entries import attendance_of, history_of
from courses.attendance.queries.sessions import get_session, sessions_of
from courses.cohorts.operations.cohorts import add_cohort_trainer
from courses.cohorts.queries.enrolments import roster
from lms.accounts.operations.roles import grant_role
from lms.accounts.permissions import SYSTEM, Role, ScopeKind
from lms.extensions import db
from tests.courses.attendance.group import DAY, LESSON, SESSION, Group, day
from tests.support.browser import Browser
from tests.support.cast import Cast


@pytest.fixture
def trainer(client: Browser, cast: Cast) -> Browser:
    cast.log_in(client, "trainer")
    return client


@pytest.fixture
def coordinator(client: Browser, cast: Cast) -> Browser:
    cast.log_in(client, "coordinator")
    return client


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def row(group: Group, part: str, **fields: object) -> dict[str, object]:
    return {f"p{group.enrolments[part].hex}-{name}": value for name, value in fields.items()}


def schedule_by_page(group: Group, browser: Browser, **changes: object) -> int:
    address = f"/grupos/{group.code}/sesiones/nueva?part={SESSION}&day={DAY}"
    fields = {"time": "08:30", "place": "Local comunal", "planned_minutes": "60", "lead": str(group.cast.id("trainer"))}
    return browser.submit(address, {**fields, **changes}).status_code


def test_a_coordinator_schedules_a_session_in_two_steps(group: Group, coordinator: Browser) -> None:
    empty = words(coordinator.get(f"/grupos/{group.code}/sesiones").text)
    assert "Todavía no hay sesiones" in empty
    assert "Programar una sesión" in empty
    assert "Sesión presencial (1 h)" in words(coordinator.get(f"/grupos/{group.code}/sesiones/nueva").text)
    assert schedule_by_page(group, coordinator) == 303
    shown = words(coordinator.get(f"/grupos/{group.code}/sesiones").text)
    assert "08:30" in shown
    assert "Local comunal" in shown
    assert "Inés Carhuancho Poma" in shown
    assert "No queda nada por programar" in words(coordinator.get(f"/grupos/{group.code}/sesiones/nueva").text)


def test_the_page_names_who_teaches_but_is_not_licensed_that_day(group: Group, coordinator: Browser) -> None:
    add_cohort_trainer(group.cast.actor("coordinator"), group.id, group.cast.id("officer"))
    page = words(coordinator.get(f"/grupos/{group.code}/sesiones/nueva?part={SESSION}&day={DAY}").text)
    assert re.search(r"ese día no pueden dictar este curso: Rubén Ñahui Soto", page)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"planned_minutes": "61"}, "El curso da 60 minutos a esta parte"),
        ({"planned_minutes": "una hora"}, "Escribir los minutos en números."),
        ({"time": ""}, "Escribir la hora."),
        ({"place": " "}, "Escribir el lugar."),
        ({"lead": ""}, "Elegir quién dirige la sesión."),
    ],
)
def test_a_faulty_session_is_refused_at_its_field(
    group: Group, coordinator: Browser, changes: dict[str, str], message: str
) -> None:
    address = f"/grupos/{group.code}/sesiones/nueva?part={SESSION}&day={DAY}"
    fields = {"time": "08:30", "place": "Local comunal", "planned_minutes": "60", "lead": str(group.cast.id("trainer"))}
    answer = coordinator.submit(address, {**fields, **changes})
    assert answer.status_code == 400
    assert message in words(answer.text)
    assert sessions_of(group.id) == []


@pytest.mark.parametrize(
    "query", ["part=x/y&day=2026-11-20", f"part={SESSION}&day=ayer", f"part={SESSION}&day={day(90)}"]
)
def test_a_faulty_day_is_refused_before_anything_else(group: Group, coordinator: Browser, query: str) -> None:
    answer = coordinator.get(f"/grupos/{group.code}/sesiones/nueva?{query}")
    assert answer.status_code == 400
    assert "Hay un problema" in words(answer.text)


def test_a_session_is_called_off_after_asking(group: Group, coordinator: Browser) -> None:
    session_id = group.schedule()
    assert "¿Cancelar esta sesión?" in words(coordinator.get(f"/sesiones/{session_id}/cancelar").text)
    assert get_session(session_id).cancelled_at is None
    assert coordinator.submit(f"/sesiones/{session_id}/cancelar").status_code == 303
    assert "Cancelada" in words(coordinator.get(f"/grupos/{group.code}/sesiones").text)


def test_a_trainer_sees_todays_session_first_and_takes_attendance(group: Group, trainer: Browser) -> None:
    coming, today = group.schedule(on=day(3), minutes=20), group.schedule(minutes=20)
    past = group.schedule(on=day(-3), minutes=20)
    page = trainer.get("/mis-sesiones").text
    order = [page.index(str(each)) for each in (today, coming, past)]
    assert order == sorted(order)
    assert not re.search(r'type="radio"[^>]*checked', trainer.get(f"/sesiones/{today}/asistencia").text)
    answer = trainer.submit(
        f"/sesiones/{today}/asistencia",
        {**row(group, "trainee", status="present"), **row(group, "other_trainee", status="late", minutes="12")},
    )
    assert answer.status_code == 303
    shown = words(trainer.get(answer.location).text)
    assert "2 asistencias guardadas." in shown
    assert "Tarde, 12 min" in shown
    assert attendance_of(today)[group.enrolments["other_trainee"]].minutes == 12


def test_errors_stand_at_the_row_and_nothing_is_written(group: Group, trainer: Browser) -> None:
    session_id = group.schedule()
    answer = trainer.submit(
        f"/sesiones/{session_id}/asistencia",
        {**row(group, "trainee", status="present"), **row(group, "other_trainee", status="left_early", minutes="60")},
    )
    assert answer.status_code == 400
    field = f"p{group.enrolments['other_trainee'].hex}-minutes"
    assert f'href="#{field}"' in answer.text
    assert f'id="{field}-error"' in answer.text
    assert attendance_of(session_id) == {}


def test_who_is_left_unmarked_stays_to_be_recorded(group: Group, trainer: Browser) -> None:
    session_id = group.schedule()
    trainer.submit(f"/sesiones/{session_id}/asistencia", row(group, "trainee", status="excused"))
    assert list(attendance_of(session_id)) == [group.enrolments["trainee"]]
    assert "1 de 2 registradas" in words(trainer.get("/mis-sesiones").text)


def test_a_correction_asks_why_and_shows_what_was_there(group: Group, trainer: Browser) -> None:
    session_id = group.schedule()
    group.attend(session_id, status=AttendanceStatus.ABSENT)
    address = f"/sesiones/{session_id}/asistencia"
    answer = trainer.submit(address, row(group, "trainee", status="present", reason=""))
    assert answer.status_code == 400
    assert "Escribir por qué se corrige." in answer.text
    assert (
        trainer.submit(address, row(group, "trainee", status="present", reason="Estaba en la cocina")).status_code
        == 303
    )
    db.session.rollback()
    assert [each.reason for each in history_of(session_id)[group.enrolments["trainee"]]] == [
        None,
        "Estaba en la cocina",
    ]
    shown = words(trainer.get(address).text)
    assert "Antes: Faltó: Inés Carhuancho Poma" in shown
    assert "Motivo: Estaba en la cocina" in shown


def test_a_tampered_row_of_somebody_else_is_ignored(group: Group, trainer: Browser) -> None:
    session_id = group.schedule()
    answer = trainer.submit(f"/sesiones/{session_id}/asistencia", {f"p{UUID(int=1).hex}-status": "present"})
    assert answer.status_code == 303
    assert attendance_of(session_id) == {}


def test_a_session_to_come_shows_no_form(group: Group, trainer: Browser) -> None:
    page = trainer.get(f"/sesiones/{group.schedule(on=day(1))}/asistencia").text
    assert 'type="radio"' not in page
    assert "La asistencia se pasa desde el día de la sesión." in page


def test_a_walk_in_is_enrolled_and_waits_on_the_list(group: Group, trainer: Browser) -> None:
    session_id = group.schedule()
    who = {
        "document_type": "DNI",
        "document_number": "41234567",
        "given_names": "Nélida",
        "surnames": "Wasasa Tsamaren",
    }
    refused = trainer.submit(f"/sesiones/{session_id}/agregar", who)
    assert refused.status_code == 400
    assert "Falta el consentimiento" in refused.text
    assert trainer.submit(f"/sesiones/{session_id}/agregar", {**who, "consents": "y"}).status_code == 303
    assert "Wasasa Tsamaren, Nélida" in trainer.get(f"/sesiones/{session_id}/asistencia").text
    assert any(each.is_walk_in for each in roster(group.id))


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("document_number", "123", "El DNI tiene 8 cifras."),
        ("given_names", "", "Escribir los nombres."),
        ("given_names", "R0sa", "no es de un nombre"),
        ("document_number", "40000001", "registrado con otro nombre"),
    ],
)
def test_a_faulty_walk_in_is_refused_at_its_field(
    group: Group, trainer: Browser, field: str, value: str, message: str
) -> None:
    session_id = group.schedule()
    who = {"document_type": "DNI", "document_number": "41234567", "given_names": "Nélida", "surnames": "Wasasa"}
    answer = trainer.submit(f"/sesiones/{session_id}/agregar", {**who, "consents": "y", field: value})
    assert answer.status_code == 400
    assert message in words(answer.text)
    assert f'href="#{field}"' in answer.text
    assert len(roster(group.id)) == 2


def test_the_printed_sheet_has_everybody_no_document_and_free_lines(group: Group, coordinator: Browser) -> None:
    page = coordinator.get(f"/sesiones/{group.schedule()}/hoja").text
    assert "Quispe Mamani, Rosa" in page
    assert "••••0001" in page
    assert "40000001" not in page
    assert page.count("<tr>") == 1 + 2 + 5 + 1 + 1


def test_booklets_are_ticked_and_earn_their_minutes_once(group: Group, coordinator: Browser) -> None:
    address = f"/grupos/{group.code}/cuadernillos"
    rosa, yolanda = group.enrolments["trainee"], group.enrolments["other_trainee"]
    assert coordinator.submit(address, {"booklet": [f"{rosa}:{LESSON}"]}).status_code == 303
    assert coordinator.submit(address, {"booklet": [f"{rosa}:{LESSON}", f"{yolanda}:{LESSON}"]}).status_code == 303
    assert coordinator.submit(address, {"booklet": [f"{UUID(int=1)}:{LESSON}", "nada"]}).status_code == 303
    db.session.rollback()
    assert group.hours().self_study == group.hours("other_trainee").self_study == {LESSON: 60}
    page = coordinator.get(address).text
    assert 'type="checkbox"' not in page
    assert words(page).count("1 h, cuadernillo") == 2


def test_the_hours_of_everybody_as_page_and_csv(group: Group, coordinator: Browser) -> None:
    group.attend(group.schedule(), status=AttendanceStatus.LATE, minutes=45)
    assert re.search(
        r"Quispe Mamani, Rosa\s+45 min\s+0 min\s+45 min", words(coordinator.get(f"/grupos/{group.code}/horas").text)
    )
    answer = coordinator.get(f"/grupos/{group.code}/horas?formato=csv")
    assert answer.mimetype == "text/csv"
    assert "Quispe Mamani, Rosa;45;0;45" in answer.text


def staff_addresses(group: Group) -> list[str]:
    session_id = group.schedule(minutes=30)
    return [
        f"/grupos/{group.code}/sesiones",
        f"/grupos/{group.code}/sesiones/nueva",
        f"/grupos/{group.code}/cuadernillos",
        f"/grupos/{group.code}/horas",
        f"/sesiones/{session_id}/asistencia",
        f"/sesiones/{session_id}/agregar",
        f"/sesiones/{session_id}/hoja",
        f"/sesiones/{session_id}/cancelar",
    ]


@pytest.mark.parametrize("part", ["trainee", "stranger", "administrator", "auditor", "verifier"])
def test_outsiders_see_none_of_it(group: Group, client: FlaskClient, part: str) -> None:
    addresses = staff_addresses(group)
    browser = group.cast.log_in(client, part)
    assert {browser.get(each).status_code for each in addresses} == {403}


def test_a_trainer_of_another_cohort_sees_none_of_it(group: Group, client: FlaskClient) -> None:
    addresses = staff_addresses(group)
    grant_role(SYSTEM, group.cast.id("officer"), Role.TRAINER, ScopeKind.COHORT, str(UUID(int=1)), "prueba")
    browser = group.cast.log_in(client, "officer")
    assert {browser.get(each).status_code for each in addresses} == {403}


def test_strangers_are_sent_to_log_in_and_unknown_sessions_are_not_found(group: Group, client: Browser) -> None:
    assert client.get("/mis-sesiones").status_code == 303
    group.cast.log_in(client, "trainer")
    assert client.get(f"/sesiones/{UUID(int=1)}/asistencia").status_code == 404
    assert client.get("/grupos/NO-HAY/sesiones").status_code == 404
