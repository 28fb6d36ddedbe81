"""Importing a roster: planned first, then applied as shown, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from uuid import UUID

from courses.cohorts.importing import ImportPlan, Known, Policy, RowPlan, Verdict, make_plan
from courses.cohorts.operations.consent import keep_paper_consent
from courses.cohorts.operations.enrolment import enrol_into
from courses.cohorts.queries.cohorts import CohortSummary, course_of, get_cohort
from courses.cohorts.queries.enrolments import count_enrolled, roster
from courses.cohorts.queries.teaching import who_teaches
from courses.cohorts.roster import RosterRow
from lms import clock
from lms.accounts.models.organisations import OrganisationKind
from lms.accounts.operations.organisations import create_organisation
from lms.accounts.operations.people import NewPerson, add_posting, register_person
from lms.accounts.permissions import Actor, Permission, authorise
from lms.accounts.queries.consents import consents_in_force
from lms.accounts.queries.identities import resolve_people
from lms.accounts.queries.organisations import list_organisations
from lms.accounts.queries.people import documents_of, find_homonyms, find_people_by_document, summarise_people
from lms.accounts.queries.postings import current_postings, find_people_by_cip
from lms.audit.operations import record
from lms.database import transaction
from lms.errors import Conflict
from lms.facts import Source
from lms.text import plain


class FaultyRows(Conflict):
    """A roster with faulty rows is not imported unless they are left out on purpose."""


class PlanChanged(Conflict):
    """Between the dry run and the confirmation somebody changed what the plan was made of."""


@dataclass(frozen=True)
class ImportResult:
    """How many people were newly registered, enrolled, found unchanged, and left out."""

    registered: int
    enrolled: int
    unchanged: int
    left_out: int


def plan_import(cohort_id: UUID, rows: Sequence[RosterRow]) -> ImportPlan:
    """What importing these rows would do now; writes nothing."""
    cohort = get_cohort(cohort_id)
    rules = course_of(cohort).rules
    enrolled = count_enrolled([cohort_id]).get(cohort_id, 0)
    room = None if rules.max_attendees is None else max(rules.max_attendees - enrolled, 0)
    return make_plan(rows, _gather(cohort, rows), Policy(rules.alias, rules.consent, room))


def apply_import(actor: Actor, cohort_id: UUID, plan: ImportPlan, *, without_faulty: bool = False) -> ImportResult:
    """Do what the plan says in one transaction; raises FaultyRows, and PlanChanged when it no longer holds."""
    cohort = get_cohort(cohort_id)
    authorise(actor, Permission.IMPORT_ROSTER, cohort.target)
    if not plan.is_clean and not without_faulty:
        raise FaultyRows("Hay filas con error: corregirlas, o marcar que se dejan fuera.")
    with transaction():
        if plan_import(cohort_id, [each.row for each in plan.rows]).fingerprint != plan.fingerprint:
            raise PlanChanged("El registro cambió desde la revisión: revisar la nómina otra vez.")
        units = _Units(actor, cohort)
        for each in plan.rows:
            if each.enrols:
                _import_row(actor, cohort, each, units)
        result = ImportResult(
            registered=plan.count(Verdict.NEW),
            enrolled=plan.changes,
            unchanged=plan.count(Verdict.ENROLLED),
            left_out=plan.count(Verdict.FAULTY),
        )
        if result.enrolled:
            record(actor.person_id, "roster.imported", "cohort", cohort_id, **vars(result))
    return result


class _Units:
    """Organisations by name as rosters write them; an unknown one is made under the cohort's organisation."""

    def __init__(self, actor: Actor, cohort: CohortSummary) -> None:
        self.actor, self.cohort = actor, cohort
        self.ids = {plain(each.name): each.id for each in list_organisations()}

    def find_or_make(self, row: RosterRow, name: str) -> UUID:
        if plain(name) not in self.ids:
            kind = OrganisationKind.STATION if row.cip or row.rank else OrganisationKind.OTHER
            region = row.region or self.cohort.region
            self.ids[plain(name)] = create_organisation(self.actor, kind, name, region, self.cohort.organisation_id)
        return self.ids[plain(name)]


def _import_row(actor: Actor, cohort: CohortSummary, plan: RowPlan, units: _Units) -> None:
    row = plan.row
    person_id = plan.person_id or register_person(
        actor,
        NewPerson(row.given_names, row.surnames, row.document, row.document is None, row.sex, row.phone),
    )
    if row.consents:
        keep_paper_consent(actor, cohort, person_id, row.consented_on, Source.IMPORT)
    if row.unit:
        _post(actor, person_id, units.find_or_make(row, row.unit), row)
    enrol_into(actor, cohort, person_id)


def _post(actor: Actor, person_id: UUID, organisation_id: UUID, row: RosterRow) -> None:
    if add_posting(person_id, organisation_id, row.rank, row.cip, clock.today()):
        record(actor.person_id, "person.posted", "person", person_id, organisation=str(organisation_id))


def _gather(cohort: CohortSummary, rows: Sequence[RosterRow]) -> Known:
    """All the facts a plan needs, with merged records read as one person."""
    holders = find_people_by_document(row.document for row in rows if row.document)
    cip_holders = find_people_by_cip(row.cip for row in rows if row.cip)
    homonyms = find_homonyms(row.full_name for row in rows if row.given_names)
    survivors = resolve_people([*holders.values(), *cip_holders.values(), *chain(*homonyms.values())])
    people = summarise_people(survivors.values())
    enrolments = roster(cohort.id, with_withdrawn=True)
    postings = current_postings(people, clock.today())
    return Known(
        holders={document: survivors[each] for document, each in holders.items()},
        cip_holders={cip: survivors[each] for cip, each in cip_holders.items()},
        names={each.id: each.full_name for each in people.values()},
        documents=documents_of(people),
        homonyms={name: tuple(dict.fromkeys(survivors[each] for each in ids)) for name, ids in homonyms.items()},
        enrolled=frozenset(each.person_id for each in enrolments if each.withdrawn_at is None),
        withdrawn=frozenset(each.person_id for each in enrolments if each.withdrawn_at is not None),
        teaching=frozenset(who_teaches(cohort)),
        consented=frozenset(consents_in_force(people, cohort.programme)),
        postings={each: (name, posting.rank, posting.cip) for each, (posting, name) in postings.items()},
        aliases={plain(each.person.full_name): each.person_id for each in enrolments if each.person.is_alias},
        units=frozenset(plain(each.name) for each in list_organisations()),
    )
