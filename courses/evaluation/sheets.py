"""A trainee's own evaluation as her pages show it; keys are read only for an attempt handed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from flask_babel import gettext as _

from courses.curriculum.domain import Criterion, Item, Level, Option
from courses.curriculum.queries import get_items, get_keys
from courses.evaluation.access import Place, own_place
from courses.evaluation.attempts import AttemptState, order_options
from courses.evaluation.grading import GivenMark, counting_marks, item_share
from courses.evaluation.limits import GRADED, attempts_left, explains_items
from courses.evaluation.records import AttemptRecord, attempts_at, payload_texts, responses_of
from courses.evaluation.scoring import Response, rubric
from courses.evaluation.standing import AttemptOutcome
from lms.accounts.permissions import Actor
from lms.errors import Conflict, NotFound


class NotStarted(Conflict):
    """There is no open attempt to answer."""

    def __init__(self) -> None:
        super().__init__("Esta evaluación no está abierta: empieza por su primera página.")


@dataclass(frozen=True)
class StartSheet:
    """What awaits her: how many questions, how many attempts left, what she did so far."""

    place: Place
    questions: int
    has_critical: bool
    has_open: bool
    attempts_left: int | None
    open_state: AttemptState | None
    taken: tuple[AttemptOutcome, ...]
    awaits_marks: bool


@dataclass(frozen=True)
class Question:
    """One question of the open attempt; `options` in the order shown, `response` the last one saved."""

    place: Place
    attempt_id: UUID
    item: Item
    number: int
    total: int
    options: tuple[Option, ...]
    response: Response | None
    answered_at: datetime | None


@dataclass(frozen=True)
class ReviewRow:
    """A question and the answer saved, in words; None = blank."""

    number: int
    item: Item
    answer: str | None


@dataclass(frozen=True)
class Review:
    """All answers before handing in."""

    place: Place
    attempt_id: UUID
    rows: tuple[ReviewRow, ...]

    @property
    def missing(self) -> tuple[int, ...]:
        """Numbers of the blank questions."""
        return tuple(row.number for row in self.rows if row.answer is None)


class Verdict(StrEnum):
    """How one response came out."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    BLANK = "blank"
    WAITING = "waiting"


@dataclass(frozen=True)
class CriterionRow:
    """One line of a filled rubric: the level reached, nearest below when graders differ."""

    criterion: Criterion
    level: Level

    @property
    def pair(self) -> tuple[str, str]:
        """Title and level in words."""
        return self.criterion.title or _("Calificación"), self.level.text


@dataclass(frozen=True)
class ReportRow:
    """One item of an attempt handed in; `feedback` only where the purpose explains."""

    number: int
    item: Item
    verdict: Verdict
    answer: str | None
    criteria: tuple[CriterionRow, ...]
    comments: tuple[str, ...]
    feedback: str | None
    is_critical_failure: bool


@dataclass(frozen=True)
class Report:
    """An attempt handed in."""

    place: Place
    outcome: AttemptOutcome
    rows: tuple[ReportRow, ...]
    attempts_left: int | None
    is_decided: bool

    @property
    def right(self) -> int:
        return sum(row.verdict == Verdict.RIGHT for row in self.rows)

    @property
    def blanks(self) -> int:
        return sum(row.verdict == Verdict.BLANK for row in self.rows)

    @property
    def is_waiting(self) -> bool:
        return self.outcome.mark is None

    @property
    def fails_critical(self) -> bool:
        """Whether a critical answer of a graded evaluation is not right, in a course that minds it."""
        minds = self.place.purpose in GRADED and self.place.course.rules.critical_items
        return minds and bool(self.outcome.critical_failures)

    @property
    def falls_short(self) -> bool:
        """Whether a graded attempt is no reason to rejoice: below the course's pass mark, or a critical failure."""
        pass_mark = self.place.course.rules.pass_mark or 0
        is_low = self.place.purpose in GRADED and self.outcome.mark is not None and self.outcome.mark < pass_mark
        return is_low or self.fails_critical

    @property
    def to_revise(self) -> tuple[ReportRow, ...]:
        """Items worth going back to."""
        return tuple(row for row in self.rows if row.verdict in (Verdict.WRONG, Verdict.PARTLY, Verdict.BLANK))


def get_start(actor: Actor, enrolment_id: UUID, ref: str) -> StartSheet:
    """The first page of one's own evaluation; NotFound if it is another's."""
    place = own_place(actor, enrolment_id, ref)
    attempts = attempts_at(enrolment_id, ref)
    bank = get_items({*place.part.all_items, *(item for each in attempts for item in each.state.items)})
    submitted = [each for each in attempts if each.state.is_submitted]
    opened = next((each.state for each in attempts if not each.state.is_submitted), None)
    shown = [bank[sha256] for sha256 in (opened.items if opened else place.part.all_items)]
    return StartSheet(
        place=place,
        questions=len(opened.items) if opened else _count_questions(place),
        has_critical=place.course.rules.critical_items and any(item.critical for item in shown),
        has_open=any(item.is_marked_by_hand for item in shown),
        attempts_left=attempts_left(place.purpose, place.course.rules.resits, len(submitted)),
        open_state=opened,
        taken=tuple(each.outcome(bank) for each in submitted),
        awaits_marks=bool(submitted) and not submitted[-1].is_fully_marked,
    )


def get_question(actor: Actor, enrolment_id: UUID, ref: str, number: int) -> Question:
    """One question of one's own open attempt; raises NotStarted, NotFound."""
    place, attempt = _open_attempt(actor, enrolment_id, ref)
    if not 1 <= number <= len(attempt.state.items):
        raise NotFound("Esa pregunta no existe.")
    sha256 = attempt.state.items[number - 1]
    item = get_items([sha256])[sha256]
    step = attempt.state.answers.get(sha256)
    return Question(
        place=place,
        attempt_id=attempt.id,
        item=item,
        number=number,
        total=len(attempt.state.items),
        options=order_options(item, attempt.state.seed, shuffle=place.part.shuffle),
        response=responses_of(attempt).get(sha256),
        answered_at=step.at if step else None,
    )


def get_review(actor: Actor, enrolment_id: UUID, ref: str) -> Review:
    """Every answer of one's own open attempt; raises NotStarted."""
    place, attempt = _open_attempt(actor, enrolment_id, ref)
    items, responses = get_items(attempt.state.items), responses_of(attempt)
    rows = tuple(
        ReviewRow(number, items[sha256], answer_in_words(items[sha256], responses.get(sha256)))
        for number, sha256 in enumerate(attempt.state.items, start=1)
    )
    return Review(place, attempt.id, rows)


def first_blank(actor: Actor, enrolment_id: UUID, ref: str) -> int | None:
    """Number of the first blank question of the open attempt, None if all are answered."""
    state = _open_attempt(actor, enrolment_id, ref)[1].state
    return state.items.index(state.missing[0]) + 1 if state.missing else None


def get_report(actor: Actor, enrolment_id: UUID, ref: str, number: int) -> Report:
    """One's own attempt of that number, handed in; NotFound otherwise."""
    place = own_place(actor, enrolment_id, ref)
    attempts = attempts_at(enrolment_id, ref)
    attempt = next((each for each in attempts if each.number == number and each.state.is_submitted), None)
    if attempt is None:
        raise NotFound("No existe ese intento.")
    return report_on(place, attempt, sum(each.state.is_submitted for each in attempts))


def report_on(place: Place, attempt: AttemptRecord, used: int) -> Report:
    """What an attempt handed in came to, after `used` attempts in all."""
    items = get_items(attempt.state.items)
    keys = get_keys(attempt.state.items) if explains_items(place.purpose) else {}
    responses, marks = responses_of(attempt), counting_marks(attempt.marks)
    comments = payload_texts(mark.comment_id for mark in marks)
    rows = []
    for number, sha256 in enumerate(attempt.state.items, start=1):
        item, given = items[sha256], [mark for mark in marks if mark.item == sha256]
        verdict = _verdict(given, is_blank=sha256 not in responses and not any(mark.grader for mark in given))
        said = dict.fromkeys(comments[each.comment_id] for each in given if each.comment_id)
        rows.append(
            ReportRow(
                number=number,
                item=item,
                verdict=verdict,
                answer=answer_in_words(item, responses.get(sha256)),
                criteria=_criteria(item, given),
                comments=tuple(text for text in said if text),
                feedback=_feedback(keys.get(sha256), verdict),
                is_critical_failure=any(mark.is_critical_failure for mark in given),
            )
        )
    left = attempts_left(place.purpose, place.course.rules.resits, used)
    return Report(place, attempt.outcome(items), tuple(rows), left, attempt.decision is not None)


def answer_in_words(item: Item, response: Response | None) -> str | None:
    """A response as a reader would say it."""
    if response is None:
        return None
    if isinstance(response, bool):
        return str(_("Verdadero") if response else _("Falso"))
    texts = {option.id: option.text for option in item.options}
    chosen = response if isinstance(response, tuple) else (response,)
    return "; ".join(texts.get(each, each) for each in chosen)


def _open_attempt(actor: Actor, enrolment_id: UUID, ref: str) -> tuple[Place, AttemptRecord]:
    place = own_place(actor, enrolment_id, ref)
    for attempt in attempts_at(enrolment_id, ref):
        if not attempt.state.is_submitted:
            return place, attempt
    raise NotStarted


def _count_questions(place: Place) -> int:
    part = place.part
    items = next(iter(part.forms.values())) if part.forms else part.items
    return len(items) if part.draw is None else min(part.draw, len(items))


def _verdict(given: list[GivenMark], *, is_blank: bool) -> Verdict:
    if is_blank:
        return Verdict.BLANK
    if not given:
        return Verdict.WAITING
    share = item_share(given)
    if share == 1:
        return Verdict.RIGHT
    return Verdict.PARTLY if share else Verdict.WRONG


def _criteria(item: Item, given: list[GivenMark]) -> tuple[CriterionRow, ...]:
    rows = []
    for criterion in rubric(item):
        points = [mark.points for mark in given if mark.criterion == criterion.slug and mark.grader]
        if points:
            reached = [each for each in criterion.levels if 100 * each.points * len(points) <= sum(points)]
            rows.append(CriterionRow(criterion, max(reached, key=lambda level: level.points)))
    return tuple(rows)


def _feedback(key: Mapping[str, object] | None, verdict: Verdict) -> str | None:
    if key is None or verdict == Verdict.WAITING:
        return None
    return str(key["feedback_right"] if verdict == Verdict.RIGHT else key["feedback_wrong"]) or None
