"""Before handing in: the first page, one question, the review."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from courses.curriculum.domain import Item, Option
from courses.curriculum.queries import get_items
from courses.evaluation.access import Place, own_place
from courses.evaluation.attempts import AttemptState, order_options
from courses.evaluation.limits import attempts_left
from courses.evaluation.records import AttemptRecord, attempts_at, responses_of
from courses.evaluation.scoring import Response
from courses.evaluation.sheets.report import answer_in_words
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
