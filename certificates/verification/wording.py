"""The words of a verdict, for page, batch and command line."""

from flask_babel import gettext as _

from certificates.issuing.models.status import State
from certificates.issuing.wording import state_name, status_words
from certificates.verification.domain import Check, Outcome, Question, Verdict


def outcome_title(verdict: Verdict) -> str:
    """The first words of the page."""
    state = verdict.certificate.status.state if verdict.certificate else State.VALID
    titles: dict[Outcome, str] = {
        Outcome.VALID: _("Certificado válido"),
        Outcome.NOT_VALID: _state_title(state),
        Outcome.COULD_NOT_CHECK: _("No se pudo comprobar"),
    }
    return titles[verdict.outcome]


def outcome_text(verdict: Verdict) -> str:
    """What the reader should do now."""
    texts: dict[Outcome, str] = {
        Outcome.VALID: _("Compara el nombre y el curso con el papel o el archivo que te mostraron."),
        Outcome.NOT_VALID: _why_not_valid(verdict),
        Outcome.COULD_NOT_CHECK: _("Vuelve a intentarlo más tarde. Mientras tanto no lo des por bueno."),
    }
    return texts[verdict.outcome]


def check_title(check: Check) -> str:
    """The question in words."""
    titles: dict[Question, str] = {
        Question.FORMAT: _("Formato del código"),
        Question.FOUND: _("Está en el registro"),
        Question.CLAIMS: _("Sus datos no cambiaron"),
        Question.SIGNATURE: _("Sello electrónico de quien lo emitió"),
        Question.STATUS: _("Estado de hoy"),
        Question.FILE: _("Es el archivo que se emitió"),
    }
    return titles[check.question]


def check_words(check: Check) -> str:
    """The answer in words."""
    if check.question == Question.STATUS:
        return state_name(State(check.detail))
    details: dict[str, str] = {
        "malformed": _("no tiene la forma de un código"),
        "unknown": _("no hay un certificado público con ese código"),
        "changed": _("no, fue cambiado"),
        "wrong": _("no corresponde"),
        "no_key": _("falta la clave para comprobarlo"),
        "foreign": _("no es un certificado de esta plataforma"),
        "unreadable": _("no se pudo leer"),
        "no_register": _("no se pudo consultar el registro"),
    }
    plain: dict[Outcome, str] = {
        Outcome.VALID: _("sí"),
        Outcome.NOT_VALID: _("no"),
        Outcome.COULD_NOT_CHECK: _("no se pudo comprobar"),
    }
    return details.get(check.detail) or plain[check.outcome]


def malformed_words() -> str:
    """What a code looks like."""
    words: str = _("Un código de certificado tiene 16 letras o números, por ejemplo 7K3M-9QXA-02BD-F5TW.")
    return words


def _state_title(state: State) -> str:
    titles: dict[State, str] = {
        State.REVOKED: _("Certificado anulado"),
        State.SUPERSEDED: _("Certificado reemplazado"),
        State.EXPIRED: _("Certificado vencido"),
        State.SUSPENDED: _("Certificado suspendido"),
        State.PROVISIONAL: _("Certificado provisional"),
        State.VOID: _("Certificado sin efecto"),
        State.VALID: _("Certificado no válido"),
    }
    return titles[state]


def _why_not_valid(verdict: Verdict) -> str:
    """The state if that is the reason; a broken seal weighs more."""
    failed = {check.question for check in verdict.checks if check.outcome == Outcome.NOT_VALID}
    text: str = _("No hay un certificado público con ese código. Revisa que esté bien copiado.")
    if failed & {Question.CLAIMS, Question.SIGNATURE}:
        text = _("Sus datos no son los que se emitieron. No lo des por bueno y avisa a quien lo emite.")
    elif verdict.certificate and Question.STATUS in failed:
        text = status_words(verdict.certificate.status)
    elif Question.FILE in failed:
        text = _("Este archivo no es el que se emitió. Pide el original o verifica el código.")
    return text
