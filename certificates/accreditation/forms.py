"""The court's act, as the registrar copies it."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

DATE_ERROR = _l("Escribir la fecha con día, mes y año.")


class AccreditationForm(FlaskForm):
    """An accreditation; the courts are set by the view."""

    court = SelectField(_l("Corte Superior"), [InputRequired(_l("Elegir la corte."))])
    number = StringField(
        _l("Número de la resolución"), [InputRequired(_l("Escribir el número de la resolución.")), Length(max=60)]
    )
    serial = StringField(
        _l("Código del certificado"), [InputRequired(_l("Escribir el código del certificado.")), Length(max=40)]
    )
    signer = StringField(_l("Quién la firma"), [InputRequired(_l("Escribir quién la firma.")), Length(max=200)])
    since = DateField(_l("Rige desde"), [InputRequired(DATE_ERROR)])
    until = DateField(_l("Rige hasta"), [Optional()], description=_l("Si la resolución pone un plazo."))
