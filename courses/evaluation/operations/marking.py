"""Marks by rubric: of an observed practice, or of one response."""

from collections.abc import Mapping
from uuid import UUID

from courses.curriculum.domain import Purpose
from courses.curriculum.queries import get_items
from courses.evaluation.access import staff_place
from courses.evaluation.discretion import check_comment
from courses.evaluation.models import StepKind
from courses.evaluation.operations.attempts import Unfinished, begin, find_sent, item_of, next_form
from courses.evaluation.recording import Origin, append_step, write_rubrics
from courses.evaluation.records import attempts_at, get_attempt
from lms.accounts.permissions import Actor, Permission
from lms.audit.operations import record
from lms.database import transaction
from lms.errors import Invalid


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
        attempt = find_sent(place, key)
        if attempt is None:
            attempts = attempts_at(enrolment_id, evaluation)
            attempt = begin(place, attempts, Origin(actor), next_form(place, attempts), None)
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
        item = item_of(attempt, item_sha256)
        if write_rubrics(attempt, [item], {item_sha256: points}, text, actor):
            record(actor.person_id, "response.marked", "attempt", attempt_id, item=item_sha256)
