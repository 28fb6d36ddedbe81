"""How a decision on a requirement reads."""

from datetime import date

from flask_babel import gettext as _

from courses.cohorts.models import EligibilityOutcome
from courses.cohorts.queries.decisions import DecisionView
from lms.web.locale import short_date


def decision_words(decision: DecisionView | None, day: date) -> tuple[str, str]:
    """The state of a requirement on a day, and the kind of its tag."""
    if decision is None:
        return _("Pendiente"), "wait"
    if decision.outcome == EligibilityOutcome.NO:
        return _("No cumple"), "bad"
    if not decision.holds_on(day):
        return _("Venció el %(day)s", day=short_date(decision.valid_until)), "bad"
    if decision.outcome == EligibilityOutcome.WAIVED:
        return _("Dispensa"), "good"
    if decision.valid_until:
        return _("Cumple hasta el %(day)s", day=short_date(decision.valid_until)), "good"
    return _("Cumple"), "good"
