"""Eligibility and approval: who decides, how long it holds, what counts."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from courses.cohorts.domain import CohortDetails, CohortState, OwnCase, lapses_on, state_on
from courses.cohorts.models import EligibilityOutcome
from courses.cohorts.operations.approval import approve_cohort
from courses.cohorts.operations.cohorts import add_cohort_trainer, edit_cohort
from courses.cohorts.operations.eligibility import Decided, decide_all, decide_eligibility
from courses.cohorts.operations.snapshots import snapshot_enrolments
from courses.cohorts.queries.cohorts import get_cohort
from courses.cohorts.queries.decisions import approval_of, eligibility_of
from courses.cohorts.wording import decision_words
from lms import clock
from lms.accounts.operations.roles import grant_role
from lms.accounts.permissions import SYSTEM, Role, ScopeKind
from lms.audit.queries import list_entries
from lms.database import transaction
from lms.errors import Conflict, Forbidden, Invalid
from lms.extensions import db
from tests.courses.cohorts.test_enrolment import enrol_part, make_cohort
from tests.support.cast import Cast

JANUARY = datetime(2100, 1, 7, 15, tzinfo=UTC)
YES, NO, WAIVED = EligibilityOutcome.YES, EligibilityOutcome.NO, EligibilityOutcome.WAIVED


@pytest.fixture
def enrolment_id(cast: Cast) -> UUID:
    return enrol_part(cast, make_cohort(cast))


def decide(cast: Cast, enrolment_id: UUID, requirement: str, outcome: EligibilityOutcome, days: int = 0) -> None:
    with clock.set_to(JANUARY + timedelta(days=days)):
        decide_eligibility(cast.actor("coordinator"), enrolment_id, requirement, outcome)


def test_a_decision_holds_for_the_days_of_its_pack(cast: Cast, enrolment_id: UUID) -> None:
    decide(cast, enrolment_id, "sin-antecedentes", YES)
    made = eligibility_of([enrolment_id])[enrolment_id]["sin-antecedentes"]
    assert (made.decided_by, made.valid_until) == (cast.id("coordinator"), date(2100, 4, 7))
    assert made.holds_on(date(2100, 4, 7))
    assert not made.holds_on(date(2100, 4, 8))
    assert decision_words(made, date(2100, 4, 8)) == ("Venció el 07/04/2100", "bad")


@pytest.mark.parametrize(
    ("is_met", "valid_days", "expected"),
    [(True, 90, date(2027, 2, 3)), (True, None, None), (False, 90, None)],
)
def test_only_a_yes_with_a_term_lapses(is_met: bool, valid_days: int | None, expected: date | None) -> None:
    assert lapses_on(is_met, valid_days, date(2026, 11, 5)) == expected


def test_the_newest_decision_counts_and_the_older_ones_stay(cast: Cast, enrolment_id: UUID) -> None:
    for days, outcome in enumerate((YES, NO, WAIVED)):
        decide(cast, enrolment_id, "adulta", outcome, days)
    assert eligibility_of([enrolment_id])[enrolment_id]["adulta"].outcome == WAIVED
    assert db.session.scalar(text("SELECT count(*) FROM eligibility_decision")) == 3


@pytest.mark.parametrize(
    "statement", ["UPDATE eligibility_decision SET outcome = 'yes'", "DELETE FROM eligibility_decision"]
)
def test_a_decision_cannot_be_changed_by_hand(cast: Cast, enrolment_id: UUID, statement: str) -> None:
    decide(cast, enrolment_id, "adulta", NO)
    with pytest.raises(DatabaseError, match="append-only"), transaction():
        db.session.execute(text(statement))


def test_an_enrolment_without_decisions_has_none(enrolment_id: UUID) -> None:
    assert eligibility_of([enrolment_id]) == {enrolment_id: {}}


def test_nobody_decides_about_herself(cast: Cast, enrolment_id: UUID) -> None:
    grant_role(SYSTEM, cast.id("trainee"), Role.COORDINATOR, ScopeKind.EVERYTHING, None, "también coordina")
    with pytest.raises(OwnCase):
        decide_eligibility(cast.actor("trainee"), enrolment_id, "adulta", YES)


def test_a_requirement_the_course_does_not_name_is_refused(cast: Cast, enrolment_id: UUID) -> None:
    with pytest.raises(Invalid, match="no pide ese requisito"):
        decide(cast, enrolment_id, "mujer", YES)


def test_many_decisions_are_all_recorded_or_none(cast: Cast, enrolment_id: UUID) -> None:
    decisions = [Decided(enrolment_id, "adulta", YES), Decided(enrolment_id, "mujer", YES)]
    with pytest.raises(Invalid):
        decide_all(cast.actor("coordinator"), decisions)
    assert eligibility_of([enrolment_id]) == {enrolment_id: {}}


@pytest.mark.parametrize("part", ["trainee", "trainer", "registrar", "auditor", "administrator", "stranger"])
def test_only_the_coordination_decides_and_approves(cast: Cast, part: str) -> None:
    cohort_id = make_cohort(cast, course="replica")
    enrolment_id = enrol_part(cast, cohort_id, "other_trainee")
    with pytest.raises(Forbidden):
        decide_eligibility(cast.actor(part), enrolment_id, "adulta", YES)
    with pytest.raises(Forbidden):
        approve_cohort(cast.actor(part), cohort_id, True)


def test_the_newest_approval_counts_and_keeps_its_note_apart(cast: Cast) -> None:
    cohort_id = make_cohort(cast, course="replica")
    assert approval_of(cohort_id) is None
    approve_cohort(cast.actor("coordinator"), cohort_id, False, "faltan firmas")
    refused = approval_of(cohort_id)
    assert refused is not None
    assert (refused.approved, refused.note, refused.approved_by) == (False, "faltan firmas", cast.id("coordinator"))
    assert "firmas" not in str(list_entries(1)[0].detail)
    approve_cohort(cast.actor("coordinator"), cohort_id, True)
    approved = approval_of(cohort_id)
    assert approved is not None
    assert (approved.approved, approved.note) == (True, None)


def test_who_teaches_or_taught_a_cohort_does_not_approve_it(cast: Cast) -> None:
    cohort_id = make_cohort(cast, course="replica")
    grant_role(SYSTEM, cast.id("officer"), Role.COORDINATOR, ScopeKind.EVERYTHING, None, "también coordina")
    add_cohort_trainer(cast.actor("coordinator"), cohort_id, cast.id("officer"))
    with pytest.raises(OwnCase):
        approve_cohort(cast.actor("officer"), cohort_id, True)
    with transaction():
        db.session.execute(text("UPDATE role_grant SET until = since WHERE role = 'trainer'"))
    with pytest.raises(OwnCase):
        approve_cohort(cast.actor("officer"), cohort_id, True)


def test_who_learns_in_a_cohort_does_not_approve_it(cast: Cast) -> None:
    cohort_id = make_cohort(cast, course="replica")
    grant_role(SYSTEM, cast.id("trainee"), Role.COORDINATOR, ScopeKind.EVERYTHING, None, "también coordina")
    enrol_part(cast, cohort_id)
    with pytest.raises(OwnCase, match="participa"):
        approve_cohort(cast.actor("trainee"), cohort_id, True)


def test_a_course_that_needs_no_approval_takes_none(cast: Cast) -> None:
    with pytest.raises(Conflict, match="no necesita aprobación"):
        approve_cohort(cast.actor("coordinator"), make_cohort(cast), True)


def test_a_snapshot_is_taken_once(cast: Cast, enrolment_id: UUID) -> None:
    from lms.accounts.operations.people import change_name

    with transaction():
        snapshot_enrolments([enrolment_id])
    change_name(cast.actor("coordinator"), cast.id("trainee"), "Rosa Elena", "Quispe Mamani")
    with transaction():
        snapshot_enrolments([enrolment_id])
    assert db.session.scalar(text("SELECT name_snapshot FROM enrolment")) == "Rosa Quispe Mamani"


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 10, 31), CohortState.UPCOMING),
        (date(2026, 11, 1), CohortState.RUNNING),
        (date(2026, 12, 15), CohortState.RUNNING),
        (date(2026, 12, 16), CohortState.ENDED),
    ],
)
def test_a_cohort_runs_between_its_days(day: date, state: CohortState) -> None:
    assert state_on(date(2026, 11, 1), date(2026, 12, 15), day) == state


def test_place_and_dates_are_corrected_by_who_manages_there(cast: Cast) -> None:
    cohort_id = make_cohort(cast)
    changes = CohortDetails("Lamas", "qvs", date(2026, 11, 8), date(2026, 12, 20))
    with pytest.raises(Forbidden):
        edit_cohort(cast.actor("trainer"), cohort_id, changes)
    with pytest.raises(Invalid):
        edit_cohort(
            cast.actor("coordinator"), cohort_id, CohortDetails("Lamas", "qvs", date(2026, 11, 8), date(2026, 11, 1))
        )
    with pytest.raises(Invalid, match="año"):
        edit_cohort(
            cast.actor("coordinator"), cohort_id, CohortDetails("Lamas", "qvs", date(9999, 12, 1), date(9999, 12, 31))
        )
    edit_cohort(cast.actor("coordinator"), cohort_id, changes)
    cohort = get_cohort(cohort_id)
    assert (cohort.place, cohort.language, cohort.starts_on, cohort.resolution) == (
        "Lamas",
        "qvs",
        date(2026, 11, 8),
        None,
    )
