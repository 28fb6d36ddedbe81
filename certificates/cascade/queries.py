"""Reading a programme's cascade in a constant number of queries."""

from certificates.cascade.domain import Node
from certificates.issuing.places import places_in
from certificates.issuing.queries.certificates import statuses
from courses.cohorts.queries.cohorts import list_cohorts
from courses.completion.queries.actas import snapshots_of
from lms.accounts.permissions import Actor, Permission
from lms.accounts.queries.identities import resolve_people
from lms.accounts.queries.people import summarise_people


def nodes_of(actor: Actor, programme: str) -> list[Node]:
    """Every certificate of the programme that the actor's scope reaches, with the survivor of each merge as person."""
    cohorts = {each.id: each for each in list_cohorts(actor, Permission.VIEW_CASCADE)}
    places = [each for each in places_in(programme) if each.cohort_id in cohorts]
    survivors = resolve_people(each.person_id for each in places)
    people = summarise_people(survivors.values())
    states = statuses(each.serial for each in places)
    snapshots = snapshots_of(each.completion_id for each in places)
    return [
        Node(
            serial=place.serial,
            person_id=survivors[place.person_id],
            name=people[survivors[place.person_id]].list_name,
            sort_key=people[survivors[place.person_id]].sort_key,
            course=place.course,
            cohort_id=place.cohort_id,
            cohort_code=cohorts[place.cohort_id].code,
            generation=place.generation,
            region=cohorts[place.cohort_id].region,
            unit=snapshots[place.completion_id].unit,
            earned_on=place.earned_on,
            issued_at=place.issued_at,
            state=states[place.serial].state,
            parent=place.lead,
        )
        for place in places
    ]
