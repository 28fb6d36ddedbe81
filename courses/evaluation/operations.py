"""The verbs of evaluation: begin, answer, hand in, key in paper, observe, mark, decide.

Every one commits before it returns: what was acknowledged survives the death of the process.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from courses.curriculum.domain import Item, Purpose
from courses.curriculum.queries import get_items
from courses.evaluation.access import Place, own_place, staff_place
from courses.evaluation.attempts import AlreadySubmitted, AttemptState, choose_form, lay_out
from courses.evaluation.discretion import check_comment
from courses.evaluation.grading import FULL_MARK
from courses.evaluation.limits import check_may_start
from courses.evaluation.models import Attempt, Decision, DecisionKind, StepKind
from courses.evaluation.recording import Origin, append_answer, append_step, hand_in, write_rubrics
from courses.evaluation.records import (
    AttemptRecord,
    attempts_at,
    find_answer,
    find_submission,
    get_attempt,
    responses_of,
)
from courses.evaluation.scoring import InvalidResponse, Response, check_response
from lms.accounts.permissions import Actor, Permission
from lms.accounts.queries.identities import resolve_people
from lms.audit.operations import record, write_payload
from lms.database import transaction
from lms.errors import Conflict, Forbidden, Invalid
from lms.extensions import db
from lms.facts import Source


class RepeatedKey(Conflict):
    """An idempotency key came back with something else."""

    def __init__(self) -> None:
        super().__init__("Este envío ya se guardó con otras respuestas: las nuevas no se guardaron.")


class Unfinished(Conflict):
    """The attempt is still open, or waits for a mark."""


def start_attempt(actor: Actor, enrolment_id: UUID, evaluation: str) -> UUID:
    """Begin an attempt, or go on with the open one; raises NoAttemptsLeft, AwaitingMarks."""
    with transaction():
        place = own_place(actor, enrolment_id, evaluation)
        _check_is_answered(place)
        attempts = attempts_at(enrolment_id, evaluation)
        if attempts and not attempts[-1].state.is_submitted:
            return attempts[-1].id
        attempt = _begin(place, attempts, Origin(actor), _next_form(place, attempts), secrets.token_hex(8))
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
        ((item, checked),) = _check_answers(attempt, {item_sha256: response})
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


def transcribe_paper(
    actor: Actor,
    enrolment_id: UUID,
    evaluation: str,
    responses: Mapping[str, object],
    form: str | None = None,
    key: str | None = None,
) -> UUID:
    """Key in an evaluation taken on paper and hand it in; an open attempt is completed, a repeated `key` harmless."""
    origin = Origin(actor, Source.PAPER)
    with transaction():
        place = staff_place(actor, enrolment_id, evaluation, Permission.TRANSCRIBE_PAPER)
        _check_is_answered(place)
        sent = _find_sent(place, key)
        if sent is not None:
            return _same_paper(sent, responses)
        attempt = _open_for_paper(place, form, origin)
        answers, seq = _check_answers(attempt, responses), attempt.state.next_seq
        for item, response in answers:
            append_answer(attempt.id, seq, item, response, origin)
            seq += 1
        given = {**responses_of(attempt), **{item.sha256: response for item, response in answers}}
        hand_in(place, attempt, given, seq, replace(origin, key=key), "attempt.transcribed")
        return attempt.id


def observe_practical(
    actor: Actor,
    enrolment_id: UUID,
    evaluation: str,
    marks: Mapping[str, Mapping[str, int]],
    comment: str = "",
    key: str | None = None,
) -> UUID:
    """Record one observed performance with the rubric of every task filled: {item: {criterion: hundredths}}.

    The same `key` again corrects what it brought.
    """
    text = check_comment(comment)
    with transaction():
        place = staff_place(actor, enrolment_id, evaluation, Permission.MARK)
        if place.purpose != Purpose.PRACTICAL:
            raise Invalid("Esta evaluación no es una práctica observada.")
        attempt = _find_sent(place, key)
        if attempt is None:
            attempts = attempts_at(enrolment_id, evaluation)
            attempt = _begin(place, attempts, Origin(actor), _next_form(place, attempts), None)
            append_step(attempt.id, attempt.state.next_seq, StepKind.SUBMIT, Origin(actor, key=key))
        if write_rubrics(attempt, get_items(attempt.state.items).values(), marks, text, actor):
            record(actor.person_id, "practical.observed", "attempt", attempt.id, evaluation=evaluation)
        return attempt.id


def mark_response(
    actor: Actor, attempt_id: UUID, item_sha256: str, points: Mapping[str, int], comment: str = ""
) -> None:
    """Mark one response by its rubric {criterion: hundredths}; a change is a new round, the same again is nothing."""
    text = check_comment(comment)
    with transaction():
        attempt = get_attempt(attempt_id)
        place = staff_place(actor, attempt.enrolment_id, attempt.evaluation, Permission.MARK)
        if not attempt.state.is_submitted:
            raise Unfinished("Todavía no envía sus respuestas: no se puede calificar.")
        if place.purpose != Purpose.PRACTICAL and item_sha256 not in attempt.state.answers:
            raise Unfinished("La pregunta quedó en blanco: no hay respuesta que calificar.")
        item = _item_of(attempt, item_sha256)
        if write_rubrics(attempt, [item], {item_sha256: points}, text, actor):
            record(actor.person_id, "response.marked", "attempt", attempt_id, item=item_sha256)


def decide(actor: Actor, attempt_id: UUID, kind: DecisionKind, mark: int, reason: str) -> None:
    """Set a mark (vigesimal hundredths) beside the computed one, with its reason; an appeal goes to another grader.

    A critical failure is not lifted by a decision but by marking the response again.
    """
    text = check_comment(reason, "reason")
    if not text:
        raise Invalid("Escribir la razón de la decisión.", "reason")
    if not 0 <= mark <= FULL_MARK:
        raise Invalid("La nota va de 0 a 20.", "mark")
    with transaction():
        attempt = get_attempt(attempt_id)
        staff_place(actor, attempt.enrolment_id, attempt.evaluation, Permission.MARK)
        computed = attempt.computed_mark(get_items(attempt.state.items))
        if computed is None:
            raise Unfinished("Falta calificar una respuesta: la decisión viene después.")
        if kind == DecisionKind.APPEAL:
            _check_is_another_grader(actor, attempt)
        decision = Decision(
            attempt_id=attempt_id,
            kind=kind,
            computed=computed,
            decided=mark,
            payload_id=write_payload(text).id,
            recorded_by=actor.person_id,
        )
        db.session.add(decision)
        record(actor.person_id, "mark.decided", "attempt", attempt_id, kind=kind.value, computed=computed, decided=mark)


def _check_is_answered(place: Place) -> None:
    if place.purpose == Purpose.PRACTICAL:
        raise Conflict("Esta evaluación es una práctica: la observa y registra quien enseña.")


def _next_form(place: Place, attempts: Sequence[AttemptRecord]) -> str | None:
    """The form that follows the one she took in this evaluation or, for an exit test, in the entry test."""
    taken = list(attempts)
    if not taken and place.purpose == Purpose.POST_TEST:
        entry_tests = [ref for ref, part in place.course.parts() if part.purpose == Purpose.PRE_TEST]
        taken = [each for ref in entry_tests for each in attempts_at(place.enrolment.id, ref)]
    used = taken[-1].state.form if taken else None
    return choose_form(place.part.forms, place.purpose, place.enrolment.id, used)


def _begin(
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


def _open_for_paper(place: Place, form: str | None, origin: Origin) -> AttemptRecord:
    """The open attempt if it has the paper's form, else a new one in the printed order."""
    if form is not None and form not in place.part.forms:
        raise Invalid("Esa forma de la evaluación no existe.", "form")
    attempts = attempts_at(place.enrolment.id, place.ref)
    if attempts and not attempts[-1].state.is_submitted:
        place.check_enrolled()
        if form not in (None, attempts[-1].state.form):
            raise Unfinished("Tiene abierto un intento en la plataforma, con otra forma: primero debe enviarlo.")
        return attempts[-1]
    return _begin(place, attempts, origin, form or _next_form(place, attempts), None)


def _find_sent(place: Place, key: str | None) -> AttemptRecord | None:
    """The attempt that was handed in with this key; RepeatedKey if it is of another person or evaluation."""
    attempt_id = find_submission(key)
    attempt = get_attempt(attempt_id) if attempt_id else None
    if attempt is not None and (attempt.enrolment_id, attempt.evaluation) != (place.enrolment.id, place.ref):
        raise RepeatedKey
    return attempt


def _same_paper(sent: AttemptRecord, responses: Mapping[str, object]) -> UUID:
    if responses_of(sent) != {item.sha256: response for item, response in _check_answers(sent, responses)}:
        raise RepeatedKey
    return sent.id


def _check_answers(attempt: AttemptRecord, responses: Mapping[str, object]) -> list[tuple[Item, Response]]:
    if not responses.keys() <= set(attempt.state.items):
        raise InvalidResponse("Esa pregunta no está en este intento.")
    items = get_items(responses)
    return [(items[sha256], check_response(items[sha256], response)) for sha256, response in responses.items()]


def _item_of(attempt: AttemptRecord, item_sha256: str) -> Item:
    if item_sha256 not in attempt.state.items:
        raise InvalidResponse("Esa pregunta no está en este intento.")
    return get_items([item_sha256])[item_sha256]


def _check_is_another_grader(actor: Actor, attempt: AttemptRecord) -> None:
    people = resolve_people([*attempt.graders, *([actor.person_id] if actor.person_id else [])])
    if actor.person_id is None or people[actor.person_id] in {people[grader] for grader in attempt.graders}:
        raise Forbidden("Una apelación la decide otra persona, no quien calificó.")
