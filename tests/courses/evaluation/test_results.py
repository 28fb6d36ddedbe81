"""Results of a whole cohort: right, and in a constant number of queries."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID

from sqlalchemy import event

from courses.cohorts.models import Enrolment
from courses.curriculum.domain import Purpose
from courses.evaluation.desk import get_cohort_sheet
from courses.evaluation.models import Attempt, AttemptStep, Mark, StepKind
from courses.evaluation.operations.paper import transcribe_paper
from courses.evaluation.queries.queue import marking_queue
from courses.evaluation.queries.results import EvaluationResult, results
from courses.evaluation.standing import AttemptOutcome, State, highest_mark, last_submitted, state_of
from courses.evaluation.wording import table_titles
from lms import clock
from lms.accounts.models.people import Person, PersonName
from lms.database import transaction
from lms.extensions import db
from lms.ids import new_id
from tests.courses.evaluation.conftest import ALL_RIGHT, CHECK, CONTROL, PRACTICE, Group

NOW = clock.at_lima(clock.today(), 10)


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that reach the database inside the block."""
    seen: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", listen)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", listen)


def fill(group: Group, number: int) -> list[UUID]:
    """That many people who all handed in the control, written straight into the tables."""
    items, enrolments = [group.sha(slug) for slug in ALL_RIGHT], []
    version = db.session.get_one(Enrolment, group.enrolments["trainee"]).version_sha256
    with transaction():
        for n in range(number):
            person_id, enrolment_id, attempt_id = new_id(), new_id(), new_id()
            enrolments.append(enrolment_id)
            db.session.add(Person(id=person_id))
            db.session.flush()
            db.session.add_all(
                [
                    PersonName(
                        person_id=person_id,
                        given_names="Ana",
                        surnames=f"N{n}",
                        sort_key=f"n{n}",
                        search_key=f"ana n{n}",
                    ),
                    Enrolment(id=enrolment_id, cohort_id=group.id, person_id=person_id, version_sha256=version),
                ]
            )
            db.session.flush()
            db.session.add(Attempt(id=attempt_id, enrolment_id=enrolment_id, evaluation=CONTROL, number=1))
            db.session.flush()
            start = {"seed": None, "form": None, "items": items}
            db.session.add(AttemptStep(attempt_id=attempt_id, seq=0, kind=StepKind.START, data=start))
            db.session.add(AttemptStep(attempt_id=attempt_id, seq=1, kind=StepKind.SUBMIT, data={}))
            db.session.add_all(
                Mark(attempt_id=attempt_id, item_sha256=item, grader_id=None, points=100, max_points=100)
                for item in items
            )
    return enrolments


def test_a_cohort_of_200_takes_as_many_queries_as_one_of_2(group: Group) -> None:
    everybody = fill(group, 200)
    with counted() as few:
        results(everybody[:2])
    db.session.rollback()
    with counted() as many:
        found = results(everybody)

    assert len(many) == len(few)
    assert len(many) < 10
    assert {each[CONTROL].mark for each in found.values()} == {2000}


def test_the_queue_takes_as_many_queries_for_many_as_for_one(group: Group) -> None:
    group.take(**ALL_RIGHT)
    with counted() as few:
        assert len(marking_queue(group.cast.actor("trainer"))) == 1
    group.take(part="other_trainee", **ALL_RIGHT)
    with counted() as many:
        assert len(marking_queue(group.cast.actor("trainer"))) == 2

    assert len(many) == len(few)


def test_every_evaluation_of_the_course_is_there_taken_or_not(group: Group) -> None:
    enrolment_id = group.enrolments["trainee"]

    found = results([enrolment_id])[enrolment_id]

    assert found == {
        CHECK: EvaluationResult(CHECK, Purpose.SELF_CHECK),
        CONTROL: EvaluationResult(CONTROL, Purpose.QUIZ),
        PRACTICE: EvaluationResult(PRACTICE, Purpose.PRACTICAL),
    }


def test_nobody_has_no_results(group: Group) -> None:
    assert results([]) == {}
    assert results([UUID(int=5)]) == {}


def test_each_enrolment_has_its_own(group: Group, replica: Group) -> None:
    transcribe_paper(group.cast.actor("trainer"), group.enrolments["trainee"], CONTROL, group.responses(explica=None))

    found = results([*group.enrolments.values(), *replica.enrolments.values()])

    assert found[group.enrolments["trainee"]][CONTROL].mark == 1429
    assert found[group.enrolments["other_trainee"]][CONTROL].state == State.NOT_STARTED
    assert set(found[replica.enrolments["trainee"]]) == {"b01-sesion/pre-prueba", "b01-sesion/post-prueba"}


# The fold over attempts


def make_outcome(number: int, **changes: object) -> AttemptOutcome:
    return AttemptOutcome(**{"id": UUID(int=number), "number": number, "submitted_at": NOW, **changes})  # type: ignore[arg-type]


def test_the_best_mark_counts_and_the_last_attempt_handed_in() -> None:
    attempts = [make_outcome(1, mark=1500, critical_failures=("a",)), make_outcome(2, mark=1200)]

    assert highest_mark(attempts) == 1500
    assert last_submitted(attempts) == attempts[1]
    assert state_of(attempts) == State.MARKED


def test_states_follow_the_last_attempt_handed_in() -> None:
    opened, waiting = make_outcome(2, submitted_at=None), make_outcome(2)

    assert state_of([]) == State.NOT_STARTED
    assert state_of([make_outcome(1, submitted_at=None)]) == State.IN_PROGRESS
    assert state_of([make_outcome(1, mark=1500), opened]) == State.MARKED
    assert state_of([make_outcome(1, mark=1500), waiting]) == State.NEEDS_MARKING
    assert highest_mark([make_outcome(1, mark=1500), waiting]) == 1500
    assert last_submitted([opened]) is None


def test_wide_results_are_cut_into_tables_that_print(group: Group) -> None:
    sheet = get_cohort_sheet(group.cast.actor("coordinator"), group.code)
    many = tuple((f"m01-base/control-{n}", dict(sheet.evaluations)[CONTROL]) for n in range(15))
    component = replace(sheet.course.components[0], evaluations=tuple(ref for ref, _ in many))

    wide = replace(sheet, evaluations=many, course=replace(sheet.course, components=(component,)))

    assert [len(evaluations) for _, evaluations in wide.tables] == [7, 7, 1]
    assert table_titles(wide) == [f"Controles (60 %): {n} de 3" for n in (1, 2, 3)]
