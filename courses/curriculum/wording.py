"""A course's rules in plain words, for who thinks of enrolling."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext

from courses.curriculum.domain import Award, Component, Course, PartKind, Programme, Rules, Visibility
from lms.web.locale import mark, minutes

Row = tuple[str, str]


def rules_in_words(programme: Programme, course: Course) -> list[Row]:
    """What is asked and what is given, as (short title, sentences)."""
    return [*_asked(programme, course), *_graded(course), *_given(course.rules)]


def _asked(programme: Programme, course: Course) -> Iterator[Row]:
    rules = course.rules
    yield _("Horas"), _hours(course)
    if rules.attendance_share:
        yield (
            _("Asistencia"),
            _(
                "Cumplir por lo menos el %(share)d %% de las horas, entre sesiones y estudio propio.",
                share=rules.attendance_share,
            ),
        )
    if rules.mandatory_parts:
        titles = ". ".join(course.part(ref).title for ref in rules.mandatory_parts)
        yield _("No puede faltar"), f"{titles}."
    if rules.eligibility:
        titles = "; ".join(programme.requirement(slug).title.lower() for slug in rules.eligibility)
        yield _("Para entrar"), f"{titles[0].upper()}{titles[1:]}."
    if rules.consent:
        yield _("Consentimiento"), _("Antes de empezar se explica qué datos se guardan y se pide permiso.")
    if rules.alias:
        yield _("Nombre"), _("Se puede usar otro nombre. No se pide documento.")
    if rules.max_attendees:
        yield _("Grupo"), _("Hasta %(n)d personas.", n=rules.max_attendees)
    if rules.trainer_licence:
        yield _("Quién enseña"), _("Solo quien tiene licencia vigente para enseñar este curso el día de la sesión.")


def _hours(course: Course) -> str:
    alone = course.planned_minutes() - course.planned_minutes(PartKind.SESSION)
    total = ngettext("%(num)d hora.", "%(num)d horas.", course.rules.hours)
    if not alone:
        return f"{total} {_('Todas en persona.')}"
    present = minutes(course.planned_minutes(PartKind.SESSION))
    return (
        f"{total} {_('%(present)s en persona y %(alone)s de estudio propio.', present=present, alone=minutes(alone))}"
    )


def _graded(course: Course) -> Iterator[Row]:
    rules = course.rules
    if rules.pass_mark is None:
        yield _("Notas"), _("Nadie recibe nota.")
    else:
        words = _("De 0 a 20. Se aprueba con %(mark)s.", mark=_short_mark(rules.pass_mark))
        yield _("Notas"), " ".join([words, *(_component_in_words(each) for each in course.components)])
        again = ngettext("Se puede intentar %(num)d vez más.", "Se puede intentar %(num)d veces más.", rules.resits)
        yield _("Si no se aprueba"), again if rules.resits else _("No hay otro intento.")
    if rules.critical_items:
        yield (
            _("Preguntas críticas"),
            _("Hay preguntas que deben estar bien, porque un error puede dañar a alguien."),
        )
    if rules.pre_post_share:
        yield (
            _("Pruebas de entrada y salida"),
            _(
                "La sesión vale si el %(share)d %% de quienes asisten rinde las dos. No se desaprueba por ellas.",
                share=rules.pre_post_share,
            ),
        )


def _component_in_words(component: Component) -> str:
    words = _("%(title)s: %(weight)d %%", title=component.title, weight=component.weight)
    if component.minimum:
        words += " " + _("(mínimo %(mark)s)", mark=_short_mark(component.minimum))
    return f"{words}."


def _given(rules: Rules) -> Iterator[Row]:
    if rules.approval:
        yield _("Visto bueno"), _("La coordinación revisa y aprueba antes de cerrar el acta.")
    award = {
        Award.APROBACION: _("Certificado de aprobación."),
        Award.PARTICIPACION: _("Constancia de participación."),
    }[rules.award]
    if rules.valid_months:
        award += " " + ngettext("Vale %(num)d mes.", "Vale %(num)d meses.", rules.valid_months)
    yield _("Qué se recibe"), f"{award} {rules.not_statement}"
    if rules.visibility is Visibility.PRIVATE:
        yield _("Verificación"), _("Nadie puede verificar la constancia en internet, salvo que su titular lo active.")
    else:
        yield _("Verificación"), _("Cualquiera puede verificar el certificado con su código, sin ver datos privados.")


def _short_mark(hundredths: int) -> str:
    return str(hundredths // 100) if hundredths % 100 == 0 else mark(hundredths)
