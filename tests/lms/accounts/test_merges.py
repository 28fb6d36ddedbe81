"""Two records of one person."""

import pytest

from lms.accounts.models.access import CodePurpose
from lms.accounts.operations.codes import issue_codes
from lms.accounts.operations.merges import CannotMerge, merge_people, undo_merge
from lms.accounts.operations.passwords import authenticate
from lms.accounts.operations.roles import grant_role
from lms.accounts.permissions import SYSTEM, Role, ScopeKind
from lms.accounts.profiles import get_profile
from lms.accounts.queries.identities import identities_of, resolve_people, resolve_person
from lms.errors import Forbidden


def test_a_merged_record_reads_as_the_one_that_stays_until_undone(cast):
    loser, survivor = cast.id("other_trainee"), cast.id("trainee")
    merge = merge_people(cast.actor("registrar"), loser, survivor)
    assert resolve_person(loser) == survivor
    assert resolve_people([loser, survivor]) == {loser: survivor, survivor: survivor}
    undo_merge(cast.actor("registrar"), merge)
    assert resolve_person(loser) == loser


def test_chains_of_merges_lead_to_the_last_survivor(cast):
    a, b, c = cast.id("other_trainee"), cast.id("trainee"), cast.id("stranger")
    merge_people(cast.actor("registrar"), a, b)
    merge_people(cast.actor("registrar"), b, c)
    assert resolve_person(a) == c
    assert set(identities_of(c)) == {a, b, c}


def test_the_survivor_has_the_documents_and_roles_of_both(cast):
    cohort = "01900000-0000-7000-8000-000000000001"
    grant_role(SYSTEM, cast.id("other_trainee"), Role.TRAINEE, ScopeKind.COHORT, cohort, "grupo")
    merge_people(cast.actor("registrar"), cast.id("other_trainee"), cast.id("trainee"))
    assert set(get_profile(cast.id("trainee")).documents) == {"DNI ••••0001", "DNI ••••0002"}
    assert cast.actor("trainee").has_role(Role.TRAINEE)


def test_she_logs_in_with_either_document(cast, with_password):
    with_password("trainee")
    merge_people(cast.actor("registrar"), cast.id("other_trainee"), cast.id("trainee"))
    assert authenticate("40000002", "mesa lluvia tren", "10.0.0.0/24") == cast.id("trainee")


def test_a_code_for_the_merged_record_is_one_for_the_survivor(cast):
    merge_people(cast.actor("registrar"), cast.id("other_trainee"), cast.id("trainee"))
    assert set(issue_codes(SYSTEM, [cast.id("other_trainee")], CodePurpose.RESET)) == {cast.id("other_trainee")}


def test_no_record_is_merged_twice_or_into_itself(cast):
    registrar = cast.actor("registrar")
    merge_people(registrar, cast.id("other_trainee"), cast.id("trainee"))
    for loser, survivor in (("other_trainee", "stranger"), ("trainee", "other_trainee"), ("stranger", "stranger")):
        with pytest.raises(CannotMerge):
            merge_people(registrar, cast.id(loser), cast.id(survivor))


def test_nobody_gains_a_staff_role_by_a_merge(cast):
    with pytest.raises(CannotMerge, match="rol de personal"):
        merge_people(cast.actor("registrar"), cast.id("administrator"), cast.id("stranger"))
    with pytest.raises(Forbidden):
        merge_people(cast.actor("registrar"), cast.id("stranger"), cast.id("registrar"))


def test_nobody_sets_her_own_records_apart(cast):
    grant_role(SYSTEM, cast.id("stranger"), Role.REGISTRAR, ScopeKind.EVERYTHING, None, "memorando 1")
    merge = merge_people(cast.actor("stranger"), cast.id("other_trainee"), cast.id("registrar"))
    with pytest.raises(Forbidden):
        undo_merge(cast.actor("registrar"), merge)


def test_a_coordinator_merges_nobody(cast):
    with pytest.raises(Forbidden):
        merge_people(cast.actor("coordinator"), cast.id("other_trainee"), cast.id("trainee"))
