"""Showing an operation's refusal where the reader typed."""

from flask_wtf import FlaskForm

from lms.errors import CascadaError


def blame(form: FlaskForm, error: CascadaError) -> None:
    """Put the error on the form's field it names, else above the form."""
    name = getattr(error, "field", None)
    if name and name in form:
        form[name].errors = [*form[name].errors, error.message]
    else:
        form.form_errors.append(error.message)
