"""Deciding requirements: the whole cohort on one page, or one person with the help texts."""

from collections.abc import Iterable
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from courses.cohorts.forms import TokenForm
from courses.cohorts.models import EligibilityOutcome
from courses.cohorts.operations.eligibility import Decided, decide_all
from courses.cohorts.queries.cohorts import CohortSummary, course_of, open_cohort, programme_of
from courses.cohorts.queries.decisions import eligibility_of
from courses.cohorts.queries.enrolments import EnrolmentSummary, roster
from courses.cohorts.views.blueprint import bp, label_people, never_stored, open_enrolment
from courses.cohorts.wording import decision_words
from courses.curriculum.domain import Eligibility
from lms import clock
from lms.accounts.guards import current_actor, guard
from lms.accounts.permissions import Permission
from lms.accounts.queries.identities import resolve_person
from lms.accounts.queries.people import summarise_people
from lms.errors import Invalid
from lms.forms import blame


@bp.route("/grupos/<code>/requisitos", methods=["GET", "POST"])
@guard(Permission.DECIDE_ELIGIBILITY)
def eligibility(code: str) -> ResponseReturnValue:
    """People by requirements; a select left alone changes nothing."""
    cohort = open_cohort(current_actor(), code, Permission.DECIDE_ELIGIBILITY)
    form, people = TokenForm(), roster(cohort.id)
    if form.validate_on_submit() and _decide(form, cohort, people):
        return redirect(url_for("cohorts.eligibility", code=cohort.code), code=303)
    decisions, day = eligibility_of(each.id for each in people), clock.today()
    page = render_template(
        "courses/cohorts/eligibility.html",
        form=form,
        cohort=cohort,
        people=people,
        labels=label_people(people),
        requirements=_requirements(cohort),
        state=lambda enrolment, slug: decision_words(decisions[enrolment.id].get(slug), day),
        own=_own_id(),
        outcomes=_outcomes(),
    )
    return never_stored(page, 400 if form.errors else 200)


@bp.route("/grupos/<code>/requisitos/<uuid:enrolment_id>", methods=["GET", "POST"])
@guard(Permission.DECIDE_ELIGIBILITY)
def eligibility_of_person(code: str, enrolment_id: UUID) -> ResponseReturnValue:
    """One person's requirements, each with its help, last decision, who took it and when."""
    cohort = open_cohort(current_actor(), code, Permission.DECIDE_ELIGIBILITY)
    enrolment = open_enrolment(cohort, enrolment_id)
    form = TokenForm()
    if form.validate_on_submit() and _decide(form, cohort, [enrolment]):
        return redirect(url_for("cohorts.eligibility", code=cohort.code), code=303)
    decisions = eligibility_of([enrolment.id])[enrolment.id]
    page = render_template(
        "courses/cohorts/person.html",
        form=form,
        cohort=cohort,
        enrolment=enrolment,
        requirements=_requirements(cohort),
        decisions=decisions,
        words={slug: decision_words(decision, clock.today()) for slug, decision in decisions.items()},
        deciders=summarise_people(each.decided_by for each in decisions.values() if each.decided_by),
        is_own=_own_id() == enrolment.person_id,
        outcomes=_outcomes(),
    )
    return never_stored(page, 400 if form.errors else 200)


def _decide(form: TokenForm, cohort: CohortSummary, people: Iterable[EnrolmentSummary]) -> bool:
    """Record what was chosen; False with the error on the form when something chosen makes no sense."""
    try:
        chosen = _read_choices(cohort, people)
        decide_all(current_actor(), chosen)
    except Invalid as error:
        blame(form, error)
        return False
    words = ngettext("Se guardó %(num)s decisión.", "Se guardaron %(num)s decisiones.", len(chosen))
    flash(words if chosen else _("No había ningún cambio."), "success" if chosen else "info")
    return True


def _read_choices(cohort: CohortSummary, people: Iterable[EnrolmentSummary]) -> list[Decided]:
    chosen = []
    for enrolment in people:
        for slug in course_of(cohort).rules.eligibility:
            value = request.form.get(f"{enrolment.id}.{slug}", "")
            if value and value not in dict(_outcomes()):
                raise Invalid(_("Elegir una de las respuestas de la lista."))
            if value:
                chosen.append(Decided(enrolment.id, slug, EligibilityOutcome(value)))
    return chosen


def _requirements(cohort: CohortSummary) -> list[Eligibility]:
    programme = programme_of(cohort)
    return [programme.requirement(slug) for slug in course_of(cohort).rules.eligibility]


def _outcomes() -> list[tuple[str, str]]:
    return [
        (EligibilityOutcome.YES.value, _("Cumple")),
        (EligibilityOutcome.NO.value, _("No cumple")),
        (EligibilityOutcome.WAIVED.value, _("Dispensa")),
    ]


def _own_id() -> UUID | None:
    person_id = current_actor().person_id
    return resolve_person(person_id) if person_id else None
