"""Registering people, and what changes about them."""

from datetime import date

import pytest

from lms.accounts.domain import parse_document
from lms.accounts.models.organisations import OrganisationKind
from lms.accounts.operations.organisations import create_organisation, edit_organisation
from lms.accounts.operations.people import DuplicateDocument, NewPerson, add_posting, change_name, register_person
from lms.accounts.permissions import SYSTEM
from lms.accounts.profiles import export_person, get_profile, list_postings
from lms.accounts.queries.people import find_homonyms, get_person, search_people
from lms.database import transaction
from lms.errors import Conflict, Forbidden, Invalid


def new_person(**changes):
    return NewPerson(
        **{"given_names": "Zoila", "surnames": "Ñaupari Ríos", "document": parse_document("DNI", "45000001"), **changes}
    )


def test_a_document_belongs_to_one_person(app):
    register_person(SYSTEM, new_person())
    with pytest.raises(DuplicateDocument):
        register_person(SYSTEM, new_person(given_names="Otra"))


def test_an_alias_needs_neither_surname_nor_document(app):
    person_id = register_person(SYSTEM, NewPerson("Flor de Retama", "", is_alias=True))
    assert get_person(person_id).full_name == "Flor de Retama"


def test_homonyms_are_found_without_accents(app):
    person_id = register_person(SYSTEM, new_person())
    assert find_homonyms(["zoila naupari rios"]) == {"zoila naupari rios": [person_id]}


@pytest.mark.parametrize("text", ["ñaupari", "NAUPARI", "zoila", "45000001"])
def test_people_are_found_by_part_of_the_name_or_the_whole_document(app, text):
    person_id = register_person(SYSTEM, new_person())
    assert person_id in {person.id for person in search_people(text)}


def test_part_of_a_document_finds_nobody(app):
    register_person(SYSTEM, new_person())
    assert search_people("4500000") == []


def test_a_new_name_counts_and_the_old_one_still_finds_her(app):
    person_id = register_person(SYSTEM, new_person())
    change_name(SYSTEM, person_id, "Zoila Rosa", "Ñaupari Ríos")
    assert get_person(person_id).full_name == "Zoila Rosa Ñaupari Ríos"
    assert find_homonyms(["Zoila Ñaupari Ríos"]) == {"zoila naupari rios": [person_id]}


def test_a_trainee_registers_nobody(cast):
    with pytest.raises(Forbidden):
        register_person(cast.actor("trainee"), new_person())


def test_a_transfer_ends_the_posting_before(app, cast):
    station = create_organisation(SYSTEM, OrganisationKind.STATION, "Comisaría de Prueba", "22")
    person = cast.id("officer")
    with transaction():
        add_posting(person, cast.court, "Alférez", "123456", date(2025, 1, 1))
        add_posting(person, station, "Teniente", "123456", date(2026, 1, 1))
        add_posting(person, station, "Teniente", "123456", date(2026, 3, 1))
    spans = [(each.organisation, each.since, each.until) for each in list_postings((person,))]
    assert spans == [
        ("Comisaría de Prueba", date(2026, 1, 1), None),
        ("Corte Superior de Prueba", date(2025, 1, 1), date(2025, 12, 31)),
    ]


def test_an_organisation_has_one_name_and_is_not_its_own_parent(app, cast):
    admin = cast.actor("administrator")
    with pytest.raises(Conflict):
        create_organisation(admin, OrganisationKind.COURT, "Corte Superior de Prueba")
    child = create_organisation(admin, OrganisationKind.COURT, "Juzgado de Prueba", "22", cast.court)
    with pytest.raises(Invalid):
        edit_organisation(admin, cast.court, OrganisationKind.COURT, "Corte", "22", child)


def test_staff_see_the_document_masked_and_the_person_sees_it_whole(app, cast):
    assert get_profile(cast.id("trainee")).documents == ("DNI ••••0001",)
    assert export_person(cast.id("trainee"))["documents"][0]["number"] == "40000001"
