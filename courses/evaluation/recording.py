"""Writing steps and marks, always inside the caller's transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from courses.curriculum.domain import Item, ItemKind, Purpose
from courses.curriculum.queries import get_items, get_keys
from courses.evaluation.access import Place
from courses.evaluation.grading import GivenMark, counting_marks
from courses.evaluation.models import AttemptStep, Mark, StepKind
from courses.evaluation.records import AttemptRecord, payload_texts
from courses.evaluation.scoring import Response, Score, rubric, score, score_criterion
from courses.signals import check_answered
from lms.accounts.permissions import Actor
from lms.audit.domain import payload_hash
from lms.audit.operations import record, write_payload
from lms.errors import Forbidden, Invalid
from lms.extensions import db
from lms.facts import Source

TEXT_KINDS = (ItemKind.SHORT_TEXT, ItemKind.OPEN)


@dataclass(frozen=True)
class Origin:
    """Who writes a fact, where it came from, and the key under which it may come twice."""

    actor: Actor
    source: Source = Source.WEB
    key: str | None = None


def append_step(
    attempt_id: UUID,
    seq: int,
    kind: StepKind,
    origin: Origin,
    *,
    item_sha256: str | None = None,
    data: Mapping[str, Any] | None = None,
    payload_id: UUID | None = None,
) -> None:
    """Append one step."""
    step = AttemptStep(
        attempt_id=attempt_id,
        seq=seq,
        kind=kind,
        item_sha256=item_sha256,
        data=dict(data or {}),
        payload_id=payload_id,
        recorded_by=origin.actor.person_id,
        source=origin.source,
        idempotency_key=origin.key or None,
    )
    db.session.add(step)


def append_answer(attempt_id: UUID, seq: int, item: Item, response: Response, origin: Origin) -> None:
    """Append one checked answer; of a text only the salted hash, the text itself lies in a payload."""
    if isinstance(response, str) and item.kind in TEXT_KINDS:
        payload = write_payload(response)
        data = {"hash": payload_hash(payload.salt, response)}
        append_step(attempt_id, seq, StepKind.ANSWER, origin, item_sha256=item.sha256, data=data, payload_id=payload.id)
    else:
        stored = list(response) if isinstance(response, tuple) else response
        append_step(attempt_id, seq, StepKind.ANSWER, origin, item_sha256=item.sha256, data={"response": stored})


def hand_in(
    place: Place,
    attempt: AttemptRecord,
    responses: Mapping[str, Response | None],
    seq: int,
    origin: Origin,
    action: str,
) -> None:
    """Close the attempt, let the machine mark what it can, and tell who credits an answered self-check."""
    append_step(attempt.id, seq, StepKind.SUBMIT, origin)
    items, keys = get_items(attempt.state.items), get_keys(attempt.state.items)
    for sha256, item in items.items():
        given = score(item, keys[sha256], responses.get(sha256))
        if given is not None:
            db.session.add(_mark(attempt.id, sha256, "", given, source=Source.SYSTEM))
    record(origin.actor.person_id, action, "attempt", attempt.id, evaluation=place.ref, number=attempt.number)
    if place.purpose == Purpose.SELF_CHECK and responses.keys() >= items.keys():
        check_answered.send(
            "courses.evaluation",
            enrolment_id=place.enrolment.id,
            evaluation=place.ref,
            attempt_id=attempt.id,
            actor=origin.actor,
        )


def write_rubrics(
    attempt: AttemptRecord, items: Iterable[Item], points: Mapping[str, Mapping[str, int]], comment: str, actor: Actor
) -> bool:
    """Write a new round of the actor's marks for every criterion of these items; False when nothing changed."""
    if actor.person_id is None:
        raise Forbidden("Una calificación lleva el nombre de quien califica.")
    scores = {item.sha256: _score_rubric(item, points.get(item.sha256, {})) for item in items}
    own = [mark for mark in attempt.marks if mark.grader == actor.person_id and mark.item in scores]
    if own and _is_same(own, scores, comment):
        return False
    payload_id = write_payload(comment).id if comment else None
    number = 1 + max((mark.round for mark in own), default=0)
    db.session.add_all(
        _mark(attempt.id, sha256, slug, given, grader_id=actor.person_id, round=number, payload_id=payload_id)
        for sha256, criteria in scores.items()
        for slug, given in criteria.items()
    )
    return True


def _score_rubric(item: Item, points: Mapping[str, int]) -> dict[str, Score]:
    criteria = rubric(item)
    if not criteria:
        raise Invalid("Esa pregunta la califica la plataforma.")
    for criterion in criteria:
        if criterion.slug not in points:
            raise Invalid("Falta elegir un nivel en «%(title)s».", criterion.slug, title=criterion.title)
    return {criterion.slug: score_criterion(item, criterion, points[criterion.slug]) for criterion in criteria}


def _is_same(own: Sequence[GivenMark], scores: Mapping[str, Mapping[str, Score]], comment: str) -> bool:
    newest = counting_marks(own)
    given = {(mark.item, mark.criterion): mark.points for mark in newest}
    said = next(iter(payload_texts([newest[0].comment_id]).values()), "")
    return said == comment and given == {
        (sha256, slug): score.points for sha256, criteria in scores.items() for slug, score in criteria.items()
    }


def _mark(attempt_id: UUID, item_sha256: str, criterion: str, given: Score, **columns: Any) -> Mark:
    return Mark(
        attempt_id=attempt_id,
        item_sha256=item_sha256,
        criterion=criterion,
        points=given.points,
        max_points=given.maximum,
        is_critical_failure=given.is_critical_failure,
        recorded_by=columns.get("grader_id"),
        **columns,
    )
