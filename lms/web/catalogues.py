"""Translations read from their .po files as they are: nothing to compile, nothing to forget."""

import io

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask
from flask_babel import Domain, get_locale

from lms.extensions import babel
from lms.paths import HERE

LOCALE = HERE / "locale"


class PoDomain(Domain):  # type: ignore[misc]  # Flask-Babel is untyped
    """One catalogue a language, read once a process."""

    def get_translations(self) -> NullTranslations:
        """The catalogue of the request's language; a language without one speaks Spanish."""
        language = str(get_locale())
        if language not in self.cache:
            self.cache[language] = read_catalogue(language)
        return self.cache[language]  # type: ignore[no-any-return]


def init_app(_app: Flask) -> None:
    """Let every gettext read from here; call it after Flask-Babel is bound."""
    babel.domain_instance = PoDomain()


def read_catalogue(language: str) -> NullTranslations:
    """The language's .po in memory."""
    path = LOCALE / language / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language, abort_invalid=True))
    compiled.seek(0)
    return Translations(compiled)
