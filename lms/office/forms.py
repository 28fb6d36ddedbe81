"""Forms of the staff pages."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, RadioField, SearchField, SelectField, StringField, TelField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from lms.accounts.models.organisations import OrganisationKind
from lms.accounts.models.people import DocumentType
from lms.accounts.permissions import LEARNERS, ROLE_NAMES, Role, ScopeKind
from lms.accounts.queries.organisations import list_organisations
from lms.accounts.signals import list_offered
from lms.office.queries import KIND_NAMES
from lms.places import REGIONS

NONE = SelectChoice("", _l("Ninguna"))


class SearchForm(FlaskForm):
    """Who is wanted; posted, so that no name or document enters an address."""

    text = SearchField(
        _l("Nombre o número de documento"),
        [InputRequired(_l("Escribir un nombre o un número de documento.")), Length(max=84)],
    )


class NameForm(FlaskForm):
    """A person's names."""

    given_names = StringField(_l("Nombres"), [InputRequired(_l("Escribir los nombres.")), Length(max=84)])
    surnames = StringField(_l("Apellidos"), [Length(max=84)])


class PersonForm(NameForm):
    """Somebody to register."""

    is_alias = BooleanField(
        _l("Es un alias"), description=_l("Para programas que protegen la identidad. No hace falta documento.")
    )
    document_type = SelectField(_l("Tipo de documento"), choices=[SelectChoice(kind.value) for kind in DocumentType])
    document_number = StringField(_l("Número de documento"), [Length(max=20)])
    phone = TelField(_l("Teléfono"), [Length(max=30)])


class RoleForm(FlaskForm):
    """A staff role, its scope, and what it rests on."""

    role = RadioField(
        _l("Rol"),
        [InputRequired(_l("Elegir un rol."))],
        choices=[
            SelectChoice(role.value, name[0].upper() + name[1:])
            for role, name in ROLE_NAMES.items()
            if role not in LEARNERS
        ],
    )
    scope = SelectField(_l("Ámbito"), description=_l("Hasta dónde llega el rol."))
    evidence = StringField(
        _l("Sustento"),
        [InputRequired(_l("Escribir en qué documento se apoya.")), Length(max=200)],
        description=_l("Resolución, memorando o acuerdo. Sin datos personales."),
    )

    @property
    def chosen(self) -> tuple[Role, ScopeKind, str | None]:
        """The role and scope as values."""
        kind, _sign, ref = self.scope.data.partition(":")
        return Role(self.role.data), ScopeKind(kind), ref or None


class OrganisationForm(FlaskForm):
    """An institution."""

    name = StringField(_l("Nombre"), [InputRequired(_l("Escribir el nombre.")), Length(max=120)])
    kind = SelectField(_l("Clase"), choices=[SelectChoice(kind.value, name) for kind, name in KIND_NAMES.items()])
    region = SelectField(_l("Región de su sede"))
    parent_id = SelectField(_l("Depende de"))

    @property
    def chosen_kind(self) -> OrganisationKind:
        """The kind as a value."""
        return OrganisationKind(self.kind.data)


class AppointmentForm(FlaskForm):
    """An authority's act that makes somebody a trainer of a course."""

    course = SelectField(_l("Curso"), [InputRequired(_l("Elegir un curso."))])
    act_number = StringField(
        _l("Número del acto"),
        [InputRequired(_l("Escribir el número del acto de nombramiento.")), Length(max=80)],
        description=_l("Por ejemplo, RA 000123-2026-CE-PJ."),
    )
    authority = StringField(
        _l("Autoridad que lo dio"), [InputRequired(_l("Escribir qué autoridad lo dio.")), Length(max=120)]
    )
    since = DateField(_l("Vale desde"), [InputRequired(_l("Escribir desde qué día vale."))])
    until = DateField(_l("Vale hasta"), [Optional()])
    region = SelectField(_l("Región en la que puede formar"))


class ReasonForm(FlaskForm):
    """Why something is taken back."""

    reason = StringField(
        _l("Motivo"), [InputRequired(_l("Escribir el motivo.")), Length(max=200)], description=_l("Sin datos de casos.")
    )


def region_choices(blank: Any = NONE.label) -> list[SelectChoice]:
    """All regions, and in front the words for no single one."""
    return [SelectChoice("", blank), *(SelectChoice(region.code, region.name) for region in REGIONS)]


def organisation_choices() -> list[SelectChoice]:
    """All institutions, and none."""
    return [NONE, *(SelectChoice(str(each.id), each.name) for each in list_organisations())]


def course_choices() -> list[SelectChoice]:
    """The published courses, by programme."""
    return [
        SelectChoice(f"{each.programme}/{each.course}", each.course_title, optgroup=each.programme_title)
        for each in list_offered()
    ]


def scope_choices() -> list[SelectChoice]:
    """Everything, a programme, an institution or a region."""
    programmes = {each.programme: each.programme_title for each in list_offered()}
    return [
        SelectChoice(ScopeKind.EVERYTHING.value, _l("Todo"), optgroup=_l("General")),
        *(SelectChoice(f"programme:{slug}", title, optgroup=_l("Un programa")) for slug, title in programmes.items()),
        *(SelectChoice(f"region:{each.code}", each.name, optgroup=_l("Una región")) for each in REGIONS),
        *(
            SelectChoice(f"organisation:{each.id}", each.name, optgroup=_l("Una institución"))
            for each in list_organisations()
        ),
    ]
