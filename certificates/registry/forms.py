"""The registrar's forms."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, Form, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length

from certificates.issuing.status import RevocationReason

DATE_ERROR = _l("Escribir la fecha con día, mes y año.")


class FilterForm(Form):
    """Which certificates to list; choices are set by the view, no token since it only reads."""

    programa = SelectField(_l("Programa"), validate_choice=False)
    estado = SelectField(_l("Estado"), validate_choice=False)


class SearchForm(FlaskForm):
    """A code, or part of a name; posted, so that no name enters an address."""

    text = StringField(
        _l("Código o nombre"),
        [InputRequired(_l("Escribir un código o parte de un nombre.")), Length(max=100)],
    )


class ConfirmedForm(FlaskForm):
    """Asked twice: `confirmed` is sent by the second page only."""

    confirmed = HiddenField()

    @property
    def is_confirmed(self) -> bool:
        return bool(self.confirmed.data == "si")


class RevocationForm(ConfirmedForm):
    """Why, since when, by whose decision."""

    reason = RadioField(
        _l("Motivo"),
        [InputRequired(_l("Elegir el motivo."))],
        choices=[
            SelectChoice(RevocationReason.ERROR.value, _l("Error al emitirlo")),
            SelectChoice(RevocationReason.FRAUD.value, _l("Se obtuvo con datos falsos")),
            SelectChoice(RevocationReason.REQUIREMENT.value, _l("Faltaba un requisito")),
            SelectChoice(RevocationReason.CONDUCT.value, _l("Falta grave en la función")),
            SelectChoice(RevocationReason.REQUEST.value, _l("A pedido de su titular")),
        ],
    )
    effective_on = DateField(
        _l("Anulado desde"), [InputRequired(DATE_ERROR)], description=_l("Desde el día en que se obtuvo hasta hoy.")
    )
    authority = StringField(
        _l("Autoridad que lo decidió"),
        [InputRequired(_l("Escribir qué autoridad lo decidió.")), Length(max=120)],
        description=_l("El cargo o la institución. Se muestra en la página pública: no poner nombres de personas."),
    )
    note = TextAreaField(
        _l("Nota interna"),
        [Length(max=1000)],
        description=_l("Queda solo en el registro. No escribir datos de un caso."),
    )


class CorrectionForm(ConfirmedForm):
    """The right name and why it changes."""

    holder_name = StringField(
        _l("Nombre correcto, como debe imprimirse"),
        [InputRequired(_l("Escribir el nombre correcto.")), Length(max=200)],
    )
    note = TextAreaField(
        _l("Por qué se corrige"),
        [InputRequired(_l("Escribir por qué se corrige.")), Length(max=1000)],
        description=_l("Por ejemplo: falta una tilde en el apellido. Queda solo en el registro."),
    )


def options(pairs: Iterable[tuple[str, str]], blank: str) -> list[SelectChoice]:
    """Choices from (value, label) pairs with an empty one in front."""
    return [SelectChoice("", blank), *(SelectChoice(value, label) for value, label in pairs)]
