"""Forms of login and of one's own account."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from lms.accounts.passwords import LONGEST


class LoginForm(FlaskForm):
    """Document number or e-mail, and password."""

    login = StringField(
        _l("Documento o correo"),
        [InputRequired(_l("Escribe tu número de documento o tu correo.")), Length(max=254)],
        description=_l("Por ejemplo, los 8 números de tu DNI."),
    )
    password = PasswordField(_l("Contraseña"), [InputRequired(_l("Escribe tu contraseña.")), Length(max=LONGEST)])


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


class ActivationForm(NewPasswordForm):
    """The one-time code and a new password."""

    code = StringField(
        _l("Código"),
        [InputRequired(_l("Escribe el código que te dieron.")), Length(max=40)],
        description=_l("Está en el papel que te entregaron, así: ABCD-1234-EFGH."),
    )


class ChangePasswordForm(NewPasswordForm):
    """The present password and a new one."""

    present = PasswordField(_l("Contraseña actual"), [InputRequired(_l("Escribe tu contraseña actual."))])


class EmailForm(FlaskForm):
    """An optional e-mail to log in with."""

    email = EmailField(
        _l("Correo electrónico"),
        [Optional(), Length(max=254)],
        description=_l("Sirve para ingresar en lugar del documento. Déjalo vacío para quitarlo."),
    )
