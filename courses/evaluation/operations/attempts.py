"""What every verb on an attempt needs: to begin one, to know one that was sent before, to check answers."""

from collections.abc import Mapping, Sequence

from courses.curriculum.domain import Item, Purpose
from courses.curriculum.queries import get_items
from courses.evaluation.access import Place
from courses.evaluation.attempts import AttemptState, choose_form, lay_out
from courses.evaluation.limits import check_may_start
from courses.evaluation.models import Attempt, StepKind
from courses.evaluation.recording import Origin, append_step
from courses.evaluation.records import AttemptRecord, attempts_at, find_submission, get_attempt
from courses.evaluation.scoring import InvalidResponse, Response, check_response
from lms.errors import Conflict
from lms.extensions import db


class RepeatedKey(Conflict):
    """An idempotency key came back with something else."""

    def __init__(self) -> None:
        super().__init__("Este envío ya se guardó con otras respuestas: las nuevas no se guardaron.")


class Unfinished(Conflict):
    """The attempt is still open, or waits for a mark."""


def check_is_answered(place: Place) -> None:
    """Raise Conflict for a practice: it is observed."""
    if place.purpose == Purpose.PRACTICAL:
        raise Conflict("Esta evaluación es una práctica: la observa y registra quien enseña.")


def next_form(place: Place, attempts: Sequence[AttemptRecord]) -> str | None:
    """The form that follows the one she took in this evaluation or, for an exit test, in the entry test."""
    taken = list(attempts)
    if not taken and place.purpose == Purpose.POST_TEST:
        entry_tests = [ref for ref, part in place.course.parts() if part.purpose == Purpose.PRE_TEST]
        taken = [each for ref in entry_tests for each in attempts_at(place.enrolment.id, ref)]
    used = taken[-1].state.form if taken else None
    return choose_form(place.part.forms, place.purpose, place.enrolment.id, used)


def begin(
    place: Place, attempts: Sequence[AttemptRecord], origin: Origin, form: str | None, seed: str | None
) -> AttemptRecord:
    """Write the attempt and its step 0, if the limits allow one more."""
    place.check_enrolled()
    waits = bool(attempts) and not attempts[-1].is_fully_marked
    check_may_start(place.purpose, place.course.rules.resits, len(attempts), awaits_marks=waits)
    attempt = Attempt(enrolment_id=place.enrolment.id, evaluation=place.ref, number=len(attempts) + 1)
    db.session.add(attempt)
    db.session.flush()
    items = lay_out(place.part, form, seed)
    append_step(attempt.id, 0, StepKind.START, origin, data={"seed": seed, "form": form, "items": list(items)})
    state = AttemptState(items, form, seed, next_seq=1)
    return AttemptRecord(attempt.id, place.enrolment.id, place.ref, attempt.number, state)


def find_sent(place: Place, key: str | None) -> AttemptRecord | None:
    """The attempt that was handed in with this key; RepeatedKey if it is of another person or evaluation."""
    attempt_id = find_submission(key)
    attempt = get_attempt(attempt_id) if attempt_id else None
    if attempt is not None and (attempt.enrolment_id, attempt.evaluation) != (place.enrolment.id, place.ref):
        raise RepeatedKey
    return attempt


def check_answers(attempt: AttemptRecord, responses: Mapping[str, object]) -> list[tuple[Item, Response]]:
    """Each item of the attempt with its checked response; raises InvalidResponse."""
    if not responses.keys() <= set(attempt.state.items):
        raise InvalidResponse("Esa pregunta no está en este intento.")
    items = get_items(responses)
    return [(items[sha256], check_response(items[sha256], response)) for sha256, response in responses.items()]


def item_of(attempt: AttemptRecord, item_sha256: str) -> Item:
    """The item, if the attempt holds it; raises InvalidResponse."""
    if item_sha256 not in attempt.state.items:
        raise InvalidResponse("Esa pregunta no está en este intento.")
    return get_items([item_sha256])[item_sha256]
