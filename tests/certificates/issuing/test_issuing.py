"""From a closed acta to signed certificates, once each."""

import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import current_app
from sqlalchemy import func, select

from certificates.issuing.lineage import SelfTraining, TrainedByHerPupil, TrainerNotEntitled
from certificates.issuing.models.certificate import Certificate, LineageEdge
from certificates.issuing.models.status import State, StatusEvent
from certificates.issuing.operations.certificates import issue_closing, issue_cohort
from certificates.issuing.operations.signatories import end_signatory
from certificates.issuing.queries.certificates import get_certificate, list_certificates
from certificates.issuing.readiness import NoSignatory
from certificates.issuing.status import RevocationReason
from certificates.registry.operations import correct_name, revoke
from courses.cohorts.operations.enrolment import withdraw_enrolment
from courses.cohorts.queries.cohorts import get_cohort_by_code
from courses.cohorts.queries.enrolments import roster
from courses.completion.operations import close_acta
from courses.completion.queries.actas import closings_of
from lms import clock
from lms.accounts.operations.licences import withdraw_appointment
from lms.accounts.operations.merges import merge_people
from lms.accounts.operations.people import change_name
from lms.accounts.permissions import SYSTEM
from lms.accounts.queries.licences import find_licence, licences_from_certificate
from lms.audit.models import AuditEntry
from lms.audit.queries import verify_chain
from lms.database import transaction
from lms.errors import Forbidden, SetupError
from lms.extensions import db
from lms.jobs.models import Job
from lms.jobs.running import run_waiting
from tests.certificates.conftest import REPLICA_DAY
from tests.certificates.running import Group, appoint_signatory, certify, close, newcomer, open_group, silent, study
from tests.support.cast import PACK

PEERS_DAY = REPLICA_DAY + timedelta(days=7)


@pytest.fixture
def group(cast):
    return Group("PRUEBA-9", "curso", (cast.id("trainee"), cast.id("other_trainee")), cast.id("trainer"))


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_the_closing_sets_the_issuing_to_work_in_its_own_transaction(cast, group):
    appoint_signatory()
    closing_id, _ = close(cast, group)
    assert [job.kind for job in db.session.scalars(select(Job))] == ["issue-certificates"]
    assert count(Certificate) == 0
    assert run_waiting() == 1
    assert count(Certificate) == 2
    assert issue_closing(SYSTEM, closing_id, silent) == 0


def test_a_closing_without_signatories_is_refused_and_nothing_is_written(cast, group):
    with pytest.raises(NoSignatory):
        close(cast, group)
    assert closings_of(cohort_of(group)) == []
    assert count(Job) == 0


def cohort_of(group):
    return get_cohort_by_code(group.code).id


def test_outside_the_demonstration_nothing_is_issued_without_a_public_address(cast, group, monkeypatch):
    appoint_signatory()
    monkeypatch.setitem(current_app.extensions, "settings", replace(current_app.extensions["settings"], public_url=""))
    with pytest.raises(SetupError, match="LMS_PUBLIC_URL"):
        close(cast, group)


def test_twenty_at_once_issue_each_completion_once(cast, group, whole_app):
    appoint_signatory()
    closing_id, cohort_id = close(cast, group)
    issued, failed = [], []
    start = threading.Barrier(20)

    def issue():
        with whole_app.app_context():
            start.wait()
            try:
                issued.append(issue_closing(SYSTEM, closing_id, silent))
            except Exception as error:
                failed.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=issue) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert sum(issued) == 2
    assert len(list_certificates(cohort_id=cohort_id)) == 2
    assert count(StatusEvent) == 2
    assert verify_chain().sound


def test_issuing_ends_what_was_begun_and_begins_no_second_time(cast, group, monkeypatch):
    monkeypatch.setattr("certificates.issuing.operations.certificates.CHUNK", 1)
    appoint_signatory()
    closing_id, cohort_id = close(cast, group)

    def stop_after_one(done, _total, _step=""):
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        issue_closing(SYSTEM, closing_id, stop_after_one)
    (first,) = list_certificates(cohort_id=cohort_id)
    assert issue_cohort(SYSTEM, cohort_id, silent) == 1
    assert first in list_certificates(cohort_id=cohort_id)
    assert issue_cohort(SYSTEM, cohort_id, silent) == 0


def test_the_claims_say_what_the_acta_and_the_version_said(register):
    claims = register.view("officer").claims
    assert (claims.holder_name, claims.hours, claims.hour_minutes) == ("Rubén Ñahui Soto", 2, 60)
    assert (claims.starts_on, claims.ends_on, claims.earned_on) == ("2026-03-02", "2026-03-05", "2026-03-02")
    assert (claims.valid_from, claims.valid_until) == ("2026-03-07", "2028-03-07")
    assert (claims.environment, claims.award, claims.generation) == ("production", "aprobacion", 1)
    assert claims.verify_url == f"https://certificados.prueba.pe/V/{register.officer}"
    assert [(each.name, each.appointed_by) for each in claims.trainers] == [
        ("Inés Carhuancho Poma", "Corte Superior de Prueba")
    ]


def test_the_name_is_that_of_the_acta_even_if_it_changed_before_the_issue(cast, group):
    appoint_signatory()
    closing_id, cohort_id = close(cast, group)
    change_name(SYSTEM, cast.id("trainee"), "Rosa María", "Quispe Huamán")
    issue_closing(SYSTEM, closing_id, silent)
    names = {each.claims.holder_name for each in list_certificates(cohort_id=cohort_id)}
    assert names == {"Rosa Quispe Mamani", "Yolanda Shuña Inuma"}


def test_who_left_the_list_after_the_acta_still_gets_what_she_earned(cast, group):
    appoint_signatory()
    closing_id, _cohort_id = close(cast, group)
    withdraw_enrolment(cast.actor("coordinator"), roster(cohort_of(group))[0].id)
    assert issue_closing(SYSTEM, closing_id, silent) == 2


def test_the_certificate_goes_to_the_surviving_record(cast, group):
    appoint_signatory()
    closing_id, cohort_id = close(cast, group)
    merge_people(SYSTEM, cast.id("trainee"), cast.id("stranger"))
    issue_closing(SYSTEM, closing_id, silent)
    holders = {each.person_id for each in list_certificates(cohort_id=cohort_id)}
    assert holders == {cast.id("stranger"), cast.id("other_trainee")}


def test_a_regional_signatory_goes_before_the_general_one(cast, group):
    appoint_signatory(name="Julia Távara Ríos")
    appoint_signatory(region="22", name="Nélida Chuquizuta Pérez")
    appoint_signatory(region="10", name="Otra Persona Inventada")
    first = certify(cast, group)[0]
    assert [each.name for each in first.claims.signatories] == ["Nélida Chuquizuta Pérez"]


def test_an_ended_signatory_signs_no_more(cast, group):
    ended = appoint_signatory(until=date(2026, 1, 31))
    with pytest.raises(NoSignatory):
        close(cast, group)
    end_signatory(cast.actor("registrar"), ended)


def test_only_who_may_issue_can_issue(cast, group):
    appoint_signatory()
    closing_id, _ = close(cast, group)
    for part in ("coordinator", "trainer", "verifier", "auditor", "administrator", "trainee"):
        with pytest.raises(Forbidden):
            issue_closing(cast.actor(part), closing_id, silent)
    assert issue_closing(cast.actor("registrar"), closing_id, silent) == 2


def test_the_register_notes_who_issued_what_in_one_line(cast, group):
    appoint_signatory()
    certify(cast, group)
    entry = db.session.scalar(select(AuditEntry).where(AuditEntry.action == "certificates.issued"))
    assert entry.actor_id == cast.id("registrar")
    assert entry.detail["count"] == 2
    assert len(entry.detail["merkle_root"]) == 64


class TestCascade:
    """Lineage, generation, licence."""

    def test_the_officer_is_generation_one_and_his_peers_two(self, register):
        assert register.view("officer").generation == 1
        assert register.view("rosa").generation == register.view("yolanda").generation == 2
        assert register.view("rosa").claims.trainers[0].certificate == register.officer

    def test_the_trainers_certificate_gives_a_licence_and_a_peer_session_none(self, register, cast):
        (licence,) = licences_from_certificate(register.officer)
        assert (licence.course, licence.since, licence.until) == ("replica", date(2026, 3, 7), date(2028, 3, 7))
        assert licences_from_certificate(register.rosa) == []
        assert find_licence(cast.id("trainee"), PACK, "replica", PEERS_DAY) is None

    def test_the_lead_is_who_led_and_a_co_trainer_is_named_too(self, register, cast):
        group = Group("PRUEBA-3", "replica", (newcomer(1),), cast.id("trainer"), (cast.id("officer"),), PEERS_DAY)
        (peer,) = certify(cast, group)
        assert peer.generation == 1, "an appointed lead"
        assert [(each.is_lead, each.certificate) for each in peer.claims.trainers] == [
            (True, None), (False, register.officer),
        ]  # fmt: skip
        (edge,) = db.session.scalars(select(LineageEdge).where(LineageEdge.child == peer.serial))
        assert (edge.parent, edge.is_lead) == (register.officer, False)

    def test_a_corrected_trainer_is_named_by_her_newest_certificate(self, register, cast):
        closing_id, cohort_id = close(cast, peers(cast))
        successor = correct_name(cast.actor("registrar"), register.officer, "Rubén Darío Ñahui Soto", "Falta un nombre")
        issue_closing(SYSTEM, closing_id, silent)
        (peer,) = list_certificates(cohort_id=cohort_id)
        assert peer.claims.trainers[0].certificate == successor

    def test_a_trainer_revoked_before_the_session_certifies_nobody(self, register, cast):
        closing_id, _ = close(cast, peers(cast))
        take_back(cast, register.officer, PEERS_DAY)
        with pytest.raises(TrainerNotEntitled, match="13/04/2026"):
            issue_closing(SYSTEM, closing_id, silent)

    def test_a_trainer_revoked_after_the_session_had_the_right_that_day(self, register, cast):
        closing_id, _ = close(cast, peers(cast))
        take_back(cast, register.officer, PEERS_DAY + timedelta(days=1))
        assert issue_closing(SYSTEM, closing_id, silent) == 1

    def test_the_acta_cannot_be_closed_on_a_session_without_right(self, register, cast):
        group = peers(cast)
        cohort_id, enrolments = open_group(cast, group)
        study(cast.actor("coordinator"), group, cohort_id, enrolments)
        take_back(cast, register.officer, PEERS_DAY)
        with pytest.raises(TrainerNotEntitled):
            close_acta(cast.actor("coordinator"), cohort_id)
        assert closings_of(cohort_id) == []

    def test_an_appointment_withdrawn_before_the_session_certifies_nobody(self, cast, group):
        appoint_signatory()
        closing_id, _ = close(cast, group)
        licence = find_licence(cast.id("trainer"), PACK, "curso", group.starts_on)
        with clock.set_to(clock.at_lima(group.starts_on - timedelta(days=1), 9)):
            withdraw_appointment(SYSTEM, licence.id, "cese")
        with pytest.raises(TrainerNotEntitled):
            issue_closing(SYSTEM, closing_id, silent)

    def test_nobody_is_certified_by_a_session_she_taught_herself(self, cast, group):
        appoint_signatory()
        closing_id, _ = close(cast, group)
        merge_people(SYSTEM, cast.id("trainee"), cast.id("trainer"))
        with pytest.raises(SelfTraining):
            issue_closing(SYSTEM, closing_id, silent)
        assert count(Certificate) == 0

    def test_the_acta_cannot_be_closed_with_somebody_who_taught_its_session(self, cast, group):
        appoint_signatory()
        cohort_id, enrolments = open_group(cast, group)
        coordinator = cast.actor("coordinator")
        study(coordinator, group, cohort_id, enrolments)
        merge_people(SYSTEM, cast.id("trainee"), cast.id("trainer"))
        with clock.set_to(clock.at_lima(group.starts_on, 20)), pytest.raises(SelfTraining):
            close_acta(coordinator, cohort_id)
        assert closings_of(cohort_id) == []

    def test_nobody_is_certified_by_somebody_whom_she_taught(self, register, cast):
        group = Group("PRUEBA-3", "replica", (cast.id("trainer"),), cast.id("officer"), starts_on=PEERS_DAY)
        cohort_id, enrolments = open_group(cast, group)
        coordinator = cast.actor("coordinator")
        study(coordinator, group, cohort_id, enrolments)
        with pytest.raises(TrainedByHerPupil, match="Inés Carhuancho Poma formó a quien dictó"):
            close_acta(coordinator, cohort_id)
        assert closings_of(cohort_id) == []

    def test_who_shares_a_trainer_with_the_lead_may_be_taught_by_him(self, register, cast):
        (colleague,) = certify(cast, Group("PRUEBA-3", "curso", (newcomer(1),), cast.id("trainer")))
        group = Group("PRUEBA-4", "replica", (colleague.person_id,), cast.id("officer"), starts_on=PEERS_DAY)
        assert [each.generation for each in certify(cast, group)] == [2]

    @pytest.mark.parametrize("statement", ["same", "later"])
    def test_the_database_itself_refuses_a_cycle(self, register, statement):
        child, parent = register.view("officer"), register.view("rosa")
        if statement == "same":
            parent = child
        with pytest.raises(Exception, match=r"(?i)check"), transaction():
            db.session.add(
                LineageEdge(
                    child=child.serial, parent=parent.serial, session_id=a_session(register), is_lead=True,
                    child_issued_at=child.issued_at, parent_issued_at=parent.issued_at,
                )
            )  # fmt: skip


def peers(cast):
    """Somebody new, taught by the officer."""
    return Group("PRUEBA-3", "replica", (newcomer(1),), cast.id("officer"), starts_on=PEERS_DAY)


def a_session(register):
    return db.session.scalar(select(LineageEdge.session_id).where(LineageEdge.child == register.rosa))


def take_back(cast, serial, day):
    revoke(cast.actor("registrar"), serial, RevocationReason.CONDUCT, day, "Corte Superior de Prueba")
    assert get_certificate(serial).status.state == State.REVOKED
