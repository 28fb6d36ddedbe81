"""What a course asks and what is still missing, in plain words: for the trainee (tú) and, shorter, for the acta."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from courses.completion.domain import Outcome, Requirement, RequirementKind
from courses.curriculum.domain import Component, Course, PartKind, Programme
from lms.web.locale import NO_BREAK_SPACE, mark


def describe(requirement: Requirement, programme: Programme, course: Course) -> tuple[str, str]:
    """Title and sentence for the trainee: how she stands, and what she can do about it."""
    return _title(requirement, programme, course), _detail(requirement, course)


def describe_all(requirements: Sequence[Requirement], programme: Programme, course: Course) -> list[tuple[str, str]]:
    """As `describe`, one row each; the requirements to take part, which the coordination decides, share the last."""
    decided = [each for each in requirements if each.kind == RequirementKind.ELIGIBILITY]
    others = [each for each in requirements if each.kind != RequirementKind.ELIGIBILITY]
    rows = [describe(each, programme, course) for each in others]
    if decided:
        titles = "; ".join(_lower(_title(each, programme, course)) for each in decided)
        rows.append((_("Requisitos para participar"), _decided(decided[0].is_met, titles)))
    return rows


def lack_all(requirements: Sequence[Requirement], programme: Programme, course: Course) -> list[str]:
    """As `lack`, several requirements to take part as one number."""
    decided = [each for each in requirements if each.kind == RequirementKind.ELIGIBILITY]
    if len(decided) < 2:
        return [lack(each, programme, course) for each in requirements]
    others = [each for each in requirements if each.kind != RequirementKind.ELIGIBILITY]
    words = _("%(number)d requisitos para participar", number=len(decided))
    return [words, *(lack(each, programme, course) for each in others)]


def lack(requirement: Requirement, programme: Programme, course: Course) -> str:
    """What is missing, in a few words, for the staff's lists."""
    title = _title(requirement, programme, course)
    if requirement.kind == RequirementKind.HOURS:
        minutes = _missing_minutes(requirement)
        return _("%(title)s: %(hours)s más", title=title, hours=hours_words(minutes, course))
    if requirement.is_waiting:
        return _("%(title)s: por calificar", title=title)
    if requirement.kind in (RequirementKind.COMPONENT, RequirementKind.FINAL_MARK) and requirement.reached is not None:
        return _(
            "%(title)s: %(reached)s (mínimo %(needed)s)",
            title=title, reached=mark(requirement.reached), needed=mark(requirement.needed),
        )  # fmt: skip
    if requirement.kind == RequirementKind.PRE_POST:
        return _(
            "%(title)s: %(reached)d %% (mínimo %(needed)d %%)",
            title=title, reached=requirement.reached, needed=requirement.needed,
        )  # fmt: skip
    return title


def hours_words(minutes: int, course: Course) -> str:
    """«18 h», «18 h 30 min», «45 min»; hours of as many minutes as the course counts."""
    hours, rest = divmod(minutes, course.rules.hour_minutes)
    words = [_("%(n)d h", n=hours)] if hours else []
    words += [_("%(n)d min", n=rest)] if rest or not hours else []
    return " ".join(words).replace(" ", NO_BREAK_SPACE)


def progress_words(outcome: Outcome, course: Course) -> str:
    """«18 de 30 h»."""
    done, rest = divmod(min(outcome.minutes, outcome.course_minutes), course.rules.hour_minutes)
    total = hours_words(outcome.course_minutes, course)
    if rest:
        return _("%(done)s de %(total)s", done=hours_words(outcome.minutes, course), total=total)
    return _("%(done)d de %(total)s", done=done, total=total)


def _title(requirement: Requirement, programme: Programme, course: Course) -> str:
    kind = requirement.kind
    if kind == RequirementKind.ELIGIBILITY:
        return programme.requirement(requirement.ref).title
    if kind == RequirementKind.MANDATORY_PART:
        return course.part(requirement.ref).title
    if kind == RequirementKind.COMPONENT:
        return _component(course, requirement.ref).title
    return {
        RequirementKind.CONSENT: _("Consentimiento"),
        RequirementKind.HOURS: _("Horas"),
        RequirementKind.FINAL_MARK: _("Nota final"),
        RequirementKind.CRITICAL_ITEMS: _("Preguntas críticas"),
        RequirementKind.TRAINER_LICENCE: _("Licencia de quien enseña"),
        RequirementKind.MAX_ATTENDEES: _("Tamaño del grupo"),
        RequirementKind.PRE_POST: _("Pruebas de entrada y salida"),
        RequirementKind.APPROVAL: _("Aprobación de la coordinación"),
    }[kind]


def _detail(requirement: Requirement, course: Course) -> str:
    words = {
        RequirementKind.CONSENT: _consent,
        RequirementKind.ELIGIBILITY: _eligibility,
        RequirementKind.HOURS: _hours,
        RequirementKind.MANDATORY_PART: _mandatory_part,
        RequirementKind.COMPONENT: _component_detail,
        RequirementKind.FINAL_MARK: _final_mark,
        RequirementKind.CRITICAL_ITEMS: _critical_items,
        RequirementKind.TRAINER_LICENCE: _trainer_licence,
        RequirementKind.MAX_ATTENDEES: _max_attendees,
        RequirementKind.PRE_POST: _pre_post,
        RequirementKind.APPROVAL: _approval,
    }
    return words[requirement.kind](requirement, course)


def _consent(requirement: Requirement, _course: Course) -> str:
    if requirement.is_met:
        return _("Diste permiso para usar tus datos en este programa.")
    return _("Falta tu permiso para usar tus datos. Habla con tu coordinación.")


def _eligibility(requirement: Requirement, _course: Course) -> str:
    if requirement.is_met:
        return _("La coordinación ya lo comprobó.")
    return _("La coordinación todavía no lo ha comprobado, o lo que comprobó ya venció.")


def _hours(requirement: Requirement, course: Course) -> str:
    total = hours_words(course.planned_minutes(), course)
    enough = hours_words(requirement.needed or 0, course)
    asked = _("Se piden %(enough)s de las %(total)s.", enough=enough, total=total)
    if requirement.is_met:
        return _("Tienes %(reached)s.", reached=hours_words(requirement.reached or 0, course)) + f" {asked}"
    minutes = _missing_minutes(requirement)
    missing = ngettext(
        "Te falta %(hours)s.", "Te faltan %(hours)s.", _count(minutes, course), hours=hours_words(minutes, course)
    )
    if course.planned_minutes(PartKind.LESSON):
        how = _("Asiste a las sesiones o termina las lecciones.")
    else:
        how = _("Asiste a las sesiones.")
    return f"{missing} {asked} {how}"


def _decided(is_met: bool, titles: str) -> str:
    if is_met:
        return _("La coordinación ya comprobó: %(titles)s.", titles=titles)
    return _("La coordinación todavía no comprueba, o ya venció: %(titles)s.", titles=titles)


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]


def _missing_minutes(requirement: Requirement) -> int:
    return (requirement.needed or 0) - (requirement.reached or 0)


def _count(minutes: int, course: Course) -> int:
    """For the verb: one hour or one minute is singular."""
    return 1 if minutes in (1, course.rules.hour_minutes) else 2


def _mandatory_part(requirement: Requirement, course: Course) -> str:
    if requirement.needed is None:
        return _("Ya la hiciste.") if requirement.is_met else _("No puede faltar: todavía no la haces.")
    reached, needed = hours_words(requirement.reached or 0, course), hours_words(requirement.needed, course)
    if requirement.is_met:
        return _("Cumpliste %(reached)s.", reached=reached)
    return _("No puede faltar: llevas %(reached)s y se piden %(needed)s.", reached=reached, needed=needed)


def _component_detail(requirement: Requirement, course: Course) -> str:
    if requirement.reached is None:
        if requirement.is_waiting:
            return _("Un trabajo tuyo espera que lo califiquen.")
        number = len(_component(course, requirement.ref).evaluations)
        return ngettext(
            "Todavía no tiene nota. Se forma con %(num)d evaluación.",
            "Todavía no tiene nota. Se forma con %(num)d evaluaciones: faltan algunas.",
            number,
        )
    if requirement.is_met:
        return _("Tienes %(mark)s.", mark=mark(requirement.reached))
    return _(
        "Tienes %(mark)s y el mínimo es %(needed)s.", mark=mark(requirement.reached), needed=mark(requirement.needed)
    )


def _final_mark(requirement: Requirement, _course: Course) -> str:
    needed = mark(requirement.needed)
    if requirement.reached is None:
        return _("Se calcula cuando tengas todas tus notas. Se aprueba con %(needed)s.", needed=needed)
    if requirement.is_met:
        return _("Tienes %(mark)s. Se aprueba con %(needed)s.", mark=mark(requirement.reached), needed=needed)
    return _(
        "Tienes %(mark)s y se aprueba con %(needed)s. Mira qué evaluación puedes repetir.",
        mark=mark(requirement.reached), needed=needed,
    )  # fmt: skip


def _critical_items(requirement: Requirement, _course: Course) -> str:
    if requirement.is_met:
        return _("Ninguna tiene error.")
    return ngettext(
        "Hay %(num)d con error, y un error ahí puede dañar a alguien. Repasa la lección y repite la evaluación.",
        "Hay %(num)d con error, y un error ahí puede dañar a alguien. Repasa las lecciones y repite la evaluación.",
        requirement.reached or 0,
    )


def _trainer_licence(requirement: Requirement, _course: Course) -> str:
    if requirement.is_met:
        return _("Las sesiones las dirige alguien con licencia.")
    return _("Una sesión no la dirigió alguien con licencia. Lo resuelve la coordinación.")


def _max_attendees(requirement: Requirement, _course: Course) -> str:
    if requirement.is_met:
        return _("El grupo no pasa de %(needed)d personas.", needed=requirement.needed)
    return _(
        "Asistieron %(reached)d personas y el máximo es %(needed)d. Lo resuelve la coordinación.",
        reached=requirement.reached, needed=requirement.needed,
    )  # fmt: skip


def _pre_post(requirement: Requirement, _course: Course) -> str:
    return _(
        "El %(reached)d %% de quienes asistieron rindió las dos. Se pide el %(needed)d %%.",
        reached=requirement.reached, needed=requirement.needed,
    )  # fmt: skip


def _approval(requirement: Requirement, _course: Course) -> str:
    if requirement.is_met:
        return _("La coordinación dio su visto bueno al grupo.")
    return _("La coordinación todavía no da su visto bueno al grupo.")


def _component(course: Course, slug: str) -> Component:
    return next(each for each in course.components if each.slug == slug)
