"""Consents signed on paper."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from courses.cohorts.forms import ConsentsForm, options
from courses.cohorts.operations.consent import record_paper_consents
from courses.cohorts.queries.cohorts import open_cohort, programme_of
from courses.cohorts.queries.enrolments import roster
from courses.cohorts.views.blueprint import bp, label_people, never_stored
from lms.accounts.guards import current_actor, guard
from lms.accounts.permissions import Permission
from lms.accounts.queries.consents import consents_in_force


@bp.route("/grupos/<code>/consentimientos", methods=["GET", "POST"])
@guard(Permission.RECORD_CONSENT)
def consents(code: str) -> ResponseReturnValue:
    """Who has a consent in force, and a tick with a date for papers that came in."""
    cohort = open_cohort(current_actor(), code, Permission.RECORD_CONSENT)
    people, programme = roster(cohort.id), programme_of(cohort)
    in_force = consents_in_force([each.person_id for each in people], programme.slug)
    versions = {person_id: consent.text_version for person_id, consent in in_force.items()}
    waiting = [each for each in people if versions.get(each.person_id) != programme.consent_version]
    form, labels = ConsentsForm(), label_people(people)
    form.enrolments.choices = options((each.id, labels[each.id]) for each in waiting)
    if form.validate_on_submit():
        signed = [each.person_id for each in waiting if str(each.id) in form.enrolments.data]
        record_paper_consents(current_actor(), cohort.id, signed, form.signed_on.data)
        words = ngettext("Se registró %(num)s consentimiento.", "Se registraron %(num)s consentimientos.", len(signed))
        flash(words, "success")
        return redirect(url_for("cohorts.consents", code=cohort.code), code=303)
    page = render_template(
        "courses/cohorts/consents.html",
        form=form,
        cohort=cohort,
        people=people,
        labels=labels,
        waiting=waiting,
        in_force={person_id: (consent.text_version, consent.occurred_at) for person_id, consent in in_force.items()},
        version=programme.consent_version,
        missing=_("Falta"),
    )
    return never_stored(page, 400 if form.errors else 200)
