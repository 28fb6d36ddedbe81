"""Where somebody stands in one evaluation after several attempts.

The highest mark counts; for critical items the last attempt handed in counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class State(StrEnum):
    """How far an evaluation is."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    NEEDS_MARKING = "needs_marking"
    MARKED = "marked"


@dataclass(frozen=True)
class AttemptOutcome:
    """One attempt as it counts: mark in vigesimal hundredths (None while an item waits), critical items failed."""

    id: UUID
    number: int
    submitted_at: datetime | None = None
    mark: int | None = None
    critical_failures: tuple[str, ...] = ()


def highest_mark(attempts: Sequence[AttemptOutcome]) -> int | None:
    """The best mark of all attempts that have one."""
    return max((each.mark for each in attempts if each.mark is not None), default=None)


def last_submitted(attempts: Sequence[AttemptOutcome]) -> AttemptOutcome | None:
    """The last attempt handed in."""
    return max((each for each in attempts if each.submitted_at is not None), key=_number, default=None)


def state_of(attempts: Sequence[AttemptOutcome]) -> State:
    """Marked once an attempt is, unless the last one handed in still waits for its grader."""
    last = last_submitted(attempts)
    if last is None:
        return State.IN_PROGRESS if attempts else State.NOT_STARTED
    return State.NEEDS_MARKING if last.mark is None else State.MARKED


def _number(attempt: AttemptOutcome) -> int:
    return attempt.number
