"""The search form and the batch."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import InputRequired, ValidationError

MAX_CODES = 1000


class SearchForm(FlaskForm):
    """One code."""

    codigo = StringField(_l("Código del certificado"), [InputRequired(_l("Escribe el código."))])


class BatchForm(FlaskForm):
    """Many codes, one a line."""

    text = TextAreaField(_l("Códigos, uno por línea"), [InputRequired(_l("Pega al menos un código."))])
    as_file = BooleanField(_l("Descargar el resultado como CSV"))

    def codes(self) -> list[str]:
        """The lines that are not blank."""
        return [line.strip() for line in (self.text.data or "").splitlines() if line.strip()]

    def validate_text(self, _field: TextAreaField) -> None:
        if len(self.codes()) > MAX_CODES:
            raise ValidationError(_l("Son más de 1000 códigos: divídelos en partes."))
