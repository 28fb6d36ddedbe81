"""A mark set by a person beside the computed one."""

from uuid import UUID

from courses.curriculum.queries import get_items
from courses.evaluation.access import staff_place
from courses.evaluation.discretion import check_comment
from courses.evaluation.grading import FULL_MARK
from courses.evaluation.models import Decision, DecisionKind
from courses.evaluation.operations.attempts import Unfinished
from courses.evaluation.records import AttemptRecord, get_attempt
from lms.accounts.permissions import Actor, Permission
from lms.accounts.queries.identities import resolve_people
from lms.audit.operations import record, write_payload
from lms.database import transaction
from lms.errors import Forbidden, Invalid
from lms.extensions import db


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


def _check_is_another_grader(actor: Actor, attempt: AttemptRecord) -> None:
    people = resolve_people([*attempt.graders, *([actor.person_id] if actor.person_id else [])])
    if actor.person_id is None or people[actor.person_id] in {people[grader] for grader in attempt.graders}:
        raise Forbidden("Una apelación la decide otra persona, no quien calificó.")
