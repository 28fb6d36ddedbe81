"""The coordination's forms over cohorts and rosters."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    DateField,
    Form,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from lms import clock
from lms.accounts.forms import ToldForm
from lms.accounts.models.people import DocumentType
from lms.languages import LANGUAGES
from lms.places import REGIONS

DOCUMENTS = [SelectChoice(each.value) for each in DocumentType]


def options(pairs: Iterable[tuple[Any, Any]], blank: Any = None) -> list[SelectChoice]:
    """Choices from (value, label) pairs, with an empty one in front if it has words."""
    first = [SelectChoice("", blank)] if blank else []
    return first + [SelectChoice(str(value), label) for value, label in pairs]


def refuse_future(field: DateField) -> None:
    """What has happened has a past date."""
    if field.data and field.data > clock.today():
        raise ValidationError(str(_l("La fecha está en el futuro.")))


class FilterForm(Form):
    """Which cohorts to list; choices are set by the view, no token since it only reads."""

    programa = SelectField(_l("Programa"), validate_choice=False)
    region = SelectField(_l("Región"), validate_choice=False)
    estado = SelectField(_l("Estado"), validate_choice=False)


class CohortOriginForm(FlaskForm):
    """What stays as it was; `course` holds "<programme>/<course>", the institutions' list is set by the view."""

    course = SelectField(_l("Curso"), [InputRequired(_l("Elegir el curso."))])
    code = StringField(
        _l("Código del grupo"),
        [InputRequired(_l("Falta el código.")), Length(max=40)],
        description=_l("Letras, cifras y guiones. Se ve en las direcciones: no poner nombres de personas."),
    )
    organisation = SelectField(_l("Corte, unidad u organización"), [InputRequired(_l("Elegir la institución."))])
    region = SelectField(
        _l("Región"),
        [InputRequired(_l("Elegir la región."))],
        choices=options(((each.code, each.name) for each in REGIONS), _l("Elegir")),
    )


class CohortDetailsForm(FlaskForm):
    """What may be corrected about an open cohort."""

    place = StringField(_l("Lugar"), [InputRequired(_l("Falta el lugar.")), Length(max=120)])
    language = SelectField(_l("Lengua de las sesiones"), choices=options(LANGUAGES.items()))
    starts_on = DateField(_l("Empieza el"), [InputRequired(_l("Falta el día en que empieza."))])
    ends_on = DateField(_l("Termina el"), [InputRequired(_l("Falta el día en que termina."))])
    resolution = StringField(_l("Resolución o documento que lo autoriza"), [Optional(), Length(max=120)])


class CohortForm(CohortOriginForm, CohortDetailsForm):
    """A new cohort; errors come in the order in which fields were declared."""


class PersonForm(FlaskForm):
    """One person to enrol; the roster's own checks read the fields."""

    document_type = SelectField(_l("Tipo de documento"), choices=DOCUMENTS)
    document = StringField(_l("N.º de documento"), [Length(max=40)], description=_l("Con todos sus ceros."))
    surnames = StringField(_l("Apellidos"), [Length(max=200)])
    given_names = StringField(_l("Nombres"), [Length(max=200)])
    sex = RadioField(
        _l("Sexo"),
        [Optional()],
        choices=options([("mujer", _l("Mujer")), ("hombre", _l("Hombre")), ("", _l("Sin dato"))]),
        default="",
    )
    phone = StringField(_l("Celular"), [Length(max=40)])
    rank = StringField(_l("Grado"), [Length(max=120)])
    cip = StringField(_l("CIP"), [Length(max=20)])
    unit = StringField(_l("Unidad o institución"), [Length(max=120)])
    consents = BooleanField(_l("Firmó el consentimiento en papel"))
    consented_on = DateField(_l("Fecha en que firmó"), [Optional()])
    reviewed = BooleanField(_l("Revisé los avisos y es la persona correcta"))


class UploadForm(FlaskForm):
    """A roster to check."""

    file = FileField(
        _l("Nómina"),
        [FileRequired(_l("Elegir el archivo de la nómina."))],
        description=_l("Un archivo .xlsx o .csv de hasta 5 MB."),
    )


class ImportForm(FlaskForm):
    """The confirmation of a checked roster; `fingerprint` says what was shown."""

    fingerprint = HiddenField()
    without_faulty = BooleanField(_l("Importar las demás y dejar fuera las filas con error"))


class TokenForm(FlaskForm):
    """Only the token and the errors, for pages whose controls are written by hand."""


class ConsentsForm(FlaskForm):
    """Whose paper consent was received, and when it was signed."""

    enrolments = SelectMultipleField(
        _l("Personas que firmaron"),
        [DataRequired(_l("Marcar al menos a una persona."))],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    signed_on = DateField(_l("Fecha en que firmaron"), [InputRequired(_l("Falta la fecha."))])

    def validate_signed_on(self, field: DateField) -> None:
        """Nobody signs tomorrow."""
        refuse_future(field)


class PaperToldForm(ToldForm):
    """What somebody told on a signed paper."""

    signed_on = DateField(_l("Fecha en que firmó"), [InputRequired(_l("Falta la fecha."))])

    def validate_signed_on(self, field: DateField) -> None:
        """Nobody signs tomorrow."""
        refuse_future(field)


class CodesForm(FlaskForm):
    """Who gets a new access code."""

    enrolments = SelectMultipleField(
        _l("Personas"),
        [DataRequired(_l("Marcar al menos a una persona."))],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class ApprovalForm(FlaskForm):
    """The coordination's word on a cohort."""

    approved = RadioField(
        _l("¿Las sesiones se realizaron como se informó?"),
        [InputRequired(_l("Elegir una respuesta."))],
        choices=options([("si", _l("Sí, se aprueba")), ("no", _l("No, no se aprueba"))]),
    )
    note = TextAreaField(
        _l("Nota"),
        [Length(max=1000)],
        description=_l("Sin datos personales ni datos de casos."),
    )

    def validate_note(self, field: TextAreaField) -> None:
        """A refusal gives its reason."""
        if self.approved.data == "no" and not (field.data or "").strip():
            raise ValidationError(str(_l("Escribir por qué no se aprueba.")))


class TrainerForm(FlaskForm):
    """Who will teach, by document."""

    document_type = SelectField(_l("Tipo de documento"), choices=DOCUMENTS)
    document = StringField(_l("N.º de documento"), [InputRequired(_l("Falta el número de documento.")), Length(max=40)])
