"""The grader's desk and the cohort's pages, by forms."""

import html
import re
from collections.abc import Callable

import pytest

from courses.cohorts.operations.cohorts import add_cohort_trainer
from courses.cohorts.operations.enrolment import withdraw_enrolment
from courses.evaluation.models import DecisionKind
from courses.evaluation.operations.deciding import decide
from courses.evaluation.operations.marking import mark_response
from courses.evaluation.queries.results import EvaluationResult, results
from courses.evaluation.standing import State
from lms.accounts.operations.people import change_name
from lms.accounts.permissions import SYSTEM
from tests.courses.evaluation.conftest import ALL_RIGHT, CONTROL, PRACTICE, PRE_TEST, Group, Visitor, form_group

Visit = Callable[[str], Visitor]
NAMESAKE = re.compile(r"Mamani, Rosa \(••••\d{4}\)")
CLAIMS_A_CASE = "Se parece al expediente 00123-2026-0-2201-JR-FT-01"


def result_of(group: Group, evaluation: str = CONTROL, part: str = "trainee") -> EvaluationResult:
    enrolment_id = group.enrolments[part]
    return results([enrolment_id])[enrolment_id][evaluation]


def links(page: str, pattern: str) -> list[str]:
    return re.findall(rf'href="({pattern})"', html.unescape(page))


# The queue and the desk


def test_the_queue_leads_from_response_to_response_until_it_is_empty(group: Group, visit: Visit) -> None:
    group.take(**ALL_RIGHT)
    group.take(part="other_trainee", **ALL_RIGHT)
    ines = visit("trainer")
    queue = ines.open("/calificar").text
    first = links(queue, r"/calificar/[\w-]+/\d+")
    assert len(first) == 2
    assert "Quispe" not in queue

    page = ines.open(first[0]).text
    assert "El acta cierra la lista de quienes terminaron." in page
    assert "Dice qué es y para qué." in page
    following = ines.follow(first[0], **{"c1-1": "200", "comment": "Claro."})
    assert "Explica con tus palabras qué es el acta." in following.text
    done = ines.follow(first[1], **{"c1-1": "0"})

    assert "No hay respuestas por calificar" in done.text
    assert {result_of(group, part=part).mark for part in group.enrolments} == {2000, 1429}


def test_a_comment_with_case_data_is_stopped_at_its_field_and_kept(group: Group, visit: Visit) -> None:
    group.take(**ALL_RIGHT)
    ines = visit("trainer")
    (page,) = links(ines.open("/calificar").text, r"/calificar/[\w-]+/\d+")

    response = ines.send(page, **{"c1-1": "200", "comment": CLAIMS_A_CASE})

    assert response.status_code == 400
    assert "Parece que hay un número de expediente" in response.text
    assert CLAIMS_A_CASE in response.text
    assert result_of(group).state == State.NEEDS_MARKING


def test_a_level_must_be_chosen(group: Group, visit: Visit) -> None:
    group.take(**ALL_RIGHT)
    ines = visit("trainer")
    (page,) = links(ines.open("/calificar").text, r"/calificar/[\w-]+/\d+")

    for level in ({}, {"c1-1": "150"}, {"c1-1": "x"}):
        assert ines.send(page, **level).status_code == 400
    assert "Elegir un nivel en «Claridad»." in ines.send(page).text


def test_the_desk_remembers_the_graders_own_marks(group: Group, visit: Visit) -> None:
    attempt_id = group.take(**ALL_RIGHT)
    mark_response(group.cast.actor("trainer"), attempt_id, group.sha("explica"), {"claridad": 100}, "Casi.")
    sheet = visit("trainer").open(f"/calificar/{attempt_id}").text
    pages = links(sheet, rf"/calificar/{attempt_id}/\d+")

    own = [visit("trainer").open(page).text for page in pages]
    others = [visit("officer").open(page).text for page in pages]

    assert sum("Casi." in each for each in own) == 1
    assert sum("Casi." in each for each in others) == 0


def test_a_short_text_may_be_accepted_from_the_attempt_page(group: Group, visit: Visit) -> None:
    attempt_id = group.take(color="o2", verdad=False, plazo="un día entero")
    ines = visit("trainer")
    (page,) = links(ines.open(f"/calificar/{attempt_id}").text, rf"/calificar/{attempt_id}/\d+")

    ines.follow(page, **{"c1-1": "100"})

    assert result_of(group).mark == 857


def test_a_decision_is_taken_on_the_attempt_page(group: Group, visit: Visit) -> None:
    attempt_id = group.take(color="o2")
    ines = visit("trainer")

    refused = ines.send(f"/calificar/{attempt_id}", kind="override", mark="21", reason="")
    assert refused.status_code == 400
    assert "La nota va de 0 a 20." in refused.text
    page = ines.follow(f"/calificar/{attempt_id}", kind="override", mark="12.5", reason="La hoja estaba mal impresa.")

    assert "12.50" in page.text
    assert "La hoja estaba mal impresa." in page.text
    assert "2.86" in page.text
    assert result_of(group).mark == 1250


def test_her_grader_does_not_decide_an_appeal(group: Group, visit: Visit) -> None:
    attempt_id = group.take(**ALL_RIGHT)
    mark_response(group.cast.actor("trainer"), attempt_id, group.sha("explica"), {"claridad": 0})

    refused = visit("trainer").send(f"/calificar/{attempt_id}", kind="appeal", mark="20", reason="Reviso.")

    assert refused.status_code == 400
    assert "Una apelación la decide otra persona" in refused.text


@pytest.mark.parametrize("part", ["trainee", "coordinator", "registrar", "auditor", "administrator", "stranger"])
def test_only_graders_reach_the_desk(group: Group, visit: Visit, part: str) -> None:
    attempt_id = group.take(**ALL_RIGHT)

    for page in ("/calificar", f"/calificar/{attempt_id}", f"/calificar/{attempt_id}/1"):
        assert visit(part).open(page).status_code == 403


def test_a_grader_of_another_cohort_stays_out(group: Group, visit: Visit) -> None:
    attempt_id = group.take(**ALL_RIGHT)
    other = form_group(group.cast, "replica", "AJENO-1")
    stranger = _make_trainer(group, other)
    pages = [f"/calificar/{attempt_id}", f"/calificar/{attempt_id}/1"]
    pages += [f"/grupos/{group.code}/evaluaciones", f"/grupos/{group.code}/evaluaciones.csv"]
    pages += [f"/grupos/{group.code}/practica/{PRACTICE}", f"/grupos/{group.code}/papel/{CONTROL}"]
    pages += [f"/grupos/{group.code}/practica/{PRACTICE}/{group.enrolments['trainee']}"]
    pages += [f"/grupos/{group.code}/papel/{CONTROL}/{group.enrolments['trainee']}"]

    assert visit(stranger).open("/calificar").status_code == 200
    for page in pages:
        assert visit(stranger).open(page).status_code == 403, page


def _make_trainer(group: Group, other: Group) -> str:
    add_cohort_trainer(group.cast.actor("coordinator"), other.id, group.cast.id("stranger"))
    return "stranger"


def test_a_person_is_looked_for_in_her_own_cohort(group: Group, replica: Group, visit: Visit) -> None:
    page = f"/grupos/{replica.code}/practica/{PRACTICE}/{group.enrolments['trainee']}"

    assert visit("trainer").open(page).status_code == 404


# Practice


def test_namesakes_are_told_apart_wherever_one_is_chosen_or_marked(group: Group, visit: Visit) -> None:
    change_name(SYSTEM, group.cast.id("other_trainee"), "Rosa", "Quispe Mamani")
    ines, start = visit("trainer"), f"/grupos/{group.code}"
    attempt_id = group.take(part="other_trainee", **ALL_RIGHT)
    enrolment_id = group.enrolments["other_trainee"]

    for both in (f"{start}/evaluaciones", f"{start}/practica/{PRACTICE}", f"{start}/papel/{CONTROL}"):
        assert {"Mamani, Rosa (••••0001)", "Mamani, Rosa (••••0002)"} <= set(NAMESAKE.findall(ines.open(both).text))
    own = (f"{start}/practica/{PRACTICE}/{enrolment_id}", f"{start}/papel/{CONTROL}/{enrolment_id}")
    for page in (*own, f"/calificar/{attempt_id}"):
        assert set(NAMESAKE.findall(ines.open(page).text)) == {"Mamani, Rosa (••••0002)"}


def test_a_practice_is_observed_from_the_cohorts_page(group: Group, visit: Visit) -> None:
    ruben = visit("officer")
    overview = ruben.open(f"/grupos/{group.code}/evaluaciones").text
    (people,) = links(overview, r"/grupos/[\w-]+/practica/[\w/-]+")
    sheets = links(ruben.open(people).text, rf"{people}/[\w-]+")
    assert len(sheets) == 2

    incomplete = ruben.send(sheets[0], **{"c1-1": "200"})
    assert incomplete.status_code == 400
    assert "Elegir un nivel en «Guarda reserva»." in incomplete.text
    done = ruben.follow(sheets[0], **{"c1-1": "100", "c1-2": "200", "comment": "Mejor mirar a la persona."})

    assert "La práctica quedó registrada." in done.text
    assert "15.00" in done.text
    assert result_of(group, PRACTICE).mark == 1500


def test_a_double_click_observes_once(group: Group, visit: Visit) -> None:
    ines, page = visit("trainer"), f"/grupos/{group.code}/practica/{PRACTICE}/{group.enrolments['trainee']}"
    found = re.search(r'name="key"[^>]*value="([^"]+)"', ines.open(page).text)
    assert found

    for _ in range(2):
        ines.follow(page, **{"c1-1": "200", "c1-2": "200", "key": found.group(1)})

    assert result_of(group, PRACTICE).attempts == 1


def test_who_has_no_attempt_left_cannot_be_chosen(group: Group, visit: Visit) -> None:
    ines, people = visit("trainer"), f"/grupos/{group.code}/practica/{PRACTICE}"
    page = f"{people}/{group.enrolments['trainee']}"
    for _ in range(2):
        ines.follow(page, **{"c1-1": "200", "c1-2": "200"})

    assert len(links(ines.open(people).text, rf"{people}/[\w-]+")) == 1
    refused = ines.send(page, **{"c1-1": "200", "c1-2": "200"})
    assert refused.status_code == 400
    assert "No queda ningún intento" in refused.text


# Paper


def test_paper_is_keyed_in_on_one_page_in_the_printed_order(group: Group, visit: Visit) -> None:
    marisol, page = visit("coordinator"), f"/grupos/{group.code}/papel/{CONTROL}/{group.enrolments['trainee']}"
    sheet = marisol.open(page).text
    assert sheet.index("chaleco") < sheet.index("frutas") < sheet.index("conciliar")
    assert "b) Verde" in sheet

    done = marisol.follow(page, p1="2", p2=["1", "3"], p3="f", p4=" 24 HORAS ", p5="")

    assert "Las respuestas en papel quedaron guardadas." in done.text
    assert result_of(group).mark == 1429


def test_paper_of_two_forms_asks_which(replica: Group, visit: Visit) -> None:
    page = f"/grupos/{replica.code}/papel/{PRE_TEST}/{replica.enrolments['trainee']}"
    ines = visit("trainer")
    forms = links(ines.open(page).text, rf"{page}\?forma=\w")
    assert forms == [f"{page}?forma=A", f"{page}?forma=B"]

    assert "sobra" in ines.open(forms[1]).text
    ines.follow(forms[1], p1="f")

    assert result_of(replica, PRE_TEST).mark == 2000
    assert ines.open(f"{page}?forma=C").status_code == 404


def test_an_impossible_answer_on_paper_is_refused_and_nothing_is_written(group: Group, visit: Visit) -> None:
    ines, page = visit("trainer"), f"/grupos/{group.code}/papel/{CONTROL}/{group.enrolments['trainee']}"

    response = ines.send(page, p1="7")

    assert response.status_code == 400
    assert "Esa opción no está en la pregunta." in response.text
    assert result_of(group).attempts == 0


def test_practices_are_not_keyed_in_nor_controls_observed(group: Group, visit: Visit) -> None:
    enrolment_id = group.enrolments["trainee"]

    for page in (f"papel/{PRACTICE}/{enrolment_id}", f"practica/{CONTROL}/{enrolment_id}"):
        assert visit("trainer").open(f"/grupos/{group.code}/{page}").status_code == 404


# Results


def test_the_cohorts_page_shows_everybodys_marks_and_what_waits(group: Group, visit: Visit) -> None:
    group.take(**{**ALL_RIGHT, "explica": "Algo"})
    group.take(part="other_trainee", color="o2")

    page = visit("coordinator").open(f"/grupos/{group.code}/evaluaciones").text

    assert "2 de 2" in page
    assert "Por calificar" in page
    assert "2.86" in page
    assert "crítica" in page
    assert links(page, r"/calificar/[\w-]+") == []
    assert links(visit("trainer").open(f"/grupos/{group.code}/evaluaciones").text, r"/calificar/[\w-]+") != []


def test_an_empty_cohort_says_what_will_stand_there(group: Group, visit: Visit) -> None:
    for enrolment_id in group.enrolments.values():
        withdraw_enrolment(group.cast.actor("coordinator"), enrolment_id)

    page = visit("coordinator").open(f"/grupos/{group.code}/evaluaciones").text

    assert "El grupo no tiene personas" in page
    assert "El grupo no tiene personas" in visit("trainer").open(f"/grupos/{group.code}/practica/{PRACTICE}").text


def test_the_file_for_spreadsheets_holds_the_same(group: Group, visit: Visit) -> None:
    attempt_id = group.take(color="o2")
    decide(group.cast.actor("trainer"), attempt_id, DecisionKind.OVERRIDE, 1250, "Hoja mal impresa.")

    response = visit("coordinator").open(f"/grupos/{group.code}/evaluaciones.csv")

    assert response.mimetype == "text/csv"
    assert "Quispe" not in response.headers["Content-Disposition"]
    head, first, second = response.data.decode("utf-8-sig").splitlines()
    assert head.startswith("Apellidos;Nombres;")
    assert first == "Quispe Mamani;Rosa;12.50;Sin rendir;0;1"
    assert second == "Shuña Inuma;Yolanda;Sin rendir;Sin rendir;0;0"


@pytest.mark.parametrize("part", ["trainee", "verifier", "auditor", "administrator", "stranger"])
def test_results_are_for_the_cohorts_staff(group: Group, visit: Visit, part: str) -> None:
    for page in ("evaluaciones", "evaluaciones.csv", f"practica/{PRACTICE}", f"papel/{CONTROL}"):
        assert visit(part).open(f"/grupos/{group.code}/{page}").status_code == 403


def test_a_trainer_is_offered_the_desk_and_a_trainee_is_not(group: Group, visit: Visit) -> None:
    assert 'href="/calificar"' in visit("trainer").open("/").text
    assert 'href="/calificar"' not in visit("trainee").open("/").text


def test_results_stand_in_a_table_for_each_component(group: Group, visit: Visit) -> None:
    page = html.unescape(visit("coordinator").open(f"/grupos/{group.code}/evaluaciones").text)

    captions = re.findall(r"<caption[^>]*>([^<]+)<", page)
    assert captions == ["Avance", "Controles (60 %)", "Práctica (40 %)"]
    assert page.count("Autocontroles") == 1
