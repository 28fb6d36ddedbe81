"""Keying in what was taken on paper."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from courses.evaluation.access import Place, staff_place
from courses.evaluation.operations.attempts import (
    RepeatedKey,
    Unfinished,
    begin,
    check_answers,
    check_is_answered,
    find_sent,
    next_form,
)
from courses.evaluation.recording import Origin, append_answer, hand_in
from courses.evaluation.records import AttemptRecord, attempts_at, responses_of
from lms.accounts.permissions import Actor, Permission
from lms.database import transaction
from lms.errors import Invalid
from lms.facts import Source


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
        check_is_answered(place)
        sent = find_sent(place, key)
        if sent is not None:
            return _same_paper(sent, responses)
        attempt = _open_for_paper(place, form, origin)
        answers, seq = check_answers(attempt, responses), attempt.state.next_seq
        for item, response in answers:
            append_answer(attempt.id, seq, item, response, origin)
            seq += 1
        given = {**responses_of(attempt), **{item.sha256: response for item, response in answers}}
        hand_in(place, attempt, given, seq, replace(origin, key=key), "attempt.transcribed")
        return attempt.id


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
    return begin(place, attempts, origin, form or next_form(place, attempts), None)


def _same_paper(sent: AttemptRecord, responses: Mapping[str, object]) -> UUID:
    if responses_of(sent) != {item.sha256: response for item, response in check_answers(sent, responses)}:
        raise RepeatedKey
    return sent.id
