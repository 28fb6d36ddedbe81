"""What the staff pages list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from lms import clock
from lms.accounts.domain import PersonSummary
from lms.accounts.models.licences import Licence, LicenceOrigin
from lms.accounts.models.organisations import OrganisationKind
from lms.accounts.models.people import PersonMerge
from lms.accounts.permissions import Actor, Permission, Target
from lms.accounts.profiles import LicenceView, view_licence
from lms.accounts.queries.organisations import list_organisations
from lms.accounts.queries.people import documents_of, search_people, summarise_people
from lms.accounts.queries.postings import current_postings
from lms.extensions import db
from lms.places import region_name

KIND_NAMES = {
    OrganisationKind.COURT: "Corte o juzgado",
    OrganisationKind.POLICE_REGION: "Región policial",
    OrganisationKind.STATION: "Comisaría",
    OrganisationKind.NGO: "Organización no gubernamental",
    OrganisationKind.NETWORK: "Red u organización de base",
    OrganisationKind.OTHER: "Otra",
}


@dataclass(frozen=True)
class PersonRow:
    """A person among several, told apart by masked document and place of service."""

    person: PersonSummary
    document: str
    organisation: str


@dataclass(frozen=True)
class OrganisationRow:
    """An institution with its kind and seat in words."""

    id: UUID
    name: str
    kind: str
    region: str
    parent: str


@dataclass(frozen=True)
class AppointmentRow:
    """A licence by appointment and who holds it."""

    person: PersonSummary
    licence: LicenceView


@dataclass(frozen=True)
class MergeRow:
    """A merge in force."""

    id: UUID
    loser: PersonSummary
    survivor: PersonSummary
    merged_at: datetime


def find_people(text: str) -> list[PersonRow]:
    """By exact document number or a part of the name; at most 25."""
    return describe_people(search_people(text))


def describe_people(people: Sequence[PersonSummary]) -> list[PersonRow]:
    """The people with what tells homonyms apart."""
    ids = [person.id for person in people]
    documents, postings = documents_of(ids), current_postings(ids, clock.today())
    return [
        PersonRow(
            person,
            f"{documents[person.id].type} {documents[person.id].masked}" if person.id in documents else "",
            postings[person.id][1] if person.id in postings else "",
        )
        for person in people
    ]


def list_organisation_rows() -> list[OrganisationRow]:
    """All institutions, by name."""
    organisations = list_organisations()
    names = {each.id: each.name for each in organisations}
    return [
        OrganisationRow(
            each.id,
            each.name,
            KIND_NAMES[each.kind],
            region_name(each.region),
            names[each.parent_id] if each.parent_id else "",
        )
        for each in organisations
    ]


def list_appointments(actor: Actor) -> list[AppointmentRow]:
    """Appointments within the actor's reach, withdrawn ones last, by name."""
    licences = [
        row
        for row in db.session.scalars(select(Licence).where(Licence.origin == LicenceOrigin.APPOINTMENT))
        if actor.may(Permission.APPOINT_TRAINERS, Target(programme=row.programme, region=row.region))
    ]
    people = summarise_people(row.person_id for row in licences)
    rows = [AppointmentRow(people[row.person_id], view_licence(row)) for row in licences]
    return sorted(rows, key=lambda row: (row.licence.withdrawn_at is not None, row.person.sort_key))


def list_merges() -> list[MergeRow]:
    """Merges in force, newest first."""
    merges = list(
        db.session.scalars(
            select(PersonMerge).where(PersonMerge.undone_at.is_(None)).order_by(PersonMerge.merged_at.desc())
        )
    )
    people = summarise_people([merge.loser_id for merge in merges] + [merge.survivor_id for merge in merges])
    return [MergeRow(m.id, people[m.loser_id], people[m.survivor_id], m.merged_at) for m in merges]
