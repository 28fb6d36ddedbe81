"""Attendance, walk-ins and self-study on a real database."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import func, select

from courses.attendance.domain import AttendanceInput
from courses.attendance.models import AttendanceEntry, AttendanceStatus, Evidence
from courses.attendance.operations.attendance import Elsewhere, NeedsReason, OwnHours, TooEarly, record_attendance
from courses.attendance.operations.self_study import credit_check, receive_booklet, receive_booklets
from courses.attendance.operations.sessions import cancel_session
from courses.attendance.operations.walk_ins import OtherName, WalkIn, add_walk_in
from courses.attendance.queries.entries import attendance_of, history_of
from courses.attendance.queries.ledger import self_study_evidence
from courses.cohorts.domain import AlreadyEnrolled, NoConsent
from courses.cohorts.operations.enrolment import withdraw_enrolment
from courses.cohorts.queries.enrolments import get_enrolment, roster
from lms.accounts.domain import parse_document
from lms.accounts.operations.licences import appoint_trainer
from lms.accounts.operations.roles import grant_role
from lms.accounts.permissions import SYSTEM, Role, ScopeKind
from lms.accounts.queries.people import search_people
from lms.database import transaction
from lms.errors import Conflict, Forbidden, Invalid
from lms.extensions import db
from lms.ids import new_id
from tests.courses.attendance.group import DAY, LESSON, SESSION, Group, day, form_group, living_on
from tests.support.cast import PACK


def count_entries() -> int:
    return db.session.scalar(select(func.count()).select_from(AttendanceEntry)) or 0


def test_a_correction_keeps_the_old_entry_and_its_reason(group: Group) -> None:
    session_id = group.schedule()
    group.attend(session_id, status=AttendanceStatus.ABSENT)
    group.attend(session_id, status=AttendanceStatus.LATE, minutes=45, reason="Firmó la hoja a las 9:15")
    first, second = history_of(session_id)[group.enrolments["trainee"]]
    assert (first.status, first.minutes, first.reason) == (AttendanceStatus.ABSENT, 0, None)
    assert (second.status, second.minutes, second.reason) == (AttendanceStatus.LATE, 45, "Firmó la hoja a las 9:15")
    counting = attendance_of(session_id)[group.enrolments["trainee"]]
    assert (counting.status, counting.minutes, counting.corrections) == (AttendanceStatus.LATE, 45, 1)
    assert group.hours().attended == {SESSION: 45}


@pytest.mark.parametrize("reason", [None, "", "   "])
def test_a_correction_without_a_reason_writes_nothing(group: Group, reason: str | None) -> None:
    session_id = group.schedule()
    group.attend(session_id)
    with pytest.raises(NeedsReason):
        group.attend(session_id, status=AttendanceStatus.ABSENT, reason=reason)
    assert group.hours().attended == {SESSION: 60}
    assert count_entries() == 1


def test_saying_the_same_again_writes_nothing(group: Group) -> None:
    session_id = group.schedule()
    assert group.attend(session_id) == 1
    assert group.attend(session_id) == 0
    assert count_entries() == 1


def test_of_several_entries_all_are_written_or_none(group: Group) -> None:
    session_id = group.schedule()
    good = AttendanceInput(group.enrolments["trainee"], AttendanceStatus.PRESENT)
    bad = AttendanceInput(group.enrolments["other_trainee"], AttendanceStatus.LATE, 60)
    with pytest.raises(Invalid):
        record_attendance(group.cast.actor("trainer"), session_id, [good, bad])
    assert count_entries() == 0


def test_nobody_takes_her_own_attendance(group: Group) -> None:
    session_id = group.schedule()
    grant_role(SYSTEM, group.cast.id("trainee"), Role.TRAINER, ScopeKind.COHORT, str(group.id), "prueba")
    with pytest.raises(OwnHours):
        group.attend(session_id, by="trainee")
    assert group.attend(session_id, part="other_trainee", by="trainee") == 1


def test_nobody_attends_two_sessions_at_once(group: Group) -> None:
    appoint_trainer(SYSTEM, group.cast.id("officer"), PACK, "curso", "RA 2-2026", "Corte", date(2020, 1, 1))
    other = form_group(group.cast, code="PRUEBA-2")
    here, there = group.schedule(), other.schedule(lead="officer", at=(9, 30), minutes=30)
    group.attend(here)
    with pytest.raises(Elsewhere, match="Rosa Quispe Mamani"):
        other.attend(there, by="officer")
    assert other.attend(there, status=AttendanceStatus.ABSENT, by="officer") == 1
    assert other.attend(there, part="other_trainee", by="officer") == 1


def test_attendance_waits_for_the_day_and_a_cancelled_session_takes_none(group: Group) -> None:
    session_id = group.schedule(on=day(1))
    with pytest.raises(TooEarly):
        group.attend(session_id)
    with living_on(day(1), 0):
        assert group.attend(session_id) == 1
    cancel_session(group.cast.actor("coordinator"), session_id)
    with living_on(day(1)), pytest.raises(Conflict):
        group.attend(session_id, part="other_trainee")


def test_who_is_not_in_the_cohort_has_no_attendance(group: Group) -> None:
    session_id = group.schedule()
    withdraw_enrolment(group.cast.actor("coordinator"), group.enrolments["trainee"])
    with pytest.raises(Invalid):
        group.attend(session_id)
    entry = AttendanceInput(new_id(), AttendanceStatus.PRESENT)
    with pytest.raises(Invalid):
        record_attendance(group.cast.actor("trainer"), session_id, [entry])


@pytest.mark.parametrize("part", ["coordinator", "officer", "trainee", "registrar", "stranger"])
def test_only_the_cohorts_trainers_take_attendance(group: Group, part: str) -> None:
    session_id = group.schedule()
    with pytest.raises(Forbidden):
        group.attend(session_id, part="other_trainee", by=part)
    with pytest.raises(Forbidden):
        add_walk_in(
            group.cast.actor(part), session_id, WalkIn("Nadia", "Ruiz", parse_document("DNI", "40000010"), True)
        )


def test_the_ledger_sums_sessions_and_self_study_and_knows_the_last_day(group: Group) -> None:
    first, second = group.schedule(minutes=40), group.schedule(on=day(-1), minutes=20)
    group.attend(first, status=AttendanceStatus.LATE, minutes=25)
    group.attend(second)
    assert group.hours().attended == {SESSION: 45}
    assert group.hours().last_on == DAY
    with living_on(day(2)):
        receive_booklet(group.cast.actor("trainer"), group.enrolments["trainee"], LESSON)
    ledger = group.hours()
    assert (ledger.self_study, ledger.minutes, ledger.last_on) == ({LESSON: 60}, 105, day(2))
    assert len(ledger.evidence) == 3
    assert group.hours("other_trainee").minutes == 0


def test_self_study_is_earned_once_by_check_or_booklet(group: Group) -> None:
    rosa, yolanda = group.enrolments["trainee"], group.enrolments["other_trainee"]
    trainer = group.cast.actor("trainer")
    for _ in range(2):
        with transaction():
            credit_check(group.cast.actor("trainee"), rosa, "m01-base/autocontrol", new_id())
    with pytest.raises(Conflict, match="ya estaban reconocidas"):
        receive_booklet(trainer, rosa, LESSON)
    assert receive_booklets(trainer, [(rosa, LESSON), (yolanda, LESSON)]) == 1
    assert group.hours().self_study == group.hours("other_trainee").self_study == {LESSON: 60}
    evidence = self_study_evidence([rosa, yolanda])
    assert evidence == {(rosa, LESSON): Evidence.CHECK, (yolanda, LESSON): Evidence.BOOKLET}


def test_another_check_earns_nothing(group: Group) -> None:
    with transaction():
        credit_check(group.cast.actor("trainee"), group.enrolments["trainee"], "m01-base/control", new_id())
    assert group.hours().self_study == {}


def test_a_booklet_is_of_a_lesson_and_received_by_somebody_else(group: Group) -> None:
    rosa = group.enrolments["trainee"]
    with pytest.raises(Invalid):
        receive_booklet(group.cast.actor("trainer"), rosa, SESSION)
    for part in ("trainee", "stranger", "registrar"):
        with pytest.raises(Forbidden):
            receive_booklet(group.cast.actor(part), rosa, LESSON)
    grant_role(SYSTEM, group.cast.id("trainee"), Role.TRAINER, ScopeKind.COHORT, str(group.id), "prueba")
    with pytest.raises(OwnHours):
        receive_booklet(group.cast.actor("trainee"), rosa, LESSON)
    withdraw_enrolment(group.cast.actor("coordinator"), rosa)
    with pytest.raises(Conflict):
        receive_booklet(group.cast.actor("trainer"), rosa, LESSON)
    assert group.hours().self_study == {}


def walk_in(group: Group, session_id: UUID, name: str, surnames: str, dni: str, consents: bool = True) -> UUID:
    who = WalkIn(name, surnames, parse_document("DNI", dni), consents)
    return add_walk_in(group.cast.actor("trainer"), session_id, who)


def test_a_walk_in_is_registered_consents_and_is_enrolled(group: Group) -> None:
    session_id = group.schedule()
    enrolment = get_enrolment(walk_in(group, session_id, "Nélida", "Wasasa Tsamaren", "41234567"))
    assert enrolment.is_walk_in
    assert enrolment.person.full_name == "Nélida Wasasa Tsamaren"
    entry = AttendanceInput(enrolment.id, AttendanceStatus.PRESENT)
    assert record_attendance(group.cast.actor("trainer"), session_id, [entry]) == 1


def test_a_walk_in_without_consent_leaves_no_trace(group: Group) -> None:
    session_id = group.schedule()
    with pytest.raises(NoConsent):
        walk_in(group, session_id, "Nélida", "Wasasa Tsamaren", "41234567", consents=False)
    assert search_people("Wasasa") == []
    assert len(roster(group.id)) == 2


def test_a_walk_in_who_is_registered_keeps_her_record(group: Group) -> None:
    session_id = group.schedule()
    enrolment = get_enrolment(walk_in(group, session_id, "Nadia", "Ruiz", "40000010"))
    assert enrolment.person_id == group.cast.id("stranger")
    with pytest.raises(AlreadyEnrolled):
        walk_in(group, session_id, "Nadia", "Ruiz", "40000010")


def test_a_strangers_document_tells_no_name(group: Group) -> None:
    with pytest.raises(OtherName) as refused:
        walk_in(group, group.schedule(), "Lucía", "Torres Vega", "40000010")
    assert refused.value.field == "document_number"
    assert "Ruiz" not in refused.value.message
