"""Access codes on slips of paper that say nothing about the course."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from courses.cohorts.forms import CodesForm, options
from courses.cohorts.operations.codes import hand_out_codes
from courses.cohorts.queries.cohorts import CohortSummary, open_cohort
from courses.cohorts.queries.enrolments import EnrolmentSummary, roster
from courses.cohorts.views.blueprint import bp, label_people, never_stored
from lms.accounts.guards import current_actor, guard
from lms.accounts.permissions import Permission
from lms.accounts.queries.access import accounts_of
from lms.settings import Settings


@bp.route("/grupos/<code>/codigos", methods=["GET", "POST"])
@guard(Permission.ISSUE_CODES)
def codes(code: str) -> ResponseReturnValue:
    """Choose who gets a code, then show the slips this once; only HMACs are kept."""
    cohort = open_cohort(current_actor(), code, Permission.ISSUE_CODES)
    people = roster(cohort.id)
    accounts = accounts_of(each.person_id for each in people)
    has_password = {each for each, account in accounts.items() if account.password_hash}
    form, labels = CodesForm(), label_people(people)
    form.enrolments.choices = options(labels.items())
    if form.validate_on_submit():
        return never_stored(
            _hand_out(cohort, [each for each in people if str(each.id) in form.enrolments.data], labels)
        )
    if request.method == "GET":
        form.enrolments.data = [str(each.id) for each in people if each.person_id not in has_password]
    page = render_template(
        "courses/cohorts/codes.html",
        form=form,
        cohort=cohort,
        people=people,
        with_password=sum(each.person_id in has_password for each in people),
    )
    return never_stored(page, 400 if form.errors else 200)


def _hand_out(cohort: CohortSummary, chosen: Sequence[EnrolmentSummary], labels: Mapping[UUID, str]) -> str:
    issued = hand_out_codes(current_actor(), cohort.id, {each.id for each in chosen})
    return render_template(
        "courses/cohorts/slips.html",
        cohort=cohort,
        slips=[(each, issued[each.id]) for each in chosen if each.id in issued],
        labels=labels,
        refused=[labels[each.id] for each in chosen if each.id not in issued],
        address=_address(),
    )


def _address() -> str:
    """Where to type the code, short enough to copy by hand."""
    settings: Settings = current_app.extensions["settings"]
    base = settings.public_url or request.host_url.rstrip("/")
    return base.removeprefix("https://").removeprefix("http://") + url_for("accounts.activate")
