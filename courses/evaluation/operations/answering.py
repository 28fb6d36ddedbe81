"""A trainee's own attempt: begin, answer, hand in."""

import secrets
from uuid import UUID

from courses.evaluation.access import own_place
from courses.evaluation.attempts import AlreadySubmitted
from courses.evaluation.operations.attempts import RepeatedKey, begin, check_answers, check_is_answered, next_form
from courses.evaluation.recording import Origin, append_answer, hand_in
from courses.evaluation.records import attempts_at, find_answer, get_attempt, responses_of
from lms.accounts.permissions import Actor
from lms.audit.operations import record
from lms.database import transaction


def start_attempt(actor: Actor, enrolment_id: UUID, evaluation: str) -> UUID:
    """Begin an attempt, or go on with the open one; raises NoAttemptsLeft, AwaitingMarks."""
    with transaction():
        place = own_place(actor, enrolment_id, evaluation)
        check_is_answered(place)
        attempts = attempts_at(enrolment_id, evaluation)
        if attempts and not attempts[-1].state.is_submitted:
            return attempts[-1].id
        attempt = begin(place, attempts, Origin(actor), next_form(place, attempts), secrets.token_hex(8))
        record(actor.person_id, "attempt.started", "attempt", attempt.id, evaluation=evaluation)
        return attempt.id


def save_answer(actor: Actor, attempt_id: UUID, item_sha256: str, response: object, key: str | None = None) -> None:
    """Append an answer to one's own open attempt; the same answer again leaves no step. The step is its own record.

    Response: an option id, several, a truth value or text. `key`: of a device that may send twice; RepeatedKey.
    """
    with transaction():
        attempt = get_attempt(attempt_id)
        own_place(actor, attempt.enrolment_id, attempt.evaluation).check_enrolled()
        if attempt.state.is_submitted:
            raise AlreadySubmitted
        ((item, checked),) = check_answers(attempt, {item_sha256: response})
        if responses_of(attempt).get(item_sha256) == checked:
            return
        sent = find_answer(key)
        if sent is None:
            append_answer(attempt_id, attempt.state.next_seq, item, checked, Origin(actor, key=key))
        elif sent != (attempt_id, item_sha256, checked):
            raise RepeatedKey


def submit_attempt(actor: Actor, attempt_id: UUID) -> None:
    """Hand in one's own attempt, blanks and all; the machine marks what it can. Harmless to repeat."""
    with transaction():
        attempt = get_attempt(attempt_id)
        place = own_place(actor, attempt.enrolment_id, attempt.evaluation)
        place.check_enrolled()
        if not attempt.state.is_submitted:
            hand_in(place, attempt, responses_of(attempt), attempt.state.next_seq, Origin(actor), "attempt.submitted")
