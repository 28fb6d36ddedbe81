"""Licences to train, and consent."""

from datetime import date

import pytest

from lms.accounts.operations.consents import give_consent, withdraw_consent
from lms.accounts.operations.licences import (
    SelfAppointment,
    appoint_trainer,
    license_from_certificate,
    withdraw_appointment,
    withdraw_licences,
)
from lms.accounts.operations.merges import merge_people
from lms.accounts.operations.roles import grant_role
from lms.accounts.permissions import SYSTEM, Role, ScopeKind
from lms.accounts.queries.consents import consents_in_force
from lms.accounts.queries.licences import find_licence
from lms.database import transaction
from lms.errors import Forbidden, Invalid, NotFound

DAY = date(2026, 6, 1)
ACT = {"programme": "p", "course": "c", "act_number": "RA 1", "authority": "Corte", "since": date(2026, 1, 1)}


def test_an_appointment_licenses_from_its_day(cast):
    appoint_trainer(cast.actor("registrar"), cast.id("stranger"), **ACT)
    assert find_licence(cast.id("stranger"), "p", "c", DAY)
    assert not find_licence(cast.id("stranger"), "p", "c", date(2025, 12, 31))


def test_a_withdrawn_appointment_licenses_nobody(cast):
    licence = appoint_trainer(cast.actor("registrar"), cast.id("stranger"), **ACT)
    withdraw_appointment(cast.actor("registrar"), licence, "cese")
    assert not find_licence(cast.id("stranger"), "p", "c", DAY)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"act_number": " "}, "act_number"),
        ({"authority": ""}, "authority"),
        ({"until": date(2025, 1, 1)}, "until"),
        ({"region": "99"}, "region"),
    ],
)
def test_an_appointment_without_its_act_is_refused(cast, changes, field):
    with pytest.raises(Invalid) as caught:
        appoint_trainer(cast.actor("registrar"), cast.id("stranger"), **{**ACT, **changes})
    assert caught.value.field == field


def test_a_registrar_appoints_within_her_region_only(cast):
    grant_role(SYSTEM, cast.id("officer"), Role.REGISTRAR, ScopeKind.REGION, "22", "m")
    appoint_trainer(cast.actor("officer"), cast.id("stranger"), **ACT, region="22")
    for region in ("10", None):
        with pytest.raises(Forbidden):
            appoint_trainer(cast.actor("officer"), cast.id("stranger"), **ACT, region=region)


def test_nobody_appoints_herself(cast):
    with pytest.raises(SelfAppointment):
        appoint_trainer(cast.actor("registrar"), cast.id("registrar"), **ACT)


def test_nobody_appoints_herself_through_a_record_merged_into_hers(cast):
    grant_role(SYSTEM, cast.id("stranger"), Role.REGISTRAR, ScopeKind.EVERYTHING, None, "memorando 1")
    merge_people(cast.actor("stranger"), cast.id("other_trainee"), cast.id("registrar"))
    with pytest.raises(SelfAppointment):
        appoint_trainer(cast.actor("registrar"), cast.id("other_trainee"), **ACT)


def test_a_certificate_licenses_once_until_it_is_withdrawn(cast):
    with transaction():
        given = [
            license_from_certificate(cast.id("officer"), "p", "c", "SERIAL", date(2026, 1, 1), None) for _ in range(2)
        ]
    assert given[0] == given[1]
    with transaction():
        assert withdraw_licences("SERIAL", "fraude") == 1
    assert not find_licence(cast.id("officer"), "p", "c", DAY)


def test_consent_is_in_force_until_taken_back(cast):
    rosa = cast.actor("trainee")
    give_consent(rosa, cast.id("trainee"), "p", "1", "texto")
    assert consents_in_force([cast.id("trainee")], "p")
    withdraw_consent(rosa, cast.id("trainee"), "p")
    assert not consents_in_force([cast.id("trainee")], "p")
    with pytest.raises(NotFound):
        withdraw_consent(rosa, cast.id("trainee"), "p")


def test_nobody_consents_for_another(cast):
    with pytest.raises(Forbidden):
        give_consent(cast.actor("other_trainee"), cast.id("trainee"), "p", "1", "texto")


def test_staff_record_a_consent_on_paper(cast):
    give_consent(cast.actor("coordinator"), cast.id("trainee"), "p", "1", "texto", "paper")
    assert consents_in_force([cast.id("trainee")], "p")[cast.id("trainee")].recorded_by == cast.id("coordinator")
