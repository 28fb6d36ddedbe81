"""How what somebody told about herself reads."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts.sensitive import MOTHER_TONGUES, Need, Told

NEED_WORDS = {
    Need.READ_ALOUD: _l("Examen leído en voz alta"),
    Need.LARGE_PRINT: _l("Letra grande"),
    Need.EXTRA_TIME: _l("Más tiempo"),
    Need.ACCESSIBLE_ROOM: _l("Sala accesible, sin gradas"),
    Need.SUPPORT_PERSON: _l("Persona de apoyo"),
}


def list_needs(told: Told) -> list[str]:
    """Her needs in words, the interpreter last."""
    words = [str(NEED_WORDS[need]) for need in told.needs]
    if told.interpreter:
        words.append(_("Intérprete: %(language)s", language=MOTHER_TONGUES[told.interpreter]))
    return words


def tongue(told: Told) -> str:
    """Her mother tongue's name, or nothing."""
    return MOTHER_TONGUES[told.mother_tongue] if told.mother_tongue else ""
