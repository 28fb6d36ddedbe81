"""Who signs, as the registrar writes it."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from lms.forms import Between
from lms.places import REGIONS

NUMBER_ERROR = _l("Un número del 1 al 9.")
DATE_ERROR = _l("Escribir la fecha con día, mes y año.")


class SignatoryForm(FlaskForm):
    """A signatory; the programmes are set by the view."""

    programme = SelectField(_l("Programa"), [InputRequired(_l("Elegir el programa."))])
    region = SelectField(
        _l("Región"),
        choices=[SelectChoice("", _l("Todas")), *(SelectChoice(each.code, each.name) for each in REGIONS)],
        description=_l("Si una región tiene firmas propias, en ella no firman las generales."),
    )
    name = StringField(
        _l("Nombre"),
        [InputRequired(_l("Escribir el nombre de quien firma.")), Length(max=200)],
        description=_l("Como debe leerse en el certificado."),
    )
    office = StringField(_l("Cargo"), [InputRequired(_l("Escribir su cargo.")), Length(max=120)])
    organisation = StringField(_l("Institución"), [InputRequired(_l("Escribir su institución.")), Length(max=120)])
    position = IntegerField(
        _l("Lugar en la fila de firmas"),
        [InputRequired(NUMBER_ERROR), Between(1, 9, NUMBER_ERROR)],
        default=1,
    )
    since = DateField(_l("Firma desde"), [InputRequired(DATE_ERROR)])
    until = DateField(_l("Firma hasta"), [Optional()])
