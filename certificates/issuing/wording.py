"""States and reasons in words."""

from flask_babel import gettext as _

from certificates.issuing.models.status import State
from certificates.issuing.status import CORRECTION, RevocationReason, Status


def state_name(state: State) -> str:
    """One word for tables and tags."""
    names: dict[State, str] = {
        State.VALID: _("vigente"),
        State.REVOKED: _("anulado"),
        State.SUPERSEDED: _("reemplazado"),
        State.EXPIRED: _("vencido"),
        State.SUSPENDED: _("suspendido"),
        State.PROVISIONAL: _("provisional"),
        State.VOID: _("sin efecto"),
    }
    return names[state]


def state_kind(state: State) -> str:
    """The kind of tag that goes with the state."""
    return {State.VALID: "good", State.REVOKED: "bad", State.VOID: "bad"}.get(state, "wait")


def status_words(status: Status) -> str:
    """One sentence about the state."""
    words: dict[State, str] = {
        State.VALID: _("Está vigente."),
        State.REVOKED: _("Fue anulado y ya no vale."),
        State.SUPERSEDED: _("Fue corregido: vale el certificado que lo reemplaza, no este."),
        State.EXPIRED: _("Su plazo terminó. Fue válido hasta la fecha indicada."),
        State.SUSPENDED: _("Está suspendido: por ahora no se acepta."),
        State.PROVISIONAL: _("Todavía no está confirmado."),
        State.VOID: _("Nunca llegó a tener efecto."),
    }
    return words[status.state]


def reason_words(reason: str | None) -> str:
    """A coded reason in words."""
    words: dict[str, str] = {
        RevocationReason.ERROR.value: _("error al emitirlo"),
        RevocationReason.FRAUD.value: _("se obtuvo con datos falsos"),
        RevocationReason.REQUIREMENT.value: _("faltaba un requisito"),
        RevocationReason.CONDUCT.value: _("falta grave en la función"),
        RevocationReason.REQUEST.value: _("a pedido de su titular"),
        CORRECTION: _("corrección de datos"),
    }
    return words.get(reason or "", "")
