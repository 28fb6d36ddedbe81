"""Handing out access codes to the people of a cohort."""

from collections.abc import Collection
from uuid import UUID

from courses.cohorts.queries.cohorts import get_cohort, list_cohorts
from courses.cohorts.queries.enrolments import roster
from lms.accounts.models.access import CodePurpose
from lms.accounts.operations.codes import issue_codes
from lms.accounts.permissions import Actor, Permission, authorise
from lms.accounts.queries.access import accounts_of, load_actor
from lms.database import transaction


def hand_out_codes(actor: Actor, cohort_id: UUID, enrolment_ids: Collection[UUID]) -> dict[UUID, str]:
    """A code by enrolment, readable only now: for the first login or, where there is a password, for a new one.

    Left out are those whom `issue_codes` leaves out, and who has a password and learns beyond the actor's reach too:
    else a coordinator could enrol a stranger to take over her account.
    """
    authorise(actor, Permission.ISSUE_CODES, get_cohort(cohort_id).target)
    with transaction():
        people = {each.id: each.person_id for each in roster(cohort_id) if each.id in enrolment_ids}
        accounts = accounts_of(people.values())
        again = {each for each, account in accounts.items() if account.password_hash}
        issued = issue_codes(actor, set(people.values()) - again, CodePurpose.ACTIVATION)
        issued |= issue_codes(actor, _within_reach(actor, again), CodePurpose.RESET)
    return {enrolment_id: issued[each] for enrolment_id, each in people.items() if each in issued}


def _within_reach(actor: Actor, person_ids: Collection[UUID]) -> set[UUID]:
    """Those who hold roles only in cohorts where the actor hands out codes."""
    if actor.may_somewhere(Permission.MANAGE_ACCOUNTS):
        return set(person_ids)
    reach = {str(each.id) for each in list_cohorts(actor, Permission.ISSUE_CODES)}
    return {each for each in person_ids if all(grant.ref in reach for grant in load_actor(each).grants)}
