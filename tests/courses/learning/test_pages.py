"""A trainee's journey through HTTP."""

import re
from uuid import UUID

import pytest

from courses.attendance.models import AttendanceStatus
from courses.attendance.operations.self_study import receive_booklet
from courses.attendance.operations.sessions import cancel_session
from courses.cohorts.operations.enrolment import withdraw_enrolment
from courses.evaluation.operations.answering import start_attempt, submit_attempt
from tests.courses.attendance.group import LESSON, Group, day
from tests.support.browser import Browser
from tests.support.cast import Cast


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def course_of(group: Group, part: str = "trainee") -> str:
    return f"/mis-cursos/{group.enrolments[part]}"


def test_who_has_no_course_is_told_how_one_comes(rosa: Browser, group: Group) -> None:
    withdraw_enrolment(group.cast.actor("coordinator"), group.enrolments["trainee"])
    assert rosa.get("/mis-cursos").status_code == 403


def test_her_courses_show_hours_and_the_next_step(group: Group, rosa: Browser) -> None:
    group.attend(group.schedule(), status=AttendanceStatus.LATE, minutes=30)
    page = rosa.get("/mis-cursos").text
    assert "30 min de 2 h" in words(page)
    assert re.search(rf'Sigue: <a href="{course_of(group)}/{LESSON}">', page)


def test_the_course_page_says_what_is_missing_in_plain_words(group: Group, rosa: Browser) -> None:
    page = rosa.get(course_of(group)).text
    text = words(page)
    assert "0 de 2 h" in text
    assert (
        "Te faltan 1 h 36 min. Se piden 1 h 36 min de las 2 h. Asiste a las sesiones o termina las lecciones." in text
    )
    assert "todavía no comprueba, o ya venció: es mayor de edad; no tiene antecedentes." in text
    assert "Sin fecha todavía" in text
    assert "Diste permiso para usar tus datos" in text
    assert re.search(r'<nav class="next".*?href="[^"]+/m01-base/leccion"', page, re.DOTALL)


def test_hours_grow_with_attendance_and_study(group: Group, rosa: Browser) -> None:
    group.attend(group.schedule())
    assert "1 de 2 h" in words(rosa.get(course_of(group)).text)
    receive_booklet(group.cast.actor("trainer"), group.enrolments["trainee"], LESSON)
    text = words(rosa.get(course_of(group)).text)
    assert "2 de 2 h" in text
    assert "Lista: 1 h" in text
    assert "Tienes 2 h. Se piden 1 h 36 min de las 2 h." in text


def test_a_lesson_is_read_with_its_sources_and_the_way_on(group: Group, rosa: Browser) -> None:
    page = rosa.get(f"{course_of(group)}/{LESSON}").text
    text = words(page)
    assert "Qué es el acta" in text
    assert "Norma dos, inventada para las pruebas" in text
    assert "por validar" in text
    assert "Los ganas al responder «Comprueba lo que sabes»" in text
    assert f'href="{course_of(group, "trainee")}/m01-base/sesion"' in page
    assert f'href="/mis-cursos/{group.enrolments["trainee"]}/evaluacion/m01-base/autocontrol"' in page
    assert 'loading="lazy"' in page


def test_answering_the_check_earns_the_lesson(group: Group, rosa: Browser) -> None:
    learner, enrolment = group.cast.actor("trainee"), group.enrolments["trainee"]
    start = f"/mis-cursos/{enrolment}/evaluacion/m01-base/autocontrol"
    assert rosa.submit(start).status_code == 303
    number = 1
    while True:
        page = rosa.get(f"{start}/pregunta/{number}")
        if page.status_code != 200:
            break
        value = re.search(r'type="radio"[^>]*value="([^"]+)"', page.text)
        assert value
        rosa.submit(f"{start}/pregunta/{number}", {"answer": value[1]})
        number += 1
    assert number > 2
    submit_attempt(learner, start_attempt(learner, enrolment, "m01-base/autocontrol"))
    assert group.hours().self_study == {LESSON: 60}
    assert "Ya ganaste 1 h por esta lección." in words(rosa.get(f"{course_of(group)}/{LESSON}").text)


def test_a_session_page_shows_when_where_and_her_own_attendance(group: Group, rosa: Browser) -> None:
    address = f"{course_of(group)}/m01-base/sesion"
    assert "Todavía no tiene fecha" in words(rosa.get(address).text)
    today, soon = group.schedule(minutes=30), group.schedule(on=day(2), minutes=20)
    called_off = group.schedule(on=day(4), minutes=10)
    cancel_session(group.cast.actor("coordinator"), called_off)
    group.attend(today, status=AttendanceStatus.LATE, minutes=20)
    text = words(rosa.get(address).text)
    assert text.count("Tarapoto") == 2
    assert "Tarde, 20 min" in text
    assert "Todavía sin registrar" in text
    assert str(soon) not in text


def test_a_session_of_today_is_not_to_come_once_attendance_is_taken(group: Group, rosa: Browser) -> None:
    today = group.schedule()
    address = f"{course_of(group)}/m01-base/sesion"
    assert "Programada" in words(rosa.get(address).text)
    group.attend(today, status=AttendanceStatus.LATE, minutes=20)
    text = words(rosa.get(address).text)
    assert "Asististe 20 min" in text
    assert "Programada" not in text


def test_an_evaluation_has_its_own_pages(group: Group, rosa: Browser) -> None:
    answer = rosa.get(f"{course_of(group)}/m01-base/control")
    assert answer.status_code == 303
    assert answer.location == f"/mis-cursos/{group.enrolments['trainee']}/evaluacion/m01-base/control"


def test_the_booklet_has_the_questions_no_key_and_no_name(group: Group, rosa: Browser) -> None:
    page = rosa.get(f"{course_of(group)}/m01-base/cuadernillo").text
    text = words(page)
    assert "¿De qué color es el chaleco de la prueba?" in text
    assert "Verdadero · Falso" in text
    assert "Nombres y apellidos" in text
    assert "Quispe" not in text
    for key in ("nunca se concilia", "Sí, es verde", "feedback", "right"):
        assert key not in page


@pytest.mark.parametrize("page", ["", f"/{LESSON}", "/m01-base/sesion", "/m01-base/control", "/m01-base/cuadernillo"])
def test_anothers_course_looks_as_if_it_did_not_exist(group: Group, rosa: Browser, page: str) -> None:
    assert rosa.get(course_of(group, "other_trainee") + page).status_code == 404
    assert rosa.get(f"/mis-cursos/{UUID(int=1)}{page}").status_code == 404
    assert rosa.get(course_of(group) + page).status_code in (200, 303)


@pytest.mark.parametrize("part", ["trainer", "coordinator", "registrar", "administrator", "stranger"])
def test_staff_and_strangers_have_no_courses_of_their_own(group: Group, client: Browser, cast: Cast, part: str) -> None:
    cast.log_in(client, part)
    assert client.get("/mis-cursos").status_code == 403
    assert client.get(course_of(group)).status_code == 403


def test_who_was_taken_off_the_list_reads_no_more(group: Group, rosa: Browser) -> None:
    withdraw_enrolment(group.cast.actor("coordinator"), group.enrolments["trainee"])
    assert rosa.get(course_of(group)).status_code in (403, 404)


@pytest.mark.parametrize("page", ["/m01-base/otra", "/m99/leccion", "/m99/cuadernillo"])
def test_a_part_that_is_not_in_the_course_is_not_found(group: Group, rosa: Browser, page: str) -> None:
    assert rosa.get(course_of(group) + page).status_code == 404


def test_lessons_stay_in_no_cache(group: Group, rosa: Browser) -> None:
    assert rosa.get(f"{course_of(group)}/{LESSON}").headers["Cache-Control"] == "no-store"
