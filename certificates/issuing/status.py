"""The state machine of a certificate: every state, every allowed transition, and what holds on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from certificates.issuing.models.status import State
from lms.errors import Conflict

ALLOWED: dict[State | None, frozenset[State]] = {
    None: frozenset({State.PROVISIONAL, State.VALID}),
    State.PROVISIONAL: frozenset({State.VALID, State.VOID}),
    State.VALID: frozenset({State.SUSPENDED, State.REVOKED, State.SUPERSEDED}),
    State.EXPIRED: frozenset({State.REVOKED, State.SUPERSEDED}),
    State.SUSPENDED: frozenset({State.VALID, State.REVOKED}),
    State.REVOKED: frozenset(),
    State.SUPERSEDED: frozenset(),
    State.VOID: frozenset(),
}


class RevocationReason(StrEnum):
    """Coded reasons; the page shows their words, never a story."""

    ERROR = "error"
    FRAUD = "fraude"
    REQUIREMENT = "requisito"
    CONDUCT = "conducta"
    REQUEST = "solicitud"


CORRECTION = "correccion"
"""The reason of every superseding."""


class NotAllowed(Conflict):
    """The present state does not allow that change."""


@dataclass(frozen=True)
class Status:
    """What holds on a day: the state, since when, why, by whose authority, and the successor if superseded."""

    state: State
    since: date
    reason: str | None = None
    authority: str | None = None
    superseded_by: str | None = None


@dataclass(frozen=True)
class Transition:
    """One recorded change."""

    state: State
    effective_on: date
    reason: str | None = None
    authority: str | None = None


def is_allowed(present: State | None, following: State) -> bool:
    """Whether the machine knows this step."""
    return following in ALLOWED[present]


def check_transition(present: State | None, following: State) -> None:
    """Raise NotAllowed unless the machine knows this step."""
    if not is_allowed(present, following):
        raise NotAllowed("El estado actual del certificado no permite ese cambio.")


def status_on(
    transitions: Sequence[Transition], day: date, valid_until: date | None, superseded_by: str | None = None
) -> Status:
    """The status on a day: the last transition in effect by then, and expired when a valid one's term has passed.

    A step that the machine does not know, slipped in behind its back, revives nothing; without any step it is void.
    """
    known = _known(transitions)
    effective = [each for each in known if each.effective_on <= day] or known[:1]
    last = effective[-1] if effective else Transition(State.VOID, day)
    if last.state == State.VALID and valid_until is not None and day > valid_until:
        return Status(State.EXPIRED, valid_until)
    successor = superseded_by if last.state == State.SUPERSEDED else None
    return Status(last.state, last.effective_on, last.reason, last.authority, successor)


def _known(transitions: Sequence[Transition]) -> list[Transition]:
    """The steps that the machine allows, in order; the first is the issue."""
    kept = list(transitions[:1])
    for each in transitions[1:]:
        if is_allowed(kept[-1].state, each.state):
            kept.append(each)
    return kept
