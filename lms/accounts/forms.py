"""Forms of login and of one's own account."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, PasswordField, SelectField, SelectMultipleField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from lms.accounts.passwords import LONGEST
from lms.accounts.sensitive import MOTHER_TONGUES, Need, Told
from lms.accounts.wording import NEED_WORDS
from lms.languages import LANGUAGES


class LoginForm(FlaskForm):
    """Document number or e-mail, and password."""

    login = StringField(
        _l("Documento o correo"),
        [InputRequired(_l("Escribe tu número de documento o tu correo.")), Length(max=254)],
        description=_l("Por ejemplo, los 8 números de tu DNI."),
    )
    password = PasswordField(_l("Contraseña"), [InputRequired(_l("Escribe tu contraseña.")), Length(max=LONGEST)])


class CodeForm(FlaskForm):
    """The one-time code."""

    code = StringField(
        _l("Código"),
        [InputRequired(_l("Escribe el código que te dieron.")), Length(max=40)],
        description=_l("Está en el papel que te entregaron, así: ABCD-1234-EFGH."),
    )


class PresentPasswordForm(FlaskForm):
    """Who changes a password knows the present one."""

    present = PasswordField(_l("Contraseña actual"), [InputRequired(_l("Escribe tu contraseña actual."))])


class NewPasswordForm(FlaskForm):
    """A new password, typed twice."""

    password = PasswordField(
        _l("Nueva contraseña"),
        [InputRequired(_l("Escribe una contraseña."))],
        description=_l("10 caracteres o más. Tres palabras que no vayan juntas son fáciles de recordar."),
    )
    again = PasswordField(_l("Repite la nueva contraseña"), [InputRequired(_l("Escribe otra vez la contraseña."))])

    def validate_again(self, field: PasswordField) -> None:
        """Both must be the same."""
        if field.data != self.password.data:
            raise ValidationError(str(_l("Las dos contraseñas no son iguales.")))


class ActivationForm(CodeForm, NewPasswordForm):
    """The one-time code and a new password; errors come in the order in which fields were declared."""


class ChangePasswordForm(PresentPasswordForm, NewPasswordForm):
    """The present password and a new one."""


class EmailForm(FlaskForm):
    """An optional e-mail to log in with."""

    email = EmailField(
        _l("Correo electrónico"),
        [Optional(), Length(max=254)],
        description=_l("Sirve para ingresar en lugar del documento. Déjalo vacío para quitarlo."),
    )


class ToldForm(FlaskForm):
    """What somebody tells about herself so that she can study, and her two consents."""

    needs = SelectMultipleField(
        _l("Lo que necesitas"),
        choices=[SelectChoice(need.value, words) for need, words in NEED_WORDS.items()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    interpreter = SelectField(
        _l("Intérprete"),
        choices=[
            SelectChoice("", _l("No hace falta")),
            *(SelectChoice(code, name) for code, name in LANGUAGES.items() if code != "es-PE"),
        ],
    )
    agrees_needs = BooleanField(_l("Sí, autorizo guardar los ajustes"))
    mother_tongue = SelectField(
        _l("Lengua materna"),
        choices=[
            SelectChoice("", _l("Sin decir")),
            *(SelectChoice(code, name) for code, name in MOTHER_TONGUES.items()),
        ],
    )
    agrees_mother_tongue = BooleanField(_l("Sí, autorizo guardar la lengua materna"))

    def validate_agrees_needs(self, field: BooleanField) -> None:
        """Nothing is kept without consent."""
        if (self.needs.data or self.interpreter.data) and not field.data:
            raise ValidationError(str(_l("Sin la autorización no se guardan los ajustes: márcala o quita lo marcado.")))

    def validate_agrees_mother_tongue(self, field: BooleanField) -> None:
        """Nothing is kept without consent."""
        if self.mother_tongue.data and not field.data:
            raise ValidationError(str(_l("Sin la autorización no se guarda la lengua: márcala o elige «Sin decir».")))

    @classmethod
    def showing(cls, told: Told) -> "ToldForm":
        """The form as it stands."""
        return cls(
            data={
                "needs": list(told.needs),
                "interpreter": told.interpreter or "",
                "agrees_needs": bool(told.needs or told.interpreter),
                "mother_tongue": told.mother_tongue or "",
                "agrees_mother_tongue": bool(told.mother_tongue),
            }
        )

    @property
    def told(self) -> Told:
        """What was filled in."""
        needs = tuple(need for need in Need if need in self.needs.data)
        return Told(needs, self.interpreter.data or None, self.mother_tongue.data or None)
