"""What no database keeps is turned away before any page sees it."""

from itertools import chain

from flask import Flask, request
from flask_babel import gettext as _

from lms.errors import Invalid


def init_app(app: Flask) -> None:
    """Look at every request."""
    app.before_request(refuse_nul)


def refuse_nul() -> None:
    """Raise Invalid for a NUL in address, arguments or form: PostgreSQL keeps none, and nobody types one."""
    lists = chain(request.args.lists(), request.form.lists())
    if "\0" in request.path or any("\0" in value for _name, values in lists for value in values):
        raise Invalid(_("El texto lleva un carácter que no se puede guardar."))
