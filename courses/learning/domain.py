"""Where a trainee stands in each part of her course, and what comes next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from courses.curriculum.domain import Course, Part, PartKind, Purpose
from courses.evaluation.limits import GRADED
from courses.evaluation.standing import State


class Status(StrEnum):
    """How far a part is."""

    DONE = "done"
    TO_DO = "to_do"
    UNDER_WAY = "under_way"
    WAITING = "waiting"
    AGAIN = "again"
    SHORT = "short"
    READING = "reading"
    OBSERVED = "observed"
    PLANNED = "planned"
    NO_DATE = "no_date"
    MISSED = "missed"


@dataclass(frozen=True)
class EvaluationStanding:
    """An evaluation as its results tell; mark in vigesimal hundredths, `left` attempts (None = any number)."""

    state: State = State.NOT_STARTED
    mark: int | None = None
    has_critical_failure: bool = False
    left: int | None = None


@dataclass(frozen=True)
class Standing:
    """All that the pages need to know of one enrolment.

    `days`: of the sessions in force, by part; `over`: the parts of today's sessions whose attendance is taken already.
    """

    today: date
    attended: Mapping[str, int] = field(default_factory=dict)
    self_study: Mapping[str, int] = field(default_factory=dict)
    evaluations: Mapping[str, EvaluationStanding] = field(default_factory=dict)
    days: Mapping[str, tuple[date, ...]] = field(default_factory=dict)
    over: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Step:
    """One part: how far it is, the minutes earned, the mark if there is one."""

    ref: str
    part: Part
    status: Status
    minutes: int = 0
    mark: int | None = None

    @property
    def module(self) -> str:
        return self.ref.partition("/")[0]


def list_steps(course: Course, standing: Standing) -> list[Step]:
    """Every part in the trainee's order."""
    return [_step(course, standing, ref, part) for ref, part in course.parts()]


def find_next(steps: Sequence[Step]) -> Step | None:
    """What she can do now: the first open part, else the next session, else a second try; None = nothing but to wait.

    Marked evaluations come after their module's sessions, as they are taught.
    """
    sessions = [step for step in steps if step.status in (Status.PLANNED, Status.NO_DATE)]
    again = [step for step in steps if step.status == Status.AGAIN and step.part.purpose != Purpose.PRACTICAL]
    return next(iter([*_open_parts(steps), *sessions, *again]), None)


def neighbours(course: Course, ref: str) -> tuple[str | None, str | None]:
    """The parts before and after, by reference."""
    refs = [each for each, _ in course.parts()]
    place = refs.index(ref)
    return (refs[place - 1] if place else None), (refs[place + 1] if place + 1 < len(refs) else None)


def check_of(course: Course, ref: str) -> Part | None:
    """The self-check that earns a lesson's minutes."""
    lesson, module = course.part(ref), course.module_of(ref)
    return next((part for part in module.parts if lesson.minutes and part.slug == lesson.check), None)


def _open_parts(steps: Sequence[Step]) -> Iterator[Step]:
    untaught: set[str] = set()
    for step in steps:
        if step.part.kind == PartKind.SESSION and step.status in (Status.PLANNED, Status.NO_DATE):
            untaught.add(step.module)
        is_open = step.status in (Status.TO_DO, Status.UNDER_WAY)
        waits = step.part.purpose in (*GRADED, Purpose.POST_TEST) and step.module in untaught
        if is_open and (step.status == Status.UNDER_WAY or not waits):
            yield step


def _step(course: Course, standing: Standing, ref: str, part: Part) -> Step:
    if part.kind == PartKind.LESSON:
        return _lesson(standing, ref, part)
    if part.kind == PartKind.SESSION:
        return _session(standing, ref, part)
    found = standing.evaluations.get(ref, EvaluationStanding())
    return Step(ref, part, _evaluation(course, part, found), 0, found.mark if part.purpose in GRADED else None)


def _lesson(standing: Standing, ref: str, part: Part) -> Step:
    if not part.minutes:
        return Step(ref, part, Status.READING)
    earned = standing.self_study.get(ref, 0)
    return Step(ref, part, Status.DONE if earned else Status.TO_DO, earned)


def _session(standing: Standing, ref: str, part: Part) -> Step:
    """Attended counts once there are minutes; otherwise a session to come, one that went by, or none planned."""
    minutes, days = standing.attended.get(ref, 0), standing.days.get(ref, ())
    is_to_come = any(day > standing.today or (day == standing.today and ref not in standing.over) for day in days)
    if is_to_come and minutes < part.minutes:
        return Step(ref, part, Status.PLANNED, minutes)
    if minutes:
        return Step(ref, part, Status.DONE, minutes)
    return Step(ref, part, Status.MISSED if days else Status.NO_DATE)


def _evaluation(course: Course, part: Part, found: EvaluationStanding) -> Status:
    if found.state == State.NEEDS_MARKING:
        return Status.WAITING
    if found.state == State.MARKED:
        if part.purpose not in GRADED or _passes(course, found):
            return Status.DONE
        return Status.SHORT if found.left == 0 else Status.AGAIN
    if part.purpose == Purpose.PRACTICAL:
        return Status.OBSERVED
    return Status.UNDER_WAY if found.state == State.IN_PROGRESS else Status.TO_DO


def _passes(course: Course, found: EvaluationStanding) -> bool:
    rules = course.rules
    if rules.critical_items and found.has_critical_failure:
        return False
    return rules.pass_mark is None or found.mark is None or found.mark >= rules.pass_mark
