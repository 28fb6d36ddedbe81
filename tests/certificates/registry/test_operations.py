"""Revoking, correcting, choosing who may see."""

from datetime import date

import pytest

from certificates.issuing.history import history
from certificates.issuing.models.status import State
from certificates.issuing.queries.certificates import (
    Search,
    find_certificates,
    get_certificate,
    list_certificates,
    statuses,
)
from certificates.issuing.status import NotAllowed, RevocationReason
from certificates.registry.operations import choose_visibility, correct_name, revoke
from certificates.registry.queries import Exposure, exposure_of
from lms import clock
from lms.accounts.models.people import Person, Visibility
from lms.accounts.operations.merges import merge_people
from lms.accounts.permissions import SYSTEM
from lms.accounts.queries.licences import find_licence, licences_from_certificate
from lms.audit.models import AuditEntry
from lms.database import transaction
from lms.errors import Forbidden, Invalid, NotFound
from lms.extensions import db
from tests.support.cast import PACK

DAY = date(2026, 5, 4)
COURT = "Corte Superior de Prueba"


@pytest.fixture
def registrar(cast):
    return cast.actor("registrar")


def take_back(registrar, serial, **changes):
    given = {"reason": RevocationReason.REQUIREMENT, "effective_on": DAY, "authority": COURT, **changes}
    revoke(registrar, serial, **given)


def test_a_revoked_certificate_says_why_since_when_and_by_whom(register, registrar):
    take_back(registrar, register.rosa, note="Oficio 12")
    status = register.view("rosa").status
    assert (status.state, status.since, status.reason, status.authority) == (State.REVOKED, DAY, "requisito", COURT)
    assert [each.state for each in history(register.rosa)] == [State.VALID, State.REVOKED]
    assert history(register.rosa)[1].note == "Oficio 12"
    assert "Oficio" not in str([each.detail for each in db.session.query(AuditEntry)])


def test_a_revoked_trainer_may_train_no_more(register, registrar, cast):
    take_back(registrar, register.officer)
    assert find_licence(cast.id("officer"), PACK, "replica", DAY) is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"authority": "  "}, "authority"),
        ({"authority": "x" * 121}, "authority"),
        ({"effective_on": date(2026, 4, 5)}, "effective_on"),
        ({"effective_on": date(2999, 1, 1)}, "effective_on"),
    ],
)
def test_a_revocation_without_its_facts_is_refused(register, registrar, changes, field):
    with pytest.raises(Invalid) as refused:
        take_back(registrar, register.rosa, **changes)
    assert refused.value.field == field
    assert register.view("rosa").status.state == State.VALID


def test_what_was_revoked_or_superseded_stays_so(register, registrar):
    take_back(registrar, register.rosa)
    correct_name(registrar, register.yolanda, "Yolanda Shuña Inuma de Ríos", "Falta un apellido")
    for serial in (register.rosa, register.yolanda):
        with pytest.raises(NotAllowed):
            take_back(registrar, serial)
        with pytest.raises(NotAllowed):
            correct_name(registrar, serial, "Otro Nombre", "Otra vez")


@pytest.mark.parametrize("part", ["coordinator", "trainer", "verifier", "auditor", "administrator", "trainee"])
def test_only_the_registrar_changes_a_certificate(register, cast, part):
    with pytest.raises(Forbidden):
        take_back(cast.actor(part), register.yolanda)
    with pytest.raises(Forbidden):
        correct_name(cast.actor(part), register.yolanda, "Otro Nombre", "Porque sí")


def test_nobody_changes_her_own_certificate_even_under_a_merged_record(register, cast):
    merge_people(SYSTEM, cast.id("trainee"), cast.id("registrar"))
    with pytest.raises(Forbidden):
        take_back(cast.actor("registrar"), register.rosa)
    with pytest.raises(Forbidden):
        correct_name(cast.actor("registrar"), register.rosa, "Otro Nombre", "Porque sí")


def test_a_correction_issues_a_successor_that_differs_in_the_name_alone(register, registrar):
    successor = get_certificate(correct_name(registrar, register.rosa, "Rosa Elvira Quispe Mamani", "Falta un nombre"))
    before = register.view("rosa")
    assert (before.status.state, before.status.superseded_by) == (State.SUPERSEDED, successor.serial)
    assert (successor.status.state, successor.revision) == (State.VALID, 2)
    changed = {name for name, value in vars(successor.claims).items() if value != getattr(before.claims, name)}
    assert changed == {"serial", "revision", "supersedes", "holder_name", "issued_at", "verify_url"}
    assert before.claims.holder_name == "Rosa Quispe Mamani"


def test_a_corrected_trainer_keeps_the_licence_under_the_new_serial(register, registrar, cast):
    (old,) = licences_from_certificate(register.officer)
    successor = correct_name(registrar, register.officer, "Rubén Darío Ñahui Soto", "Falta un nombre")
    (new,) = licences_from_certificate(successor)
    assert licences_from_certificate(register.officer) == []
    assert (new.since, new.until, new.course) == (old.since, old.until, old.course)


def test_an_expired_certificate_can_still_be_corrected_and_revoked(register, registrar):
    with clock.set_to(clock.at_lima(date(2028, 3, 8), 9)):
        assert register.view("officer").status.state == State.EXPIRED
        successor = correct_name(registrar, register.officer, "Rubén Darío Ñahui Soto", "Falta un nombre")
        assert get_certificate(successor).status.state == State.EXPIRED
        take_back(registrar, successor)
        assert get_certificate(successor).status.state == State.REVOKED


@pytest.mark.parametrize(
    ("name", "note", "field"),
    [
        ("Rosa Quispe Mamani", "igual", "holder_name"),
        ("", "vacío", "holder_name"),
        ("Rosa <b>", "signos", "holder_name"),
        ("x" * 85, "largo", "holder_name"),
        ("Rosa Elvira", " ", "note"),
    ],
)
def test_a_correction_that_corrects_nothing_is_refused(register, registrar, name, note, field):
    with pytest.raises(Invalid) as refused:
        correct_name(registrar, register.rosa, name, note)
    assert refused.value.field == field
    assert len(list_certificates()) == 3


class TestVisibility:
    """Who may see the public page."""

    def test_the_course_decides_until_the_holder_does(self, register, cast):
        assert exposure_of(register.rosa) == Exposure.PUBLIC
        choose_visibility(cast.actor("trainee"), register.rosa, is_public=False)
        assert exposure_of(register.rosa) == Exposure.HIDDEN
        choose_visibility(cast.actor("trainee"), register.rosa, is_public=True)
        assert exposure_of(register.rosa) == Exposure.PUBLIC

    @pytest.mark.parametrize(
        ("personal", "shown"),
        [
            (Visibility.NORMAL, Exposure.PUBLIC),
            (Visibility.RESTRICTED, Exposure.RESTRICTED),
            (Visibility.OFF, Exposure.HIDDEN),
        ],
    )
    def test_the_persons_own_setting_counts(self, register, cast, personal, shown):
        set_visibility(cast.id("trainee"), personal)
        assert exposure_of(register.rosa) == shown

    def test_her_choice_for_one_certificate_goes_before_her_setting(self, register, cast):
        set_visibility(cast.id("trainee"), Visibility.OFF)
        choose_visibility(cast.actor("trainee"), register.rosa, is_public=True)
        assert exposure_of(register.rosa) == Exposure.PUBLIC

    def test_the_setting_of_the_surviving_record_counts(self, register, cast):
        merge_people(SYSTEM, cast.id("trainee"), cast.id("stranger"))
        set_visibility(cast.id("stranger"), Visibility.OFF)
        assert exposure_of(register.rosa) == Exposure.HIDDEN

    def test_a_hidden_page_stays_hidden_after_a_correction(self, register, cast, registrar):
        choose_visibility(cast.actor("trainee"), register.rosa, is_public=False)
        successor = correct_name(registrar, register.rosa, "Rosa Elvira Quispe Mamani", "Falta un nombre")
        assert exposure_of(successor) == Exposure.HIDDEN

    def test_only_the_holder_chooses(self, register, cast, registrar):
        for actor in (cast.actor("other_trainee"), registrar, cast.actor("administrator"), SYSTEM):
            with pytest.raises(NotFound):
                choose_visibility(actor, register.rosa, is_public=False)

    def test_an_unknown_serial_is_hidden(self, register):
        assert exposure_of("0000000000000000") == Exposure.HIDDEN


def set_visibility(person_id, visibility):
    with transaction():
        db.session.get_one(Person, person_id).public_visibility = visibility


def test_the_search_by_state_agrees_with_the_state_machine(register, registrar):
    with clock.set_to(clock.at_lima(date(2026, 5, 20), 9)):
        take_back(registrar, register.rosa)
        correct_name(registrar, register.yolanda, "Yolanda Shuña Inuma de Ríos", "Falta un apellido")
    cohorts = {each.cohort_id for each in list_certificates()}
    for day in (date(2026, 6, 1), date(2028, 3, 7), date(2028, 3, 8)):
        with clock.set_to(clock.at_lima(day, 9)):
            now = {each.serial: each.status.state for each in list_certificates()}
            for state in State:
                found = {each.serial for each in find_certificates(Search(cohorts, state=state))}
                assert found == {serial for serial, present in now.items() if present == state}


def test_a_status_of_the_past_is_the_one_of_that_day(register, registrar):
    take_back(registrar, register.rosa)
    assert statuses([register.rosa], date(2026, 5, 3))[register.rosa].state == State.VALID
    assert statuses([register.rosa], DAY)[register.rosa].state == State.REVOKED
