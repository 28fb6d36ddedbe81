"""Scheduling on a real database: plan, licences, cancelling."""

from datetime import date

import pytest

from courses.attendance.operations.sessions import cancel_session
from courses.attendance.planning import Elsewhere, NoLicence
from courses.attendance.queries.entries import count_recorded
from courses.attendance.queries.sessions import (
    get_session,
    licensed_people,
    minutes_by_part,
    sessions_of,
    sessions_taught,
)
from courses.cohorts.domain import CohortDetails, TrainerAndTrainee
from courses.cohorts.operations.cohorts import edit_cohort
from courses.cohorts.queries.cohorts import get_cohort
from courses.cohorts.queries.teaching import cohort_trainers
from lms.accounts.operations.licences import appoint_trainer
from lms.accounts.permissions import SYSTEM, Permission
from lms.errors import Conflict, Forbidden, Invalid, NotFound
from tests.courses.attendance.group import DAY, LESSON, SESSION, Group, day, form_group
from tests.support.cast import PACK


def license_officer(group: Group, since: date, until: date | None = None, region: str | None = None) -> None:
    appoint_trainer(SYSTEM, group.cast.id("officer"), PACK, "curso", "RA 2-2026", "Corte", since, until, region)


def test_a_session_keeps_the_licence_that_held_on_its_day(group: Group) -> None:
    session = get_session(group.schedule())
    assert session.day == DAY
    assert session.lead is not None
    assert session.lead.name == "Inés Carhuancho Poma"
    assert session.lead.licence_id is not None


@pytest.mark.parametrize("term", [(day(1), None), (date(2020, 1, 1), day(-1))], ids=["begins later", "ended before"])
def test_a_licence_must_hold_on_the_very_day(group: Group, term: tuple[date, date | None]) -> None:
    license_officer(group, *term)
    with pytest.raises(NoLicence, match="Rubén Ñahui Soto no tiene licencia vigente ese día"):
        group.schedule(lead="officer")
    assert sessions_of(group.id) == []


def test_a_licence_for_another_region_does_not_hold_here(group: Group) -> None:
    license_officer(group, date(2020, 1, 1), region="10")
    with pytest.raises(NoLicence):
        group.schedule(lead="officer")


def test_a_licence_for_this_region_holds_beside_one_for_another(group: Group) -> None:
    license_officer(group, date(2020, 1, 1), region="10")
    license_officer(group, date(2020, 1, 1), region="22")
    assert get_session(group.schedule(lead="officer")).lead is not None


def test_who_teaches_along_needs_a_licence_too(group: Group) -> None:
    with pytest.raises(NoLicence, match="Rubén"):
        group.schedule(others=("officer",))


def test_who_teaches_a_session_may_take_its_attendance_from_then_on(group: Group) -> None:
    license_officer(group, DAY)
    session_id = group.schedule(lead="officer", others=("trainer",))
    assert group.attend(session_id, by="officer") == 1
    assert {each.id for each in cohort_trainers(group.id)} == {group.cast.id("officer"), group.cast.id("trainer")}
    assert [each.id for each in sessions_taught(group.cast.id("trainer"))] == [session_id]


def test_a_trainee_of_the_cohort_cannot_teach_its_session(group: Group) -> None:
    trainee = group.cast.id("trainee")
    appoint_trainer(SYSTEM, trainee, PACK, "curso", "RA 3-2026", "Corte", date(2020, 1, 1))
    with pytest.raises(TrainerAndTrainee):
        group.schedule(lead="trainee")


def test_nobody_teaches_in_two_places_at_once(group: Group) -> None:
    group.schedule(minutes=30)
    other = form_group(group.cast, code="PRUEBA-2")
    with pytest.raises(Elsewhere, match="Inés Carhuancho Poma ya enseña en otra sesión a esa hora"):
        other.schedule()
    assert other.schedule(at=(9, 30), minutes=30)


def test_a_session_called_off_holds_nobody(group: Group) -> None:
    cancel_session(group.cast.actor("coordinator"), group.schedule())
    assert form_group(group.cast, code="PRUEBA-2").schedule()


def test_only_the_licensed_of_the_day_are_offered(group: Group) -> None:
    license_officer(group, DAY, DAY)
    cohort = get_cohort(group.id)
    assert [each.surnames for each in licensed_people(cohort, DAY)] == ["Carhuancho Poma", "Ñahui Soto"]
    assert [each.surnames for each in licensed_people(cohort, day(1))] == ["Carhuancho Poma"]


@pytest.mark.parametrize("minutes", [0, -10, 61, 721])
def test_a_session_takes_minutes_that_the_part_still_has(group: Group, minutes: int) -> None:
    with pytest.raises(Invalid) as refused:
        group.schedule(minutes=minutes)
    assert refused.value.field == "planned_minutes"


def test_a_part_may_be_taught_in_two_sessions_but_not_beyond_its_minutes(group: Group) -> None:
    group.schedule(minutes=40)
    group.schedule(minutes=20, at=(10, 0))
    with pytest.raises(Invalid, match="ya hay 60 programados"):
        group.schedule(minutes=1, at=(11, 0))
    assert [(each.planned, each.scheduled, each.left) for each in minutes_by_part(get_cohort(group.id))] == [
        (60, 60, 0)
    ]


def test_a_cancelled_session_gives_its_minutes_back_and_cannot_be_cancelled_twice(group: Group) -> None:
    session_id = group.schedule()
    group.attend(session_id)
    assert group.hours().attended == {SESSION: 60}
    cancel_session(group.cast.actor("coordinator"), session_id)
    assert group.hours().attended == {}
    assert group.hours().evidence == ()
    assert count_recorded([session_id]) == {session_id: 1}
    with pytest.raises(Conflict):
        cancel_session(group.cast.actor("coordinator"), session_id)
    assert get_session(group.schedule()).planned_minutes == 60


@pytest.mark.parametrize("on", [day(-10), day(36)])
def test_a_session_falls_within_the_cohorts_days(group: Group, on: date) -> None:
    with pytest.raises(Invalid) as refused:
        group.schedule(on=on)
    assert refused.value.field == "day"


def test_a_cohort_is_not_moved_away_from_its_sessions(group: Group) -> None:
    session_id, coordinator = group.schedule(), group.cast.actor("coordinator")
    earlier = CohortDetails("Tarapoto", "es-PE", day(-9), day(-1))
    with pytest.raises(Invalid, match="queda fuera de esas fechas"):
        edit_cohort(coordinator, group.id, earlier)
    cancel_session(coordinator, session_id)
    edit_cohort(coordinator, group.id, earlier)
    assert get_cohort(group.id).ends_on == day(-1)


def test_a_lesson_is_no_session_and_a_strange_part_is_nothing(group: Group) -> None:
    with pytest.raises(Invalid):
        group.schedule(part=LESSON)
    with pytest.raises(NotFound):
        group.schedule(part="m01-base/otra")


@pytest.mark.parametrize("part", ["trainer", "trainee", "registrar", "administrator", "stranger"])
def test_only_the_coordination_schedules_and_cancels(group: Group, part: str) -> None:
    session_id = group.schedule(minutes=30)
    with pytest.raises(Forbidden):
        group.schedule(minutes=30, by=part)
    with pytest.raises(Forbidden):
        cancel_session(group.cast.actor(part), session_id)
    assert not group.cast.actor(part).may(Permission.SCHEDULE_SESSION, get_cohort(group.id).target)
