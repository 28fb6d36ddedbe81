"""What the court may do with an accreditation it gave."""

from datetime import date

from certificates.accreditation.models import AccreditationState
from lms.errors import Conflict

ALLOWED = {
    AccreditationState.IN_FORCE: frozenset({AccreditationState.SUSPENDED, AccreditationState.ENDED}),
    AccreditationState.SUSPENDED: frozenset({AccreditationState.IN_FORCE, AccreditationState.ENDED}),
    AccreditationState.ENDED: frozenset(),
}


class NotAllowed(Conflict):
    """The present state does not allow that change."""


def check_change(present: AccreditationState, following: AccreditationState) -> None:
    """Raise NotAllowed unless the court may do this now; what ended stays ended."""
    if following not in ALLOWED[present]:
        raise NotAllowed("El estado actual de la acreditación no permite ese cambio.")


def state_on(state: AccreditationState, until: date | None, day: date) -> AccreditationState:
    """The state on a day: it also ends when its term has passed."""
    return AccreditationState.ENDED if until is not None and day > until else state
