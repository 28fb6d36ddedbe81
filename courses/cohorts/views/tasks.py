"""What is to be done in a cohort, in order, with a link where the reader may do it."""

from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from courses.cohorts.queries.cohorts import CohortSummary, course_of
from courses.cohorts.queries.decisions import approval_of, eligibility_of
from courses.cohorts.queries.enrolments import roster
from lms import clock
from lms.accounts.permissions import Actor, Permission
from lms.accounts.queries.consents import consents_in_force

Task = dict[str, Any]


def list_tasks(actor: Actor, cohort: CohortSummary) -> list[Task]:
    """The steps from roster to certificates; those of other packages only where their page exists."""
    rules = course_of(cohort).rules
    steps = [
        (_roster_task(cohort), Permission.VIEW_COHORT),
        (_consent_task(cohort) if rules.consent else None, Permission.RECORD_CONSENT),
        (_eligibility_task(cohort) if rules.eligibility else None, Permission.DECIDE_ELIGIBILITY),
        (_task(_("Códigos de acceso"), "cohorts.codes", cohort), Permission.ISSUE_CODES),
        (_task(_("Ajustes para clases y exámenes"), "cohorts.needs", cohort), Permission.VIEW_COHORT),
        (_task(_("Sesiones y asistencia"), "attendance.sessions", cohort), Permission.VIEW_COHORT),
        (_task(_("Evaluaciones"), "evaluation.cohort", cohort), Permission.VIEW_COHORT),
        (_approval_task(cohort) if rules.approval else None, Permission.APPROVE_COHORT),
        (_task(_("Acta"), "completion.acta", cohort), Permission.VIEW_COHORT),
        (_task(_("Certificados"), "registry.cohort", cohort), Permission.VIEW_CERTIFICATES),
    ]
    return [task for task, permission in steps if task and task["href"] and actor.may(permission, cohort.target)]


def _task(title: str, endpoint: str, cohort: CohortSummary, status: str = "", kind: str = "") -> Task:
    return {"title": title, "href": _find_url(endpoint, cohort), "status": status, "kind": kind}


def _find_url(endpoint: str, cohort: CohortSummary) -> str | None:
    """The address of a page of any package about this cohort, if there is one."""
    if endpoint not in current_app.view_functions:
        return None
    known: dict[str, Any] = {"code": cohort.code, "cohort_code": cohort.code, "cohort_id": cohort.id}
    for rule in current_app.url_map.iter_rules(endpoint):
        if rule.arguments <= known.keys() and "GET" in (rule.methods or ()):
            return url_for(endpoint, **{name: known[name] for name in rule.arguments})
    return None


def _roster_task(cohort: CohortSummary) -> Task:
    number = len(roster(cohort.id))
    words = ngettext("%(num)s persona", "%(num)s personas", number) if number else _("Sin personas")
    return _task(_("Nómina"), "cohorts.roster", cohort, words, "good" if number else "wait")


def _consent_task(cohort: CohortSummary) -> Task:
    people = {each.person_id for each in roster(cohort.id)}
    missing = len(people - set(consents_in_force(people, cohort.programme)))
    status = _("Faltan %(number)s", number=missing) if missing else _("Completos") if people else ""
    return _task(_("Consentimientos"), "cohorts.consents", cohort, status, "wait" if missing else "good")


def _eligibility_task(cohort: CohortSummary) -> Task:
    asked, day = course_of(cohort).rules.eligibility, clock.today()
    decisions = eligibility_of(each.id for each in roster(cohort.id))
    ready = sum(all(slug in made and made[slug].holds_on(day) for slug in asked) for made in decisions.values())
    status = _("%(ready)s de %(all)s", ready=ready, all=len(decisions)) if decisions else ""
    kind = "good" if decisions and ready == len(decisions) else "wait"
    return _task(_("Requisitos"), "cohorts.eligibility", cohort, status, kind)


def _approval_task(cohort: CohortSummary) -> Task:
    approval = approval_of(cohort.id)
    if approval is None:
        return _task(_("Aprobación"), "cohorts.approval", cohort, _("Pendiente"), "wait")
    words = _("Aprobado") if approval.approved else _("No aprobado")
    return _task(_("Aprobación"), "cohorts.approval", cohort, words, "good" if approval.approved else "bad")
