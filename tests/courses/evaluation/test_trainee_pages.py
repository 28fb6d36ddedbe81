"""A trainee takes an evaluation page by page, and nobody else sees it."""

import html
import re
from collections.abc import Callable

import pytest
from markupsafe import Markup

from courses.curriculum.queries import get_keys
from courses.evaluation.operations.marking import mark_response, observe_practical
from courses.evaluation.operations.paper import transcribe_paper
from courses.evaluation.records import attempts_at, get_attempt, responses_of
from courses.evaluation.sheets import report
from courses.evaluation.sheets.taking import NotStarted
from courses.evaluation.views.blueprint import split_stem
from lms.errors import CascadaError
from tests.courses.evaluation.conftest import ALL_RIGHT, CHECK, CONTROL, FULL_RUBRIC, PRACTICE, PRE_TEST, Group, Visitor

Visit = Callable[[str], Visitor]
IN_FORM = {
    "verdad": "f",
    "plazo": "24 horas",
    "explica": "Cierra la lista.",
    "color": "Verde",
    "frutas": ("Camu camu", "Aguaje"),
}


def place_of(group: Group, evaluation: str = CONTROL, part: str = "trainee") -> str:
    return f"/mis-cursos/{group.enrolments[part]}/evaluacion/{evaluation}"


def slugs_in_order(group: Group, evaluation: str = CONTROL) -> list[str]:
    """The items of the open attempt, as the pages number them."""
    by_sha = {item.sha256: slug for slug, item in group.items.items()}
    return [by_sha[sha] for sha in attempts_at(group.enrolments["trainee"], evaluation)[-1].state.items]


def value_of(page: str, label: str) -> str:
    """The value behind an option's words."""
    found = re.search(rf'value="([^"]+)"[^>]*><label[^>]*>{label}<', page)
    assert found, label
    return found.group(1)


def filled(page: str, wanted: object) -> object:
    if isinstance(wanted, tuple):
        return [value_of(page, each) for each in wanted]
    return value_of(page, wanted) if wanted in ("Verde", "Azul") else wanted


def answer_all(rosa: Visitor, group: Group, evaluation: str = CONTROL, **changes: object) -> None:
    place = place_of(group, evaluation)
    for number, slug in enumerate(slugs_in_order(group, evaluation), start=1):
        page = f"{place}/pregunta/{number}"
        wanted = {**IN_FORM, **changes}[slug]
        if wanted is not None:
            assert rosa.send(page, answer=filled(rosa.open(page).text, wanted)).status_code == 303


def test_a_whole_control_from_the_first_page_to_the_result(group: Group, visit: Visit) -> None:
    rosa, place = visit("trainee"), place_of(group)
    start = rosa.open(place).text
    assert "Control del módulo" in start
    assert "son críticas" in start

    first = rosa.follow(place)
    assert "Pregunta 1 de 5" in first.text
    answer_all(rosa, group)
    review = rosa.open(f"{place}/revisar").text
    assert "Respondiste todo" in review
    result = rosa.follow(f"{place}/enviar", f"{place}/revisar").text

    assert "Falta que califiquen una respuesta" in result
    attempt = attempts_at(group.enrolments["trainee"], CONTROL)[0]
    assert responses_of(attempt)[group.sha("frutas")] == ("o1", "o3")
    assert responses_of(attempt)[group.sha("color")] == "o2"
    mark_response(group.cast.actor("trainer"), attempt.id, group.sha("explica"), {"claridad": 200}, "Muy claro.")
    marked = rosa.open(f"{place}/resultado/1").text
    assert "Nota: 20.00 de 20" in marked
    assert 'class="panel"' in marked
    assert "Muy claro." in marked


def test_each_answer_is_saved_by_its_own_page_and_said_so(group: Group, visit: Visit) -> None:
    rosa, place = visit("trainee"), place_of(group)
    rosa.follow(place)
    number = slugs_in_order(group).index("plazo") + 1

    rosa.send(f"{place}/pregunta/{number}", answer="48 horas")
    again = rosa.open(f"{place}/pregunta/{number}").text

    assert 'value="48 horas"' in again
    assert "Respuesta guardada a las" in again
    assert "Guardamos tu respuesta a la pregunta" in again


def test_who_comes_back_goes_on_where_she_stopped(group: Group, visit: Visit) -> None:
    rosa, place = visit("trainee"), place_of(group)
    rosa.follow(place)
    rosa.send(
        f"{place}/pregunta/1", answer=filled(rosa.open(f"{place}/pregunta/1").text, IN_FORM[slugs_in_order(group)[0]])
    )

    assert "1 de 5 respondidas" in rosa.open(place).text
    assert rosa.send(place).headers["Location"].endswith("/pregunta/2")


def test_a_blank_answer_is_an_error_on_its_question(group: Group, visit: Visit) -> None:
    rosa, place = visit("trainee"), place_of(group)
    rosa.follow(place)

    response = rosa.send(f"{place}/pregunta/1")

    assert response.status_code == 400
    assert "<title>Error:" in response.text
    assert "Hay un problema" in response.text


def test_an_option_that_is_not_there_is_refused(group: Group, visit: Visit) -> None:
    rosa, place = visit("trainee"), place_of(group)
    rosa.follow(place)
    number = slugs_in_order(group).index("color") + 1

    response = rosa.send(f"{place}/pregunta/{number}", answer="9")

    assert response.status_code == 400
    assert "Esa opción no está en la pregunta." in response.text


def test_handing_in_with_blanks_must_be_confirmed(group: Group, visit: Visit) -> None:
    rosa, place = visit("trainee"), place_of(group)
    rosa.follow(place)
    answer_all(rosa, group, explica=None)
    assert "Te falta 1 pregunta." in rosa.open(f"{place}/revisar").text

    refused = rosa.send(f"{place}/enviar", f"{place}/revisar")
    assert refused.status_code == 400
    assert "Responde lo que falta" in refused.text
    done = rosa.follow(f"{place}/enviar", f"{place}/revisar", confirmed="y")

    assert "Nota: 14.29 de 20" in done.text
    assert "En blanco" in done.text


def test_after_handing_in_the_questions_lead_to_the_first_page(group: Group, visit: Visit) -> None:
    rosa, place = visit("trainee"), place_of(group)
    group.take(color="o2")

    for page in ("pregunta/1", "revisar"):
        assert rosa.open(f"{place}/{page}").headers["Location"] == place


def test_the_first_page_says_when_no_attempt_is_left(group: Group, visit: Visit) -> None:
    rosa, place = visit("trainee"), place_of(group)
    group.take(color="o2")
    group.take(color="o2")

    page = rosa.open(place).text
    assert "Ya usaste todos tus intentos" in page
    assert "Intento 2" in page
    assert "Empezar" not in page


def test_an_attempt_over_the_limit_is_told_and_not_begun(group: Group, visit: Visit) -> None:
    rosa, place = visit("trainee"), place_of(group)
    group.take(color="o2")
    assert "Intentarlo otra vez" in rosa.open(place).text
    group.take(color="o2")

    page = rosa.follow(place)

    assert "No queda ningún intento" in page.text
    assert len(attempts_at(group.enrolments["trainee"], CONTROL)) == 2


def test_a_self_check_explains_each_answer(group: Group, visit: Visit) -> None:
    rosa, place = visit("trainee"), place_of(group, CHECK)
    group.take(CHECK, color="o1", verdad=False)

    page = rosa.open(f"{place}/resultado/1").text

    assert "1 de 2 correctas" in page
    assert "Es verde: míralo otra vez en la lección." in page
    assert "Así es: nunca." in page
    assert "Reconoce el chaleco" in page


def test_a_practice_is_not_answered_here_but_its_result_is_shown(group: Group, visit: Visit) -> None:
    rosa, place = visit("trainee"), place_of(group, PRACTICE)
    assert "quien te enseña la observa" in rosa.open(place).text
    observe_practical(
        group.cast.actor("trainer"),
        group.enrolments["trainee"],
        PRACTICE,
        {group.sha("escuchar"): {**FULL_RUBRIC, "reserva": 0}},
        "Cuida los nombres.",
    )

    page = rosa.open(f"{place}/resultado/1").text

    assert "Nota: 10.00 de 20" in page
    assert "Cuenta nombres" in page
    assert "Cuida los nombres." in page
    assert "Una respuesta crítica no está bien" in page
    assert 'class="panel"' not in page


def test_an_entry_test_tells_only_how_many_were_right(replica: Group, visit: Visit) -> None:
    replica.take(PRE_TEST)

    page = visit("trainee").open(f"{place_of(replica, PRE_TEST)}/resultado/1").text

    assert "0 de 1 correctas" in page
    assert "Sabe para qué sirve el juego" not in page
    assert "En blanco" not in page


# Secrets


def main_of(page: str) -> str:
    """The page's own words, without the frame, whose help lines also speak of hours."""
    return html.unescape(page).partition("<main")[2].partition("</main>")[0]


def key_words(group: Group) -> set[str]:
    """Everything in the keys of the control that a trainee could read."""
    keys = get_keys({group.sha(slug) for slug in ALL_RIGHT})
    words = {each for key in keys.values() for name in ("feedback_right", "feedback_wrong") for each in [key[name]]}
    words |= {answer for key in keys.values() for answer in key.get("answers", ()) if not answer.isdigit()}
    return words | {
        text for key in keys.values() for each in key.get("examples", ()) for text in (each["text"], each["why"])
    }


def test_the_key_reaches_no_page_before_handing_in(group: Group, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = key_words(group)
    assert len(secrets) > 10

    def refuse(*_: object) -> None:
        raise AssertionError("a key was read")

    monkeypatch.setattr(report, "get_keys", refuse)
    rosa, place = visit("trainee"), place_of(group)
    pages = [rosa.open(place).text, rosa.follow(place).text]
    pages += [rosa.open(f"{place}/pregunta/{number}").text for number in range(1, 6)]
    pages += [rosa.send(f"{place}/pregunta/{number}").text for number in range(1, 6)]
    pages.append(rosa.open(f"{place}/revisar").text)

    for page in map(main_of, pages):
        assert [secret for secret in secrets if secret in page] == []
        assert re.search(r'value="o\d', page) is None
        assert "correct" not in page.lower()


def test_a_graded_evaluation_says_right_or_wrong_and_nothing_more(group: Group, visit: Visit) -> None:
    group.take(color="o1", verdad=True, plazo="dos días", frutas=("o1",))

    page = main_of(visit("trainee").open(f"{place_of(group)}/resultado/1").text)

    assert [secret for secret in key_words(group) if secret in page] == []
    assert "Incorrecta" in page
    assert "En parte" in page


def test_the_place_of_the_right_option_tells_nothing(group: Group, visit: Visit) -> None:
    rosa, place = visit("trainee"), place_of(group, CHECK)
    places = set()
    for _ in range(12):
        rosa.follow(place)
        number = slugs_in_order(group, CHECK).index("color") + 1
        places.add(value_of(rosa.open(f"{place}/pregunta/{number}").text, "Verde"))
        rosa.follow(f"{place}/enviar", f"{place}/revisar", confirmed="y")

    assert places == {"1", "2", "3"}


@pytest.mark.parametrize("part", ["other_trainee", "trainer", "coordinator", "administrator", "stranger"])
@pytest.mark.parametrize("page", ["", "/pregunta/1", "/revisar", "/resultado/1"])
def test_nobody_opens_somebody_elses_evaluation(group: Group, visit: Visit, part: str, page: str) -> None:
    group.take(CHECK, color="o1")
    group.start()

    response = visit(part).open(place_of(group, CHECK if "resultado" in page else CONTROL) + page)

    assert response.status_code == (404 if part == "other_trainee" else 403)


def test_nobody_writes_into_somebody_elses_evaluation(group: Group, visit: Visit) -> None:
    attempt_id = group.start()
    yolanda, place, own = visit("other_trainee"), place_of(group), place_of(group, part="other_trainee")

    for page in ("", "/pregunta/1", "/enviar"):
        assert yolanda.send(place + page, own, answer="1", confirmed="y").status_code == 404
    assert get_attempt(attempt_id).state.next_seq == 1


def test_a_stranger_is_sent_to_the_login(group: Group, visit: Visit) -> None:
    response = visit("trainee").client.application.test_client().get(place_of(group))

    assert response.status_code == 303
    assert "/ingresar" in response.headers["Location"]


@pytest.mark.parametrize(
    "path",
    [
        "m01-base/nada",
        "nada/control",
        "m01-base/leccion",
        f"{CONTROL}/pregunta/0",
        f"{CONTROL}/pregunta/6",
        f"{CONTROL}/resultado/1",
    ],
)
def test_what_is_not_there_is_not_found(group: Group, visit: Visit, path: str) -> None:
    group.start()

    assert visit("trainee").open(place_of(group, path)).status_code == 404


def test_pages_stay_in_no_cache_and_their_titles_tell_nothing(group: Group, visit: Visit) -> None:
    rosa, place = visit("trainee"), place_of(group)
    rosa.follow(place)

    for page in ("", "/pregunta/1", "/revisar"):
        response = rosa.open(place + page)
        assert response.headers["Cache-Control"] == "no-store"
        title = re.search("<title>(.*?)</title>", response.text)
        assert title
        assert re.search("violencia|módulo|Rosa", title.group(1), re.I) is None


def test_the_result_of_paper_is_hers_to_read(group: Group, visit: Visit) -> None:
    transcribe_paper(group.cast.actor("trainer"), group.enrolments["trainee"], CONTROL, group.responses(explica=None))

    assert "Nota: 14.29 de 20" in visit("trainee").open(f"{place_of(group)}/resultado/1").text


def test_a_long_stem_leads_to_its_question() -> None:
    stem = split_stem(Markup("<p><strong>FICTICIO.</strong> Llega.</p>\n<p>¿Qué <em>haces</em>?</p>\n"))

    assert stem.question == Markup("¿Qué <em>haces</em>?")
    assert "FICTICIO" in stem.lead
    assert stem.words == "FICTICIO. Llega. ¿Qué haces?"


def test_a_stem_that_ends_with_a_list_keeps_its_shape() -> None:
    stem = split_stem(Markup("<p>Elige:</p>\n<ul><li>uno</li></ul>\n"))

    assert stem.lead == Markup("<p>Elige:</p>\n<ul><li>uno</li></ul>\n")
    assert stem.question == "Tu respuesta"


def test_errors_are_sentences_for_the_reader() -> None:
    assert issubclass(NotStarted, CascadaError)
    assert NotStarted().message.startswith("Esta evaluación no está abierta")
