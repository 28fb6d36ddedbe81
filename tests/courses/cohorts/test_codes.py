"""Access codes: a coordinator hands them out in her own cohorts, and to nobody who does more than learn."""

from datetime import date

import pytest

from courses.cohorts.domain import NewCohort
from courses.cohorts.operations.codes import hand_out_codes
from courses.cohorts.operations.cohorts import add_cohort_trainer, create_cohort
from courses.cohorts.operations.consent import record_paper_consent
from courses.cohorts.operations.enrolment import enrol, withdraw_enrolment
from lms.accounts.models.access import CodePurpose
from lms.accounts.operations.codes import issue_codes
from lms.accounts.operations.passwords import redeem_code
from lms.accounts.operations.roles import grant_role
from lms.accounts.permissions import SYSTEM, Role, ScopeKind
from lms.errors import Forbidden
from tests.support.cast import PACK


@pytest.fixture
def local(cast):
    """Somebody who coordinates in San Martín (22) only."""
    grant_role(SYSTEM, cast.id("stranger"), Role.COORDINATOR, ScopeKind.REGION, "22", "memorando 1")
    return cast.actor("stranger")


@pytest.fixture
def form(cast):
    """Make a cohort of a region with these people; its id and their enrolments."""

    def make(code, region, *parts, course="curso"):
        days = date(2026, 11, 1), date(2026, 12, 15)
        new = NewCohort(code, PACK, course, cast.court, region, "Tarapoto", "es-PE", *days)
        cohort_id = create_cohort(SYSTEM, new)
        for part in parts:
            record_paper_consent(SYSTEM, cohort_id, cast.id(part), None)
        return cohort_id, [enrol(SYSTEM, cohort_id, cast.id(part)) for part in parts]

    return make


def choose_password(person_id):
    code = issue_codes(SYSTEM, [person_id], CodePurpose.RESET)[person_id]
    redeem_code(code, "mesa lluvia tren", "10.0.0.0/24")


def test_a_first_code_and_one_for_a_forgotten_password(local, form, cast):
    cohort_id, enrolments = form("AQUI-1", "22", "trainee", "other_trainee")
    choose_password(cast.id("trainee"))
    assert set(hand_out_codes(local, cohort_id, enrolments)) == set(enrolments)


def test_who_enrols_a_stranger_does_not_take_over_her_account(local, form, cast):
    form("ALLA-1", "15", "trainee")
    here, enrolments = form("AQUI-1", "22", "trainee")
    choose_password(cast.id("trainee"))
    assert hand_out_codes(local, here, enrolments) == {}
    assert set(hand_out_codes(cast.actor("coordinator"), here, enrolments)) == set(enrolments)


def test_who_left_the_other_cohort_is_helped_here(local, form, cast):
    _there, (enrolment,) = form("ALLA-1", "15", "trainee")
    here, enrolments = form("AQUI-1", "22", "trainee")
    choose_password(cast.id("trainee"))
    withdraw_enrolment(SYSTEM, enrolment)
    assert set(hand_out_codes(local, here, enrolments)) == set(enrolments)


def test_a_trainer_who_learns_here_gets_hers_from_the_administration(local, form, cast):
    there, _nobody = form("AQUI-2", "22", course="replica")
    add_cohort_trainer(SYSTEM, there, cast.id("trainee"))
    here, enrolments = form("AQUI-1", "22", "trainee")
    assert hand_out_codes(local, here, enrolments) == {}


def test_nothing_is_handed_out_in_another_region_nor_to_who_is_not_enrolled(local, form):
    here, _nobody = form("AQUI-1", "22")
    there, enrolments = form("ALLA-1", "15", "trainee")
    with pytest.raises(Forbidden):
        hand_out_codes(local, there, enrolments)
    assert hand_out_codes(local, here, enrolments) == {}
