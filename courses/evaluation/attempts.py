"""An attempt as a fold over its steps; what is random comes from the seed in step 0, so that a replay is the same."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from courses.curriculum.domain import Item, ItemKind, Option, Part, Purpose
from lms.errors import Conflict

T = TypeVar("T")


class AlreadySubmitted(Conflict):
    """Nothing is added to an attempt that was handed in."""

    def __init__(self) -> None:
        super().__init__("Ya enviaste este intento: sus respuestas no cambian.")


@dataclass(frozen=True)
class Step:
    """One recorded step: `kind` start, answer or submit; `data` as stored; free text lies in the payload."""

    seq: int
    kind: str
    at: datetime
    item: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    payload_id: UUID | None = None


@dataclass(frozen=True)
class AttemptState:
    """What the steps say now: the items in the order shown, the last answer to each, when it was handed in."""

    items: tuple[str, ...] = ()
    form: str | None = None
    seed: str | None = None
    answers: Mapping[str, Step] = field(default_factory=dict)
    started_at: datetime | None = None
    submitted_at: datetime | None = None
    next_seq: int = 0

    @property
    def is_submitted(self) -> bool:
        return self.submitted_at is not None

    @property
    def missing(self) -> tuple[str, ...]:
        """Items without an answer, in the order shown."""
        return tuple(item for item in self.items if item not in self.answers)


def fold_steps(steps: Iterable[Step]) -> AttemptState:
    """The state after all steps, in whatever order they come; the last answer to an item counts."""
    state = AttemptState()
    for step in sorted(steps, key=lambda step: step.seq):
        state = _apply(replace(state, next_seq=step.seq + 1), step)
    return state


def _apply(state: AttemptState, step: Step) -> AttemptState:
    if step.kind == "start":
        start = step.data
        return replace(state, items=tuple(start["items"]), form=start["form"], seed=start["seed"], started_at=step.at)
    if step.kind == "answer" and step.item is not None:
        return replace(state, answers={**state.answers, step.item: step})
    return replace(state, submitted_at=step.at)


def choose_form(forms: Iterable[str], purpose: Purpose, enrolment_id: UUID, used: str | None) -> str | None:
    """The linked form to give, None if there is one only.

    Half the enrolments begin with each form; who took a form (in the entry test, or the attempt before) gets the next.
    """
    names = sorted(forms)
    if not names:
        return None
    if used in names:
        return names[(names.index(used) + 1) % len(names)]
    first = int.from_bytes(hashlib.sha256(enrolment_id.bytes).digest()[:4], "big")
    return names[(first + (purpose == Purpose.POST_TEST)) % len(names)]


def lay_out(part: Part, form: str | None, seed: str | None) -> tuple[str, ...]:
    """The items of one attempt in the order shown; without a seed (paper) as the pack writes them, nothing drawn."""
    items = part.forms[form] if form is not None else part.items
    if seed is None:
        return items
    if part.draw is not None:
        drawn = frozenset(_scatter(items, seed, "draw", str)[: part.draw])
        items = tuple(item for item in items if item in drawn)
    return _scatter(items, seed, "items", str) if part.shuffle else items


def order_options(item: Item, seed: str | None, *, shuffle: bool) -> tuple[Option, ...]:
    """The options of an item in the order shown."""
    if seed is None or not shuffle or item.kind not in (ItemKind.SINGLE, ItemKind.MULTIPLE):
        return item.options
    return _scatter(item.options, seed, item.sha256, lambda option: option.id)


def _scatter(things: Sequence[T], seed: str, topic: str, name: Callable[[T], str]) -> tuple[T, ...]:
    """A shuffle that any version of any language repeats: by SHA-256 of seed, topic and name."""
    return tuple(sorted(things, key=lambda thing: hashlib.sha256(f"{seed}|{topic}|{name(thing)}".encode()).digest()))
