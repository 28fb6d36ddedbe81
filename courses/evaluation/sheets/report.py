"""After handing in: what each response came to, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from flask_babel import gettext as _

from courses.curriculum.domain import Criterion, Item, Level
from courses.curriculum.queries import get_items, get_keys
from courses.evaluation.access import Place, own_place
from courses.evaluation.grading import GivenMark, counting_marks, item_share
from courses.evaluation.limits import GRADED, attempts_left, explains_items
from courses.evaluation.records import AttemptRecord, attempts_at, payload_texts, responses_of
from courses.evaluation.scoring import Response, rubric
from courses.evaluation.standing import AttemptOutcome
from lms.accounts.permissions import Actor
from lms.errors import NotFound


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
