"""Each rule of course.toml changed by TOML alone changes what happens to the same people."""

from collections.abc import Callable

import pytest

from courses.attendance.planning import NoLicence
from courses.cohorts.domain import CohortFull, NoDocument
from courses.cohorts.operations.approval import approve_cohort
from courses.cohorts.operations.consent import record_paper_consent
from courses.cohorts.operations.enrolment import enrol, withdraw_enrolment
from courses.completion.domain import RequirementKind as K
from courses.completion.operations import close_acta
from courses.completion.queries.actas import completions_of
from courses.curriculum.domain import Award
from courses.evaluation.limits import NoAttemptsLeft
from courses.evaluation.operations.paper import transcribe_paper
from lms import clock
from lms.accounts.operations.consents import withdraw_consent
from lms.accounts.operations.people import NewPerson, register_person
from lms.accounts.permissions import SYSTEM
from tests.courses.attendance.group import DAY
from tests.courses.completion.conftest import Changer, Learning
from tests.support.cast import PACK

PRE, POST = "b01-sesion/pre-prueba", "b01-sesion/post-prueba"
Act = Callable[[Learning], None]


def finish(**how: object) -> Act:
    return lambda learning: learning.finish(**how)  # type: ignore[arg-type]


def finish_but_decide_one(learning: Learning) -> None:
    learning.finish(requirements=("adulta",))


def take_back_consent(learning: Learning) -> None:
    learning.finish()
    withdraw_consent(learning.group.cast.actor("trainee"), learning.group.cast.id("trainee"), PACK)


LOW_QUIZ = {"frutas": None, "plazo": None}
"""Four points of seven: 11.43 of 20."""

CASES: dict[str, tuple[Act, tuple[str, str], list[K], list[K]]] = {
    "a higher share of hours": (
        finish(attended=50), ("attendance_share = 80", "attendance_share = 100"), [], [K.HOURS, K.MANDATORY_PART],
    ),
    "a lower share of hours": (
        finish(attended=30), ("attendance_share = 80", "attendance_share = 50"), [K.HOURS, K.MANDATORY_PART], [],
    ),
    "no mandatory part": (
        finish(attended=40), ('mandatory_parts = ["m01-base/sesion"]', "mandatory_parts = []"), [K.MANDATORY_PART], [],
    ),
    "another mandatory part": (
        finish(), ('mandatory_parts = ["m01-base/sesion"]', 'mandatory_parts = ["m01-base/autocontrol"]'),
        [], [K.MANDATORY_PART],
    ),
    "a higher pass mark": (finish(plazo="48"), ("pass_mark = 14", "pass_mark = 18.5"), [], [K.FINAL_MARK]),
    "a lower pass mark": (
        finish(frutas=None, plazo=None, color=None, explica="No sé."), ("pass_mark = 14", "pass_mark = 13"),
        [K.COMPONENT, K.FINAL_MARK], [K.COMPONENT],
    ),
    "no critical items": (
        finish(verdad=True), ("critical_items = true", "critical_items = false"), [K.CRITICAL_ITEMS], [],
    ),
    "a higher minimum of a component": (finish(**LOW_QUIZ), ("minimum = 11", "minimum = 12"), [], [K.COMPONENT]),
    "fewer requirements": (finish_but_decide_one, ('"adulta", "sin-antecedentes"', '"adulta"'), [K.ELIGIBILITY], []),
    "no consent": (take_back_consent, ("consent = true", "consent = false"), [K.CONSENT], []),
    "approval": (finish(), ("approval = false", "approval = true"), [], [K.APPROVAL]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("is_changed", [False, True], ids=["as it is", "changed"])
def test_the_same_facts_come_out_otherwise(with_rules: Changer, case: str, is_changed: bool) -> None:
    act, edit, before, after = CASES[case]
    learning = with_rules(*([edit] if is_changed else []))
    act(learning)
    assert [each.kind for each in learning.outcome().missing] == (after if is_changed else before)


def take_half_of_the_tests(learning: Learning) -> None:
    """Both attend; Rosa takes the entry and the exit test, Yolanda only the entry test."""
    group, trainer = learning.group, learning.group.cast.actor("trainer")
    session_id = group.schedule(part="b01-sesion/sesion")
    for part in ("trainee", "other_trainee"):
        group.attend(session_id, part)
        for ref in (PRE, POST) if part == "trainee" else (PRE,):
            transcribe_paper(trainer, group.enrolments[part], ref, {}, form="A" if ref == PRE else "B")
    approve_cohort(group.cast.actor("coordinator"), group.id, True)


@pytest.mark.parametrize(("share", "missing"), [(70, [K.PRE_POST]), (51, [K.PRE_POST]), (50, [])])
def test_the_share_of_entry_and_exit_tests(with_rules: Changer, share: int, missing: list[K]) -> None:
    edits = [("pre_post_share = 70", f"pre_post_share = {share}")] if share != 70 else []
    learning = with_rules(*edits, course="replica")
    take_half_of_the_tests(learning)
    assert [each.kind for each in learning.outcome().missing] == missing


def test_an_approval_is_of_sessions_that_took_place(with_rules: Changer) -> None:
    learning = with_rules(course="replica")
    coordinator = learning.group.cast.actor("coordinator")
    with clock.set_to(clock.at_lima(DAY, 8)):
        approve_cohort(coordinator, learning.group.id, True)
    learning.group.attend(learning.group.schedule(part="b01-sesion/sesion"))
    assert K.APPROVAL in [each.kind for each in learning.outcome().missing]
    approve_cohort(coordinator, learning.group.id, True)
    assert K.APPROVAL not in [each.kind for each in learning.outcome().missing]


def test_the_weights_of_components(with_rules: Changer) -> None:
    """11.43 in the quiz and 20 in the practice: 14.86 at 60 and 40, 12.29 at 90 and 10."""
    as_it_is = with_rules()
    as_it_is.finish(**LOW_QUIZ)
    changed = with_rules(("weight = 60", "weight = 90"), ("weight = 40", "weight = 10"), code="CAMBIADO-2")
    changed.finish(**LOW_QUIZ)
    assert (as_it_is.outcome().final_mark, changed.outcome().final_mark) == (1486, 1229)
    assert [each.kind for each in changed.outcome().missing] == [K.FINAL_MARK]


def test_without_the_licence_rule_anybody_named_may_lead(with_rules: Changer) -> None:
    with pytest.raises(NoLicence):
        with_rules().group.schedule(lead="officer")
    changed = with_rules(("trainer_licence = true", "trainer_licence = false"), code="CAMBIADO-2")
    changed.group.schedule(lead="officer")
    changed.finish()
    assert changed.outcome().is_complete


def test_a_limit_of_people_closes_the_list(with_rules: Changer) -> None:
    learning = with_rules(("alias = false", "alias = false\nmax_attendees = 2"))
    coordinator, stranger = learning.group.cast.actor("coordinator"), learning.group.cast.id("stranger")
    record_paper_consent(coordinator, learning.group.id, stranger, None)
    with pytest.raises(CohortFull):
        enrol(coordinator, learning.group.id, stranger)


def test_a_course_by_alias_asks_for_no_document(with_rules: Changer) -> None:
    luna = register_person(SYSTEM, NewPerson("Luna", "", is_alias=True))
    edits = ("alias = false", "alias = true"), ("consent = true", "consent = false")
    for learning, allowed in ((with_rules(edits[1]), False), (with_rules(edits[0], code="CAMBIADO-2"), True)):
        coordinator = learning.group.cast.actor("coordinator")
        if allowed:
            assert enrol(coordinator, learning.group.id, luna)
        else:
            with pytest.raises(NoDocument):
                enrol(coordinator, learning.group.id, luna)


def test_without_resits_there_is_one_attempt(with_rules: Changer) -> None:
    as_it_is = with_rules()
    as_it_is.take_control(verdad=True)
    as_it_is.take_control()
    changed = with_rules(("resits = 1", "resits = 0"), code="CAMBIADO-2")
    changed.take_control(verdad=True)
    with pytest.raises(NoAttemptsLeft):
        changed.take_control()


@pytest.mark.parametrize(
    ("edits", "award"),
    [([], Award.APROBACION), ([('award = "aprobacion"', 'award = "participacion"')], Award.PARTICIPACION)],
)
def test_the_award_stands_in_the_completion(
    with_rules: Changer, signed: None, edits: list[tuple[str, str]], award: Award
) -> None:
    learning = with_rules(*edits)
    learning.finish()
    closing_id = close_acta(learning.group.cast.actor("coordinator"), learning.group.id)
    assert [each.award for each in completions_of(closing_id)] == [award]


def test_a_full_session_is_not_filled_again_by_taking_people_off_the_list(with_rules: Changer) -> None:
    learning = with_rules(("max_attendees = 45", "max_attendees = 2"), course="replica")
    group, coordinator = learning.group, learning.group.cast.actor("coordinator")
    session_id = group.schedule(part="b01-sesion/sesion")
    for part in ("trainee", "other_trainee"):
        group.attend(session_id, part)
    withdraw_enrolment(coordinator, group.enrolments["trainee"])
    record_paper_consent(coordinator, group.id, group.cast.id("stranger"), None)
    group.enrolments["stranger"] = enrol(coordinator, group.id, group.cast.id("stranger"))
    group.attend(session_id, "stranger")
    assert K.MAX_ATTENDEES in [each.kind for each in learning.outcome("stranger").missing]
