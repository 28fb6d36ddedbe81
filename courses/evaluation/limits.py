"""How many times an evaluation may be taken, and what is told afterwards."""

from courses.curriculum.domain import Purpose
from lms.errors import Conflict

GRADED = (Purpose.QUIZ, Purpose.EXAM, Purpose.PRACTICAL)
ONCE = (Purpose.PRE_TEST, Purpose.POST_TEST)


class NoAttemptsLeft(Conflict):
    """Every attempt that the rules allow has been used."""

    def __init__(self) -> None:
        super().__init__("No queda ningún intento de esta evaluación.")


class AwaitingMarks(Conflict):
    """The attempt before is still with its grader."""

    def __init__(self) -> None:
        super().__init__("El intento anterior todavía espera calificación. Después se podrá intentar otra vez.")


def attempt_limit(purpose: Purpose, resits: int) -> int | None:
    """Attempts allowed in all; None = as many as one likes."""
    if purpose in GRADED:
        return 1 + resits
    return 1 if purpose in ONCE else None


def attempts_left(purpose: Purpose, resits: int, used: int) -> int | None:
    """Attempts still allowed after `used`, never below 0; None = as many as one likes."""
    limit = attempt_limit(purpose, resits)
    return None if limit is None else max(0, limit - used)


def check_may_start(purpose: Purpose, resits: int, used: int, *, awaits_marks: bool) -> None:
    """Raise unless one more attempt may begin after `used` submitted ones."""
    if attempts_left(purpose, resits, used) == 0:
        raise NoAttemptsLeft
    if awaits_marks:
        raise AwaitingMarks


def explains_items(purpose: Purpose) -> bool:
    """After a self-check every item says why; no explanation leaves the bank of a graded evaluation."""
    return purpose == Purpose.SELF_CHECK


def shows_right_or_wrong(purpose: Purpose) -> bool:
    """The entry test tells only how many were right: its questions come back in the exit test."""
    return purpose != Purpose.PRE_TEST
