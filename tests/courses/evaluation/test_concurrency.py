"""Four at once on a real database: limits hold, no answer is lost."""

import threading
from collections.abc import Callable
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from courses.evaluation.limits import NoAttemptsLeft
from courses.evaluation.models import Attempt, AttemptStep, Mark
from courses.evaluation.operations.answering import save_answer, start_attempt, submit_attempt
from courses.evaluation.operations.marking import observe_practical
from courses.evaluation.records import get_attempt, responses_of
from lms.errors import Conflict
from lms.extensions import db
from tests.courses.evaluation.conftest import ALL_RIGHT, CONTROL, FULL_RUBRIC, PRACTICE, Group

THREADS = 4


def at_once(app: Flask, *works: Callable[[], object]) -> list[object]:
    """Run the works at the same moment, each in a context and session of its own; results or refusals, in order."""
    gate, outcomes = threading.Barrier(len(works)), [object()] * len(works)

    def run(number: int, work: Callable[[], object]) -> None:
        with app.app_context():
            gate.wait()
            try:
                outcomes[number] = work()
            except Exception as error:
                outcomes[number] = error
            db.session.remove()

    db.session.rollback()
    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_parallel_tabs_begin_one_attempt(app: Flask, group: Group) -> None:
    actor, enrolment_id = group.cast.actor("trainee"), group.enrolments["trainee"]

    begun = at_once(app, *[lambda: start_attempt(actor, enrolment_id, CONTROL)] * THREADS)

    assert len(set(begun)) == 1
    assert isinstance(begun[0], UUID)


def test_parallel_tabs_never_exceed_the_limit(app: Flask, group: Group) -> None:
    actor, enrolment_id = group.cast.actor("trainee"), group.enrolments["trainee"]

    def take_and_take_again() -> int:
        for taken in range(5):
            try:
                submit_attempt(actor, start_attempt(actor, enrolment_id, CONTROL))
            except NoAttemptsLeft:
                return taken
        return 5

    outcomes = at_once(app, *[take_and_take_again] * THREADS)

    assert not [each for each in outcomes if isinstance(each, Exception)]
    assert db.session.scalars(select(Attempt.number).order_by(Attempt.number)).all() == [1, 2]
    marks = db.session.execute(select(Mark.attempt_id, Mark.item_sha256)).all()
    assert len(marks) == len(set(marks)) == 10


def test_answers_given_at_once_are_all_there(app: Flask, group: Group) -> None:
    attempt_id, actor = group.start(), group.cast.actor("trainee")
    answers = [(slug, ALL_RIGHT[slug]) for slug in ("color", "frutas", "verdad", "plazo")]

    outcomes = at_once(
        app,
        *[
            lambda slug=slug, response=response: save_answer(actor, attempt_id, group.sha(slug), response)
            for slug, response in answers
        ],
    )

    assert outcomes == [None] * THREADS
    assert responses_of(get_attempt(attempt_id)) == {group.sha(slug): response for slug, response in answers}
    seqs = db.session.scalars(select(AttemptStep.seq).where(AttemptStep.attempt_id == attempt_id)).all()
    assert sorted(seqs) == [0, 1, 2, 3, 4]


def test_two_observers_at_once_do_not_exceed_the_limit(app: Flask, group: Group) -> None:
    rubric = {group.sha("escuchar"): FULL_RUBRIC}
    actors = [group.cast.actor(part) for part in ("trainer", "officer") * 2]

    outcomes = at_once(
        app,
        *[
            lambda actor=actor: observe_practical(actor, group.enrolments["trainee"], PRACTICE, rubric)
            for actor in actors
        ],
    )

    assert sum(isinstance(each, UUID) for each in outcomes) == 2
    assert sum(isinstance(each, Conflict) for each in outcomes) == 2
