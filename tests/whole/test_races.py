"""Two clicks at once, from two desks: one of them wins, and what it did is done once."""

from courses.cohorts.domain import AlreadyEnrolled
from courses.cohorts.operations.consent import record_paper_consent
from courses.cohorts.operations.enrolment import enrol
from courses.cohorts.queries.enrolments import roster
from courses.completion.operations import NobodyCompletes, close_acta
from courses.completion.queries.actas import closings_of, completed_enrolments
from lms import clock
from lms.accounts.domain import parse_document
from lms.accounts.operations.people import DuplicateDocument, NewPerson, register_person
from lms.accounts.permissions import SYSTEM
from lms.accounts.queries.people import search_people
from lms.audit.queries import verify_chain
from lms.extensions import db
from lms.jobs.queries import claimable
from tests.certificates.running import Group, appoint_signatory, open_group, study
from tests.courses.evaluation.test_concurrency import at_once

DESKS = 6


def refusals(app, act, error):
    """How many of as many desks doing the same at once were refused so; nothing else may have gone wrong."""
    outcomes = at_once(app, *[act] * DESKS)
    db.session.rollback()
    failed = [each for each in outcomes if isinstance(each, Exception)]
    assert all(isinstance(each, error) for each in failed), failed
    return len(failed)


def test_one_document_is_registered_once(whole_app, cast):
    ana = NewPerson("Ana", "Paz Luz", parse_document("DNI", "71234567"))
    assert refusals(whole_app, lambda: register_person(SYSTEM, ana), DuplicateDocument) == DESKS - 1
    assert len(search_people("Ana Paz Luz")) == 1


def test_one_person_is_enrolled_once(whole_app, cast):
    cohort_id, _nobody = open_group(cast, Group("PRUEBA-1", "curso", (), cast.id("trainer")))
    record_paper_consent(SYSTEM, cohort_id, cast.id("trainee"), None)
    assert refusals(whole_app, lambda: enrol(SYSTEM, cohort_id, cast.id("trainee")), AlreadyEnrolled) == DESKS - 1
    assert len(roster(cohort_id)) == 1


def test_one_acta_is_closed_once_and_sets_one_job_to_work(whole_app, cast):
    appoint_signatory()
    group = Group("PRUEBA-1", "curso", (cast.id("trainee"),), cast.id("trainer"))
    cohort_id, enrolments = open_group(cast, group)
    coordinator = cast.actor("coordinator")
    study(coordinator, group, cohort_id, enrolments)

    def close():
        with clock.set_to(clock.at_lima(group.starts_on, 20)):
            return close_acta(coordinator, cohort_id)

    assert refusals(whole_app, close, NobodyCompletes) == DESKS - 1
    assert [each.number for each in closings_of(cohort_id)] == [1]
    assert len(completed_enrolments(cohort_id)) == 1
    assert len(claimable()) == 1
    assert verify_chain().sound
