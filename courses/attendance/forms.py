"""Forms of sessions, attendance, walk-ins and booklets."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    Form,
    FormField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TimeField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from courses.attendance.domain import AttendanceInput, minutes_for
from courses.attendance.models import AttendanceStatus
from courses.attendance.operations.walk_ins import WalkIn
from courses.attendance.queries.entries import EntryView
from courses.attendance.queries.sessions import PartMinutes
from courses.attendance.wording import status_name
from lms import clock
from lms.accounts.domain import PersonSummary, check_full_name, parse_document
from lms.accounts.models.people import DocumentType
from lms.errors import Invalid
from lms.web.locale import minutes


class DayForm(FlaskForm):
    """What is taught and on which day: the day decides who may teach."""

    part = SelectField(_l("Parte del curso"), [DataRequired(_l("Elegir una parte."))])
    day = DateField(_l("Fecha"), [DataRequired(_l("Escribir la fecha con día, mes y año."))])

    def offer(self, parts: Sequence[PartMinutes]) -> None:
        """The parts with minutes left to schedule."""
        self.left = {each.ref: each.left for each in parts if each.left > 0}
        words = {each.ref: f"{each.title} ({minutes(each.left)})" for each in parts}
        self.part.choices = [SelectChoice(ref, words[ref]) for ref in self.left]

    @property
    def minutes_left(self) -> int:
        """Of the part chosen."""
        return self.left[self.part.data]

    def is_fit(self, starts_on: date, ends_on: date) -> bool:
        """Whether part and day are chosen and the day lies within the cohort's; faults are put on the fields."""
        if not self.validate():
            return False
        if not starts_on <= self.day.data <= ends_on:
            self.day.errors = [_("La sesión debe caer entre las fechas del grupo.")]
        return not self.errors


class SessionForm(FlaskForm):
    """Hour, place, minutes and who teaches."""

    time = TimeField(
        _l("Hora de inicio"),
        [InputRequired(_l("Escribir la hora."))],
        description=_l("Hora de Lima. Por ejemplo: 09:00."),
    )
    place = StringField(_l("Lugar"), [InputRequired(_l("Escribir el lugar.")), Length(max=200)])
    planned_minutes = IntegerField(
        _l("Minutos"), [DataRequired(_l("Escribir los minutos en números."))], description=_l("Sin contar descansos.")
    )
    lead = RadioField(_l("Quién dirige la sesión"), [DataRequired(_l("Elegir quién dirige la sesión."))])
    others = SelectMultipleField(
        _l("Quién más enseña"), [Optional()], widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )

    def offer(self, people: Sequence[PersonSummary]) -> None:
        """Those licensed on the day."""
        self.lead.choices = [SelectChoice(str(each.id), each.list_name) for each in people]
        self.others.choices = [SelectChoice(str(each.id), each.list_name) for each in people]

    def starts_at(self, day: date) -> datetime:
        """The moment in UTC of the hour written, on that day in Lima."""
        return clock.at_lima(day, self.time.data.hour, self.time.data.minute)


def _statuses() -> list[SelectChoice]:
    return [SelectChoice(each.value, status_name(each)) for each in AttendanceStatus]


class AttendanceRow(Form):
    """One person; nothing chosen is nothing said."""

    status = RadioField(choices=_statuses, validate_choice=False)
    minutes = IntegerField(_l("Minutos que asistió"), [Optional()])
    reason = StringField(_l("Por qué se corrige"), [Length(max=500)])

    def read(self, enrolment_id: UUID, planned: int, earlier: EntryView | None) -> AttendanceInput | None:
        """What the row says, None if nothing new; a fault is put on its field."""
        try:
            status = AttendanceStatus(self.status.data or "")
            earned = minutes_for(status, self.minutes.data, planned)
        except Invalid as error:
            self.minutes.errors = [error.told(_)]
            return None
        except ValueError:
            return None
        if earlier and (earlier.status, earlier.minutes) == (status, earned):
            return None
        if earlier and not (self.reason.data or "").strip():
            self.reason.errors = [_("Escribir por qué se corrige.")]
        return AttendanceInput(enrolment_id, status, earned, self.reason.data)


class AttendanceForm(FlaskForm):
    """Everybody on one page: a row for each enrolment, added by `attendance_form`."""

    @property
    def rows(self) -> dict[UUID, AttendanceRow]:
        """The rows by enrolment."""
        return {UUID(name.removeprefix("p")): field.form for name, field in self._fields.items() if name[0] == "p"}

    def read(self, planned: int, history: Mapping[UUID, Sequence[EntryView]]) -> list[AttendanceInput]:
        """What is new, row by row; whether all is well, `errors` tells."""
        read = [row.read(each, planned, _last(history.get(each, ()))) for each, row in self.rows.items()]
        return [each for each in read if each is not None]


def attendance_form(history: Mapping[UUID, Sequence[EntryView]], enrolment_ids: Sequence[UUID]) -> AttendanceForm:
    """The form of these people, what is recorded already filled in."""
    fields = {f"p{each.hex}": FormField(AttendanceRow) for each in enrolment_ids}
    recorded = {f"p{each.hex}": _recorded(history[each][-1]) for each in enrolment_ids if history.get(each)}
    form: AttendanceForm = type("AttendanceForm", (AttendanceForm,), fields)(data=recorded)
    return form


def _recorded(entry: EntryView) -> dict[str, object]:
    return {"status": entry.status.value, "minutes": entry.minutes or None}


def _last(entries: Sequence[EntryView]) -> EntryView | None:
    return entries[-1] if entries else None


class WalkInForm(FlaskForm):
    """Somebody who is not on the list."""

    document_type = SelectField(
        _l("Documento"), choices=[SelectChoice(each.value, each.value) for each in DocumentType]
    )
    document_number = StringField(_l("Número de documento"), [Length(max=20)])
    given_names = StringField(_l("Nombres"), [InputRequired(_l("Escribir los nombres.")), Length(max=84)])
    surnames = StringField(_l("Apellidos"), [Length(max=84)])
    consents = BooleanField(_l("Leyó el consentimiento y lo firmó en papel"))

    def read(self) -> WalkIn:
        """The person written; raises Invalid at the field to blame."""
        number = (self.document_number.data or "").strip()
        document = parse_document(self.document_type.data, number) if number else None
        given_names, surnames = check_full_name(self.given_names.data, self.surnames.data or "")
        return WalkIn(given_names, surnames, document, bool(self.consents.data))
