"""Closing the acta: by whom, with whom, what stays, and its pages."""

import re
from datetime import timedelta
from uuid import UUID

import pytest

from certificates.issuing.readiness import NoSignatory
from courses.cohorts.queries.enrolments import get_enrolment
from courses.completion.operations import APPEAL_DAYS, CloserIsParty, NobodyCompletes, close_acta, list_hash
from courses.completion.queries.actas import closings_of, completed_enrolments, completions_of, get_closing, lines_of
from courses.completion.queries.outcomes import outcomes
from lms.accounts.operations.merges import merge_people
from lms.accounts.operations.people import change_name
from lms.accounts.operations.roles import grant_role
from lms.accounts.permissions import SYSTEM, Role, ScopeKind
from lms.errors import Forbidden, NotFound
from lms.extensions import db
from lms.jobs.queries import find_job
from tests.courses.attendance.group import DAY, day, living_on
from tests.courses.completion.conftest import Changer, Learning
from tests.courses.completion.test_rules import take_half_of_the_tests
from tests.support.browser import Browser


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def close(learning: Learning, by: str = "coordinator") -> UUID:
    return close_acta(learning.group.cast.actor(by), learning.group.id)


def make_coordinator(learning: Learning, part: str) -> None:
    """Give somebody the coordinator's rights on this very cohort."""
    person_id = learning.group.cast.id(part)
    grant_role(SYSTEM, person_id, Role.COORDINATOR, ScopeKind.COHORT, str(learning.group.id), "prueba")


@pytest.fixture
def coordinator(learning: Learning, client: Browser) -> Browser:
    learning.group.cast.log_in(client, "coordinator")
    return client


def test_the_acta_holds_who_meets_everything_and_nobody_else(learning: Learning, signed: None) -> None:
    learning.finish()
    learning.meet_requirements("other_trainee")
    newly = [(each, found) for each, found in outcomes(learning.group.id) if found.is_complete]
    closing_id = close(learning)
    (completion,) = completions_of(closing_id)
    assert completion.enrolment_id == learning.group.enrolments["trainee"]
    assert (completion.minutes, completion.final_mark, completion.earned_on) == (120, 2000, DAY)
    closing = get_closing(closing_id)
    assert (closing.number, closing.completions) == (1, 1)
    assert closing.list_sha256 == list_hash(newly)
    assert closing.appeal_until == DAY + timedelta(days=APPEAL_DAYS)
    assert find_job(f"issue-certificates:{closing_id}") is not None


def test_what_comes_later_goes_into_another_acta(learning: Learning, signed: None) -> None:
    learning.finish()
    close(learning)
    with pytest.raises(NobodyCompletes):
        close(learning)
    learning.finish("other_trainee")
    close(learning)
    assert [(each.number, each.completions) for each in closings_of(learning.group.id)] == [(1, 1), (2, 1)]
    assert set(completed_enrolments(learning.group.id)) == set(learning.group.enrolments.values())


def test_an_empty_cohort_has_nothing_to_close(learning: Learning, signed: None) -> None:
    with pytest.raises(NobodyCompletes):
        close(learning)


def test_without_a_signatory_the_closing_is_vetoed_and_leaves_nothing(learning: Learning) -> None:
    learning.finish()
    with pytest.raises(NoSignatory):
        close(learning)
    assert closings_of(learning.group.id) == []
    assert completed_enrolments(learning.group.id) == {}


def test_a_trainee_does_not_close_her_own_list(learning: Learning, signed: None) -> None:
    learning.finish()
    make_coordinator(learning, "other_trainee")
    with pytest.raises(CloserIsParty, match="participante"):
        close(learning, by="other_trainee")


def test_the_sole_grader_does_not_close_what_she_marked(learning: Learning, signed: None) -> None:
    learning.finish()
    make_coordinator(learning, "trainer")
    with pytest.raises(CloserIsParty, match="única persona que calificó"):
        close(learning, by="trainer")


def make_trainer(learning: Learning, part: str) -> None:
    grant_role(SYSTEM, learning.group.cast.id(part), Role.TRAINER, ScopeKind.COHORT, str(learning.group.id), "prueba")


def test_one_of_two_graders_may_close(learning: Learning, signed: None) -> None:
    learning.finish()
    make_trainer(learning, "officer")
    learning.practise(grader="officer")
    make_coordinator(learning, "trainer")
    assert close(learning, by="trainer")


def test_who_marked_one_person_alone_does_not_close_though_others_marked_others(
    learning: Learning, signed: None
) -> None:
    learning.finish()
    make_trainer(learning, "officer")
    learning.finish("other_trainee", grader="officer")
    make_coordinator(learning, "trainer")
    with pytest.raises(CloserIsParty, match="única persona que calificó"):
        close(learning, by="trainer")


def test_where_nobody_marks_the_only_teacher_does_not_close(with_rules: Changer, signed: None) -> None:
    learning = with_rules(("pre_post_share = 70", "pre_post_share = 50"), course="replica")
    take_half_of_the_tests(learning)
    make_coordinator(learning, "trainer")
    with pytest.raises(CloserIsParty, match="o formó"):
        close(learning, by="trainer")
    assert close(learning)


def test_two_records_of_one_person_are_one_line(learning: Learning, signed: None) -> None:
    learning.finish()
    learning.finish("other_trainee")
    cast = learning.group.cast
    merge_people(cast.actor("registrar"), cast.id("other_trainee"), cast.id("trainee"))
    assert len(completions_of(close(learning))) == 1
    with pytest.raises(NobodyCompletes):
        close(learning)


@pytest.mark.parametrize("part", ["trainer", "trainee", "registrar", "administrator", "stranger"])
def test_only_the_coordination_closes(learning: Learning, signed: None, part: str) -> None:
    learning.finish()
    with pytest.raises(Forbidden):
        close(learning, by=part)


def test_a_decision_that_has_lapsed_must_be_renewed(learning: Learning, signed: None) -> None:
    learning.finish()
    with living_on(day(91)):
        assert [each.ref for each in learning.outcome().missing] == ["sin-antecedentes"]
        with pytest.raises(NobodyCompletes):
            close(learning)
        learning.meet_requirements(slugs=("sin-antecedentes",))
        assert learning.outcome().is_complete


def test_the_name_stays_as_it_was_on_the_day(learning: Learning, signed: None) -> None:
    learning.finish()
    closing_id = close(learning)
    change_name(SYSTEM, learning.group.cast.id("trainee"), "Rosa Elena", "Quispe Mamani")
    assert [line.name for line in lines_of(closing_id)] == ["Rosa Quispe Mamani"]
    assert get_enrolment(learning.group.enrolments["trainee"]).person.full_name == "Rosa Elena Quispe Mamani"


def test_an_unknown_acta_is_not_found(learning: Learning) -> None:
    with pytest.raises(NotFound):
        get_closing(UUID(int=1))


def test_the_coordination_sees_who_misses_what_closes_and_prints(
    learning: Learning, signed: None, coordinator: Browser
) -> None:
    learning.finish()
    address = f"/grupos/{learning.group.code}/acta"
    before = words(coordinator.get(address).text)
    assert "Cumple todo" in before
    for missing in ("2 requisitos para participar", "Horas: 1 h 36 min más", "Sesión presencial", "Controles"):
        assert missing in before
    assert "¿Cerrar el acta con estas personas?" in words(coordinator.get(f"{address}/cerrar").text)
    assert closings_of(learning.group.id) == []
    answer = coordinator.submit(f"{address}/cerrar")
    assert answer.status_code == 303
    db.session.rollback()
    paper = words(coordinator.get(answer.location).text)
    (closing,) = closings_of(learning.group.id)
    for shown in ("Acta n.º 1", "Rosa Quispe Mamani", "20.00", closing.list_sha256, "Marisol Vela Ríos"):
        assert shown in paper
    after = words(coordinator.get(address).text)
    assert "En acta" in after
    assert "todavía no hay nada que cerrar" in after


def test_a_refusal_is_told_on_the_page(learning: Learning, client: Browser, signed: None) -> None:
    learning.finish()
    make_coordinator(learning, "trainer")
    learning.group.cast.log_in(client, "trainer")
    answer = client.submit(f"/grupos/{learning.group.code}/acta/cerrar")
    assert answer.status_code == 409
    assert "no puede ser la única persona que calificó" in words(answer.text)
    assert closings_of(learning.group.id) == []


def test_a_trainer_reads_the_acta_but_is_offered_no_closing(learning: Learning, client: Browser, signed: None) -> None:
    learning.finish()
    closing_id = close(learning)
    learning.group.cast.log_in(client, "trainer")
    page = client.get(f"/grupos/{learning.group.code}/acta").text
    assert "/acta/cerrar" not in page
    assert client.get(f"/actas/{closing_id}").status_code == 200
    assert client.get(f"/grupos/{learning.group.code}/acta/cerrar").status_code == 403


@pytest.mark.parametrize("part", ["trainee", "stranger", "administrator", "auditor", "verifier", "officer"])
def test_outsiders_see_no_acta(learning: Learning, client: Browser, signed: None, part: str) -> None:
    learning.finish()
    closing_id = close(learning)
    learning.group.cast.log_in(client, part)
    for address in (
        f"/grupos/{learning.group.code}/acta",
        f"/grupos/{learning.group.code}/acta/cerrar",
        f"/actas/{closing_id}",
    ):
        assert client.get(address).status_code == 403
