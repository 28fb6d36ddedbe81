"""How often an evaluation is taken, and which form."""

import pytest

from courses.evaluation.limits import AwaitingMarks, NoAttemptsLeft
from courses.evaluation.operations.paper import transcribe_paper
from courses.evaluation.records import get_attempt
from tests.courses.evaluation.conftest import (
    ALL_RIGHT,
    CHECK,
    POST_TEST,
    PRE_TEST,
    Group,
    mark_open_answer,
    result_of,
)


def test_a_graded_evaluation_may_be_taken_again_once(group: Group) -> None:
    group.take(color="o1")
    group.take(color="o2")

    with pytest.raises(NoAttemptsLeft):
        group.start()


def test_a_self_check_may_be_taken_for_ever(group: Group) -> None:
    for _ in range(4):
        group.take(CHECK, color="o2", verdad=False)

    assert result_of(group, CHECK).attempts == 4


def test_an_entry_test_is_taken_once(replica: Group) -> None:
    replica.take(PRE_TEST)

    with pytest.raises(NoAttemptsLeft):
        replica.start(PRE_TEST)


def test_no_new_attempt_while_the_last_one_waits_for_its_grader(group: Group) -> None:
    attempt_id = group.take(**ALL_RIGHT)
    with pytest.raises(AwaitingMarks):
        group.start()

    mark_open_answer(group, attempt_id)

    assert group.start() != attempt_id


def test_the_exit_test_is_the_other_form(replica: Group) -> None:
    for part in ("trainee", "other_trainee"):
        entry = get_attempt(replica.take(PRE_TEST, part))
        exit_ = get_attempt(replica.start(POST_TEST, part))
        assert {entry.state.form, exit_.state.form} == {"A", "B"}


def test_the_exit_test_follows_the_form_taken_on_paper(replica: Group) -> None:
    for form, other in (("A", "B"), ("B", "A")):
        part = {"A": "trainee", "B": "other_trainee"}[form]
        transcribe_paper(replica.cast.actor("trainer"), replica.enrolments[part], PRE_TEST, {}, form=form)
        assert get_attempt(replica.start(POST_TEST, part)).state.form == other
