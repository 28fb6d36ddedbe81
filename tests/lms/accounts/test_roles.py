"""Roles with a scope: who may give them, how far they reach, how they end."""

import pytest

from lms.accounts.models.access import CodePurpose
from lms.accounts.operations.accounts import disable_account
from lms.accounts.operations.administrators import create_administrator
from lms.accounts.operations.codes import issue_codes
from lms.accounts.operations.merges import merge_people
from lms.accounts.operations.passwords import CodeNotValid, redeem_code
from lms.accounts.operations.roles import LastAdministrator, SelfGrant, end_role, grant_role
from lms.accounts.permissions import SYSTEM, Grant, Permission, Role, ScopeKind, Target
from lms.accounts.profiles import list_grants
from lms.errors import Forbidden, Invalid
from lms.ids import new_id


def grant_id(person_id):
    return next(grant.id for grant in list_grants((person_id,)) if grant.in_force)


def test_a_role_reaches_its_region_and_no_farther(cast):
    grant_role(SYSTEM, cast.id("stranger"), Role.REGISTRAR, ScopeKind.REGION, "22", "memorando 1")
    actor = cast.actor("stranger")
    assert actor.may(Permission.ISSUE_CERTIFICATES, Target(region="22"))
    assert not actor.may(Permission.ISSUE_CERTIFICATES, Target(region="10"))


def test_what_has_no_place_needs_a_role_over_everything(cast):
    grant_role(SYSTEM, cast.id("stranger"), Role.REGISTRAR, ScopeKind.REGION, "22", "memorando 1")
    assert not cast.actor("stranger").may_somewhere(Permission.MERGE_PEOPLE)
    assert cast.actor("registrar").may_somewhere(Permission.MERGE_PEOPLE)


def test_the_same_role_is_not_given_twice(cast):
    given = [grant_role(SYSTEM, cast.id("stranger"), Role.VERIFIER, ScopeKind.EVERYTHING, None, "m") for _ in range(2)]
    assert given[0] == given[1]


def test_an_ended_role_gives_nothing(cast):
    grant = grant_role(SYSTEM, cast.id("stranger"), Role.VERIFIER, ScopeKind.EVERYTHING, None, "memorando 1")
    end_role(cast.actor("administrator"), grant)
    assert cast.actor("stranger").grants == ()


@pytest.mark.parametrize(
    ("role", "kind", "ref"),
    [
        (Role.REGISTRAR, ScopeKind.REGION, "99"),
        (Role.REGISTRAR, ScopeKind.PROGRAMME, "No es un slug"),
        (Role.REGISTRAR, ScopeKind.ORGANISATION, "x"),
        (Role.COORDINATOR, ScopeKind.COHORT, None),
        (Role.ADMINISTRATOR, ScopeKind.REGION, "22"),
        (Role.AUDITOR, ScopeKind.PROGRAMME, "curso-de-prueba"),
    ],
)
def test_a_scope_that_does_not_exist_or_fit_is_refused(cast, role, kind, ref):
    with pytest.raises(Invalid) as caught:
        grant_role(cast.actor("administrator"), cast.id("stranger"), role, kind, ref, "memorando 1")
    assert caught.value.field == "scope"


def test_a_role_rests_on_something(cast):
    with pytest.raises(Invalid, match="documento o acuerdo"):
        grant_role(SYSTEM, cast.id("stranger"), Role.VERIFIER, ScopeKind.EVERYTHING, None, "  ")


def test_only_administrators_give_roles(cast):
    with pytest.raises(Forbidden):
        grant_role(cast.actor("registrar"), cast.id("stranger"), Role.VERIFIER, ScopeKind.EVERYTHING, None, "x")


def test_nobody_gives_herself_a_role(cast):
    admin = cast.actor("administrator")
    with pytest.raises(SelfGrant):
        grant_role(admin, cast.id("administrator"), Role.COORDINATOR, ScopeKind.EVERYTHING, None, "x")


def test_nobody_gives_herself_a_role_through_a_record_merged_into_hers(cast):
    merge_people(cast.actor("registrar"), cast.id("stranger"), cast.id("administrator"))
    with pytest.raises(SelfGrant):
        grant_role(
            cast.actor("administrator"), cast.id("stranger"), Role.REGISTRAR, ScopeKind.EVERYTHING, None, "memorando 1"
        )


def test_somebody_always_administers(cast):
    with pytest.raises(LastAdministrator):
        end_role(SYSTEM, grant_id(cast.id("administrator")))


def test_an_administrator_who_is_locked_out_is_nobody(cast):
    grant_role(SYSTEM, cast.id("stranger"), Role.ADMINISTRATOR, ScopeKind.EVERYTHING, None, "memorando 1")
    disable_account(cast.actor("administrator"), cast.id("stranger"))
    with pytest.raises(LastAdministrator):
        end_role(SYSTEM, grant_id(cast.id("administrator")))


def test_a_coordinator_cannot_take_over_a_colleagues_account(cast):
    codes = issue_codes(cast.actor("coordinator"), [cast.id("trainee"), cast.id("administrator")], CodePurpose.RESET)
    assert set(codes) == {cast.id("trainee")}


def test_a_coordinator_cannot_take_over_a_trainers_account(cast):
    grant_role(SYSTEM, cast.id("trainer"), Role.TRAINER, ScopeKind.COHORT, str(new_id()), "grupo")
    assert not issue_codes(cast.actor("coordinator"), [cast.id("trainer")], CodePurpose.RESET)
    assert issue_codes(cast.actor("administrator"), [cast.id("trainer")], CodePurpose.RESET)


@pytest.mark.parametrize(
    ("role", "kind", "ref"),
    [(Role.ADMINISTRATOR, ScopeKind.EVERYTHING, None), (Role.TRAINER, ScopeKind.COHORT, str(new_id()))],
)
def test_a_code_handed_out_before_a_role_with_power_dies_with_it(cast, role, kind, ref):
    code = issue_codes(cast.actor("coordinator"), [cast.id("stranger")], CodePurpose.RESET)[cast.id("stranger")]
    grant_role(SYSTEM, cast.id("stranger"), role, kind, ref, "memorando 1")
    with pytest.raises(CodeNotValid):
        redeem_code(code, "mesa lluvia tren", "10.0.0.0/24")


def test_an_activation_list_leaves_out_who_has_a_password(cast, with_password):
    with_password("trainee")
    people = [cast.id("trainee"), cast.id("other_trainee")]
    assert set(issue_codes(cast.actor("coordinator"), people, CodePurpose.ACTIVATION)) == {cast.id("other_trainee")}


def test_the_first_administrator_comes_in_by_a_code(bare_app):
    code = create_administrator("Mateo", "Salas Prado", "40000009")
    person_id = redeem_code(code, "mesa lluvia tren", "10.0.0.0/24")
    assert [grant.role for grant in list_grants((person_id,))] == [Role.ADMINISTRATOR]


def test_a_lost_administrator_gets_a_new_code_from_the_command_line(bare_app):
    first, second = (create_administrator("Mateo", "Salas Prado", "40000009") for _ in range(2))
    with pytest.raises(CodeNotValid):
        redeem_code(first, "mesa lluvia tren", "10.0.0.0/24")
    redeem_code(second, "mesa lluvia tren", "10.0.0.0/24")


def test_grants_over_a_programme_cover_it():
    grant = Grant(Role.COORDINATOR, ScopeKind.PROGRAMME, "orientadoras")
    assert grant.covers(Target(programme="orientadoras"))
    assert not grant.covers(Target())
