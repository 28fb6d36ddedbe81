"""The words of a verdict, for page, batch and command line."""

from flask_babel import gettext as _

from certificates.issuing.models.status import State
from certificates.issuing.status import RevocationReason, Status
from certificates.verification.domain import Check, Outcome, Question, Verdict


def outcome_title(verdict: Verdict) -> str:
    """The first words of the page."""
    if verdict.outcome == Outcome.VALID:
        return _("Certificado válido")
    if verdict.outcome == Outcome.COULD_NOT_CHECK:
        return _("No se pudo comprobar")
    return _state_title(verdict.certificate.status.state) if verdict.certificate else _("Certificado no válido")


def outcome_text(verdict: Verdict) -> str:
    """What the reader should do now."""
    if verdict.outcome == Outcome.VALID:
        return _("Compara el nombre y el curso con el papel o el archivo que te mostraron.")
    if verdict.outcome == Outcome.COULD_NOT_CHECK:
        return _("Vuelve a intentarlo más tarde. Mientras tanto no lo des por bueno.")
    if verdict.certificate is None:
        return _("No hay un certificado público con ese código. Revisa que esté bien copiado.")
    return status_words(verdict.certificate.status)


def _state_title(state: State) -> str:
    return {
        State.REVOKED: _("Certificado anulado"),
        State.SUPERSEDED: _("Certificado reemplazado"),
        State.EXPIRED: _("Certificado vencido"),
        State.SUSPENDED: _("Certificado suspendido"),
        State.PROVISIONAL: _("Certificado provisional"),
        State.VOID: _("Certificado sin efecto"),
        State.VALID: _("Certificado no válido"),
    }[state]


def status_words(status: Status) -> str:
    """One sentence about the state."""
    return {
        State.VALID: _("Está vigente."),
        State.REVOKED: _("Fue anulado y ya no vale."),
        State.SUPERSEDED: _("Fue corregido: vale el certificado que lo reemplaza, no este."),
        State.EXPIRED: _("Su plazo terminó. Fue válido hasta la fecha indicada."),
        State.SUSPENDED: _("Está suspendido: por ahora no se acepta."),
        State.PROVISIONAL: _("Todavía no está confirmado."),
        State.VOID: _("Nunca llegó a tener efecto."),
    }[status.state]


def state_name(state: State) -> str:
    """One word for tables and tags."""
    return {
        State.VALID: _("vigente"),
        State.REVOKED: _("anulado"),
        State.SUPERSEDED: _("reemplazado"),
        State.EXPIRED: _("vencido"),
        State.SUSPENDED: _("suspendido"),
        State.PROVISIONAL: _("provisional"),
        State.VOID: _("sin efecto"),
    }[state]


def reason_words(reason: str | None) -> str:
    """A coded reason in words."""
    words = {
        RevocationReason.ERROR.value: _("error al emitirlo"),
        RevocationReason.FRAUD.value: _("se obtuvo con datos falsos"),
        RevocationReason.REQUIREMENT.value: _("faltaba un requisito"),
        RevocationReason.CONDUCT.value: _("falta grave en la función"),
        RevocationReason.REQUEST.value: _("a pedido de su titular"),
        "correccion": _("corrección de datos"),
    }
    return words.get(reason or "", "")


def check_title(check: Check) -> str:
    """The question in words."""
    return {
        Question.FORMAT: _("Formato del código"),
        Question.FOUND: _("Está en el registro"),
        Question.CLAIMS: _("Sus datos no cambiaron"),
        Question.SIGNATURE: _("Sello electrónico de quien lo emitió"),
        Question.STATUS: _("Estado de hoy"),
        Question.FILE: _("Es el archivo que se emitió"),
    }[check.question]


def check_words(check: Check) -> str:
    """The answer in words."""
    if check.question == Question.STATUS:
        return state_name(State(check.detail))
    details = {
        "malformed": _("no tiene la forma de un código"),
        "unknown": _("no hay un certificado público con ese código"),
        "changed": _("fue cambiado"),
        "wrong": _("no corresponde"),
        "no_key": _("falta la clave para comprobarlo"),
        "foreign": _("no es un certificado de esta plataforma"),
        "unreadable": _("no se pudo leer"),
    }
    return (
        details.get(check.detail)
        or {
            Outcome.VALID: _("sí"),
            Outcome.NOT_VALID: _("no"),
            Outcome.COULD_NOT_CHECK: _("no se pudo comprobar"),
        }[check.outcome]
    )
