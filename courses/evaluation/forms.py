"""Forms made of items: one question, a sheet of paper, a rubric; plus the confirmation and the decision.

Options travel as their place in the order shown, so that no address or value tells which one is right.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DecimalField,
    Field,
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from courses.curriculum.domain import Criterion, Item, ItemKind, Option
from courses.evaluation.scoring import MAX_TEXT, Response
from lms.forms import Between

TRUE, FALSE = "v", "f"
Tasks = Sequence[tuple[Item, Sequence[Criterion]]]


class CommentedForm(FlaskForm):
    """A rubric with a comment; `key` makes a double click count once."""

    key = HiddenField()
    comment = TextAreaField(
        _l("Comentario"),
        [Length(max=MAX_TEXT, message=_l("El comentario es demasiado largo."))],
        description=_l("Lo lee quien respondió. Solo sobre el desempeño, sin datos de personas ni de casos."),
    )


class SubmitForm(FlaskForm):
    """Handing in; with blanks it must be confirmed."""

    confirmed = BooleanField(_l("Sí, quiero enviar aunque falten respuestas"))


class DecisionForm(FlaskForm):
    """A decided mark beside the computed one, with its reason."""

    kind = RadioField(
        _l("Motivo"),
        [InputRequired(_l("Elegir si es una corrección o una apelación."))],
        choices=[
            SelectChoice("override", _l("Corrección: el cálculo no refleja lo que hizo")),
            SelectChoice("appeal", _l("Apelación: la pidió y la decide quien no calificó")),
        ],
    )
    mark = DecimalField(
        _l("Nota decidida"),
        [InputRequired(_l("Escribir la nota.")), Between(0, 20, _l("La nota va de 0 a 20."))],
        places=2,
        description=_l("De 0 a 20, por ejemplo 14.50."),
    )
    reason = TextAreaField(
        _l("Razón"),
        [
            DataRequired(_l("Escribir la razón de la decisión.")),
            Length(max=MAX_TEXT, message=_l("La razón es demasiado larga.")),
        ],
        description=_l("Queda guardada junto a la nota. Sin datos de personas ni de casos."),
    )


def answer_form(item: Item, options: Sequence[Option], response: Response | None = None) -> FlaskForm:
    """The form of one question; `response` fills it."""
    fields = {"answer": _answer_field(item, options, item.stem)}
    return _build(FlaskForm, fields, {"answer": _shown(options, response)})


def read_answer(item: Item, options: Sequence[Option], data: Any) -> Response | None:
    """What was posted for one question as a response; None for a blank one."""
    if item.kind == ItemKind.TRUE_FALSE:
        return {TRUE: True, FALSE: False}.get(data)
    if item.kind == ItemKind.SINGLE:
        return _option_id(options, data) or None
    if item.kind == ItemKind.MULTIPLE:
        return tuple(_option_id(options, each) for each in data or ()) or None
    return (data or "").strip() or None


def paper_form(items: Sequence[Item], key: str) -> FlaskForm:
    """All questions of a sheet of paper, each of which may be blank: fields p1, p2, …"""
    fields = {f"p{n}": _answer_field(item, _lettered(item.options), str(n)) for n, item in enumerate(items, start=1)}
    return _build(FlaskForm, {**fields, "key": HiddenField()}, {"key": key})


def read_paper(form: FlaskForm, items: Sequence[Item]) -> dict[str, object]:
    """The answered questions of the sheet by SHA-256."""
    answers = {
        item.sha256: read_answer(item, item.options, form[f"p{n}"].data) for n, item in enumerate(items, start=1)
    }
    return {sha256: answer for sha256, answer in answers.items() if answer is not None}


def rubric_form(tasks: Tasks, chosen: Mapping[str, int] | None = None, comment: str = "", key: str = "") -> FlaskForm:
    """Every criterion of every task: fields c1-1, c1-2, …; `chosen` fills the first task's by criterion."""
    fields, filled = {}, {"comment": comment, "key": key}
    for name, criterion in _criteria(tasks):
        fields[name] = RadioField(
            criterion.title,
            [InputRequired(_("Elegir un nivel en «%(title)s».", title=criterion.title))],
            choices=[SelectChoice(str(100 * level.points), level.text) for level in criterion.levels],
        )
        if chosen and criterion.slug in chosen:
            filled[name] = str(chosen[criterion.slug])
    return _build(CommentedForm, fields, filled)


def rubric_fields(form: FlaskForm, tasks: Tasks) -> list[list[tuple[Field, Criterion]]]:
    """The form's fields with their criteria, task by task."""
    by_name = dict(_criteria(tasks))
    return [
        [(form[name], by_name[name]) for name in by_name if name.startswith(f"c{n}-")] for n in range(1, len(tasks) + 1)
    ]


def read_rubric(form: FlaskForm, tasks: Tasks) -> dict[str, dict[str, int]]:
    """Points in hundredths by item and criterion."""
    return {
        item.sha256: {criterion.slug: int(field.data) for field, criterion in fields}
        for (item, _criteria), fields in zip(tasks, rubric_fields(form, tasks), strict=True)
    }


def _answer_field(item: Item, options: Sequence[Option], label: str) -> Any:
    choices = [SelectChoice(str(place), option.text) for place, option in enumerate(options, start=1)]
    if item.kind == ItemKind.SINGLE:
        return RadioField(label, choices=choices, validate_choice=False)
    if item.kind == ItemKind.MULTIPLE:
        return SelectMultipleField(
            label,
            choices=choices,
            validate_choice=False,
            widget=ListWidget(prefix_label=False),
            option_widget=CheckboxInput(),
        )
    if item.kind == ItemKind.TRUE_FALSE:
        words = [SelectChoice(TRUE, _("Verdadero")), SelectChoice(FALSE, _("Falso"))]
        return RadioField(label, choices=words, validate_choice=False)
    if item.kind == ItemKind.SHORT_TEXT:
        return StringField(label)
    return TextAreaField(label)


def _lettered(options: Sequence[Option]) -> list[Option]:
    """Options as printed sheets name them: a) b) c)"""
    return [replace(option, text=f"{chr(97 + place)}) {option.text}") for place, option in enumerate(options)]


def _shown(options: Sequence[Option], response: Response | None) -> str | list[str] | None:
    """A response as the form's field holds it."""
    if isinstance(response, bool):
        return TRUE if response else FALSE
    places = {option.id: str(place) for place, option in enumerate(options, start=1)}
    if isinstance(response, tuple):
        return [places[each] for each in response if each in places]
    return None if response is None else places.get(response, response)


def _option_id(options: Sequence[Option], place: object) -> str:
    """The option in that place; an unknown place stays as it is, for the operation to refuse."""
    ids = {str(number): option.id for number, option in enumerate(options, start=1)}
    return ids.get(str(place), str(place)) if place else ""


def _criteria(tasks: Tasks) -> Iterable[tuple[str, Criterion]]:
    for number, (_item, criteria) in enumerate(tasks, start=1):
        for position, criterion in enumerate(criteria, start=1):
            yield f"c{number}-{position}", criterion


def _build(base: type[FlaskForm], fields: Mapping[str, Any], data: Mapping[str, Any]) -> FlaskForm:
    return type(base.__name__, (base,), dict(fields))(data=dict(data))
