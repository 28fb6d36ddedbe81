"""The court's states in words."""

from flask_babel import gettext as _

from certificates.accreditation.models import AccreditationState


def state_name(state: AccreditationState) -> str:
    """For tables and tags."""
    names: dict[AccreditationState, str] = {
        AccreditationState.IN_FORCE: _("vigente"),
        AccreditationState.SUSPENDED: _("suspendida"),
        AccreditationState.ENDED: _("terminada"),
    }
    return names[state]


def change_name(state: AccreditationState) -> str:
    """The button that leads to the state."""
    names: dict[AccreditationState, str] = {
        AccreditationState.IN_FORCE: _("Reanudar"),
        AccreditationState.SUSPENDED: _("Suspender"),
        AccreditationState.ENDED: _("Terminar"),
    }
    return names[state]
