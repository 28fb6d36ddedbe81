"""From rows to values: attempts with their state, marks and newest decision, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select

from courses.curriculum.domain import Item
from courses.evaluation.attempts import AttemptState, Step, fold_steps
from courses.evaluation.grading import GivenMark, critical_failures, evaluation_mark, unmarked_items
from courses.evaluation.models import Attempt, AttemptStep, Decision, DecisionKind, Mark, StepKind
from courses.evaluation.scoring import Response
from courses.evaluation.standing import AttemptOutcome
from lms.audit.models import Payload
from lms.database import in_chunks
from lms.errors import NotFound
from lms.extensions import db


@dataclass(frozen=True)
class DecidedMark:
    """The newest human value beside the computed one, and who set it."""

    kind: DecisionKind
    mark: int
    decided_by: UUID | None
    payload_id: UUID


@dataclass(frozen=True)
class AttemptRecord:
    """One attempt with everything recorded about it; answers only where they were asked for."""

    id: UUID
    enrolment_id: UUID
    evaluation: str
    number: int
    state: AttemptState
    marks: tuple[GivenMark, ...] = ()
    decision: DecidedMark | None = None

    @property
    def is_fully_marked(self) -> bool:
        return not unmarked_items(self.state.items, self.marks)

    @property
    def graders(self) -> frozenset[UUID]:
        """Who marked or decided."""
        deciders = {self.decision.decided_by} if self.decision else set()
        return frozenset(each for each in {mark.grader for mark in self.marks} | deciders if each is not None)

    def computed_mark(self, items: Mapping[str, Item]) -> int | None:
        """The mark that the marks give, in vigesimal hundredths."""
        if not self.state.is_submitted:
            return None
        return evaluation_mark({item: items[item].points for item in self.state.items}, self.marks)

    def outcome(self, items: Mapping[str, Item]) -> AttemptOutcome:
        """The attempt as it counts; a decided mark stands in for the computed one."""
        mark = self.decision.mark if self.decision else self.computed_mark(items)
        failed = critical_failures(self.marks)
        failures = tuple(item for item in self.state.items if item in failed)
        return AttemptOutcome(self.id, self.number, self.state.submitted_at, mark, failures)


def attempts_of(enrolment_ids: Iterable[UUID]) -> dict[UUID, list[AttemptRecord]]:
    """Every attempt of these enrolments by number, without the answers."""
    found = defaultdict(list)
    for ids in in_chunks(set(enrolment_ids)):
        for record in _load(Attempt.enrolment_id.in_(ids), (StepKind.START, StepKind.SUBMIT)):
            found[record.enrolment_id].append(record)
    return found


def attempts_by_id(attempt_ids: Iterable[UUID]) -> dict[UUID, AttemptRecord]:
    """These attempts, without the answers."""
    found = {}
    for ids in in_chunks(set(attempt_ids)):
        for record in _load(Attempt.id.in_(ids), (StepKind.START, StepKind.SUBMIT)):
            found[record.id] = record
    return found


def attempts_at(enrolment_id: UUID, evaluation: str) -> list[AttemptRecord]:
    """One person's attempts at one evaluation by number, with the answers."""
    return _load((Attempt.enrolment_id == enrolment_id) & (Attempt.evaluation == evaluation), tuple(StepKind))


def get_attempt(attempt_id: UUID) -> AttemptRecord:
    """One attempt with its answers; raises NotFound."""
    found = _load(Attempt.id == attempt_id, tuple(StepKind))
    if not found:
        raise NotFound("No existe ese intento.")
    return found[0]


def responses_of(record: AttemptRecord) -> dict[str, Response | None]:
    """The last response to each answered item; None where the text was purged."""
    texts = payload_texts(step.payload_id for step in record.state.answers.values())
    return {item: _response(step, texts) for item, step in record.state.answers.items()}


def find_answer(key: str | None) -> tuple[UUID, str | None, Response | None] | None:
    """Attempt, item and response of the answer that came with this key."""
    row = _find_step(key)
    if row is None:
        return None
    step = Step(row.seq, row.kind, row.occurred_at, row.item_sha256, row.data, row.payload_id)
    return row.attempt_id, row.item_sha256, _response(step, payload_texts([row.payload_id]))


def find_submission(key: str | None) -> UUID | None:
    """The attempt that was handed in with this key."""
    row = _find_step(key)
    return row.attempt_id if row else None


def payload_texts(payload_ids: Iterable[UUID | None]) -> dict[UUID, str | None]:
    """Free texts by id; None where purged."""
    ids = [each for each in payload_ids if each is not None]
    if not ids:
        return {}
    rows = db.session.execute(select(Payload.id, Payload.text).where(Payload.id.in_(ids)))
    return {row[0]: row[1] for row in rows}


def _response(step: Step, texts: Mapping[UUID, str | None]) -> Response | None:
    if step.payload_id is not None:
        return texts.get(step.payload_id)
    stored = step.data.get("response")
    return tuple(stored) if isinstance(stored, list) else stored


def _find_step(key: str | None) -> AttemptStep | None:
    return db.session.scalar(select(AttemptStep).where(AttemptStep.idempotency_key == key)) if key else None


def _load(condition: ColumnElement[bool], kinds: tuple[StepKind, ...]) -> list[AttemptRecord]:
    attempts = db.session.execute(
        select(Attempt.id, Attempt.enrolment_id, Attempt.evaluation, Attempt.number)
        .where(condition)
        .order_by(Attempt.enrolment_id, Attempt.evaluation, Attempt.number)
    ).all()
    if not attempts:
        return []
    steps, marks, decisions = _steps(condition, kinds), _marks(condition), _decisions(condition)
    return [
        AttemptRecord(*row, fold_steps(steps[row.id]), tuple(marks[row.id]), decisions.get(row.id)) for row in attempts
    ]


def _steps(condition: ColumnElement[bool], kinds: tuple[StepKind, ...]) -> dict[UUID, list[Step]]:
    found: dict[UUID, list[Step]] = defaultdict(list)
    rows = db.session.execute(
        select(
            AttemptStep.attempt_id,
            AttemptStep.seq,
            AttemptStep.kind,
            AttemptStep.occurred_at,
            AttemptStep.item_sha256,
            AttemptStep.data,
            AttemptStep.payload_id,
        )
        .join(Attempt, Attempt.id == AttemptStep.attempt_id)
        .where(condition, AttemptStep.kind.in_(kinds))
    )
    for row in rows:
        found[row[0]].append(Step(*row[1:]))
    return found


def _marks(condition: ColumnElement[bool]) -> dict[UUID, list[GivenMark]]:
    found: dict[UUID, list[GivenMark]] = defaultdict(list)
    rows = db.session.execute(
        select(
            Mark.attempt_id,
            Mark.item_sha256,
            Mark.criterion,
            Mark.grader_id,
            Mark.round,
            Mark.points,
            Mark.max_points,
            Mark.is_critical_failure,
            Mark.payload_id,
        )
        .join(Attempt, Attempt.id == Mark.attempt_id)
        .where(condition)
        .order_by(Mark.id)
    )
    for row in rows:
        found[row[0]].append(GivenMark(*row[1:]))
    return found


def _decisions(condition: ColumnElement[bool]) -> dict[UUID, DecidedMark]:
    rows = db.session.execute(
        select(Decision.attempt_id, Decision.kind, Decision.decided, Decision.recorded_by, Decision.payload_id)
        .join(Attempt, Attempt.id == Decision.attempt_id)
        .where(condition)
        .order_by(Decision.recorded_at, Decision.id)
    )
    return {row[0]: DecidedMark(*row[1:]) for row in rows}
