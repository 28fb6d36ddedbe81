"""Showing an operation's refusal where the reader typed, and what several forms check alike."""

from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.validators import ValidationError

from lms.errors import CascadaError


def blame(form: FlaskForm, error: CascadaError) -> None:
    """Put the error on the form's field it names, else above the form."""
    name = getattr(error, "field", None)
    if name and name in form:
        form[name].errors = [*form[name].errors, error.told(_)]
    else:
        form.form_errors.append(error.told(_))


class Between:
    """A number from `low` to `high`; unlike WTForms' own it stands a signalling NaN and a number of 400 digits."""

    def __init__(self, low: int, high: int, message: Any) -> None:
        self.low, self.high, self.message = low, high, message
        self.field_flags = {"min": low, "max": high}

    def __call__(self, _form: FlaskForm, field: Field) -> None:
        is_number = field.data is not None and not (isinstance(field.data, Decimal) and not field.data.is_finite())
        if not is_number or not self.low <= field.data <= self.high:
            raise ValidationError(str(self.message))
