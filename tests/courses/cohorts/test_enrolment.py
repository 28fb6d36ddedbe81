"""Who may be enrolled, by whom, and what stands in the way."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import text

from courses.cohorts.domain import (
    AlreadyEnrolled,
    CohortFull,
    NewCohort,
    NoConsent,
    NoDocument,
    TrainerAndTrainee,
    check_room,
)
from courses.cohorts.operations.cohorts import add_cohort_trainer, create_cohort
from courses.cohorts.operations.consent import record_paper_consent
from courses.cohorts.operations.enrolment import enrol, withdraw_enrolment
from courses.cohorts.queries.cohorts import get_cohort, get_cohort_by_code, list_cohorts
from courses.cohorts.queries.enrolments import count_enrolled, enrolments_of, get_enrolment, roster
from courses.cohorts.queries.teaching import cohort_trainers
from lms import clock
from lms.accounts.operations.people import NewPerson, register_person
from lms.accounts.operations.roles import grant_role
from lms.accounts.permissions import SYSTEM, Permission, Role, ScopeKind
from lms.audit.queries import list_entries
from lms.database import transaction
from lms.errors import Conflict, Forbidden, Invalid, NotFound
from lms.extensions import db
from tests.support.cast import PACK, Cast

ANY_COHORT = NewCohort(
    "PRUEBA-1", PACK, "curso", UUID(int=0), "22", "Tarapoto", "es-PE", date(2026, 11, 1), date(2026, 12, 15)
)


def make_cohort(cast: Cast, **changes: object) -> UUID:
    return create_cohort(cast.actor("coordinator"), replace(ANY_COHORT, organisation_id=cast.court, **changes))


def consent(cast: Cast, cohort_id: UUID, part: str) -> None:
    record_paper_consent(cast.actor("coordinator"), cohort_id, cast.id(part), date(2026, 11, 1))


def enrol_part(cast: Cast, cohort_id: UUID, part: str = "trainee") -> UUID:
    consent(cast, cohort_id, part)
    return enrol(cast.actor("coordinator"), cohort_id, cast.id(part))


def test_a_coordinator_opens_a_cohort_on_the_latest_version(cast: Cast) -> None:
    cohort = get_cohort(make_cohort(cast, code="of-sm-1", region="San Martín"))
    assert (cohort.code, cohort.region, cohort.title) == ("OF-SM-1", "22", "Curso de prueba")
    assert cohort.organisation_name == "Corte Superior de Prueba"
    assert cohort.target.organisations == (cast.court,)
    assert get_cohort_by_code("of-sm-1") == cohort
    assert list_entries(1)[0].action == "cohort.created"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "con espacio"}, "code"),
        ({"code": "á"}, "code"),
        ({"region": "99"}, "region"),
        ({"place": "  "}, "place"),
        ({"ends_on": date(2026, 10, 31)}, "ends_on"),
        ({"ends_on": date(2029, 10, 31)}, "ends_on"),
    ],
)
def test_a_wrong_cohort_is_blamed_on_its_field_and_not_opened(
    cast: Cast, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        make_cohort(cast, **changes)
    assert refusal.value.field == field
    assert list_cohorts(cast.actor("coordinator"), Permission.VIEW_COHORT) == []


def test_a_code_is_used_once(cast: Cast) -> None:
    make_cohort(cast)
    with pytest.raises(Invalid, match="Ya hay un grupo"):
        make_cohort(cast)


def test_an_unknown_programme_or_course_opens_nothing(cast: Cast) -> None:
    for changes in ({"programme": "otro"}, {"course": "otro"}):
        with pytest.raises(NotFound):
            make_cohort(cast, **changes)


def test_only_who_manages_there_opens_a_cohort(cast: Cast) -> None:
    for part in ("trainee", "trainer", "registrar", "auditor", "administrator", "stranger"):
        with pytest.raises(Forbidden):
            create_cohort(cast.actor(part), replace(ANY_COHORT, organisation_id=cast.court))
    grant_role(SYSTEM, cast.id("stranger"), Role.COORDINATOR, ScopeKind.REGION, "10", "otra región")
    with pytest.raises(Forbidden):
        create_cohort(cast.actor("stranger"), replace(ANY_COHORT, organisation_id=cast.court))


def test_a_coordinator_sees_the_cohorts_of_her_scope_only(cast: Cast) -> None:
    make_cohort(cast, code="AQUI", region="22")
    make_cohort(cast, code="ALLA", region="10")
    grant_role(SYSTEM, cast.id("stranger"), Role.COORDINATOR, ScopeKind.REGION, "10", "su región")
    seen = list_cohorts(cast.actor("stranger"), Permission.VIEW_COHORT)
    assert [cohort.code for cohort in seen] == ["ALLA"]
    assert list_cohorts(cast.actor("auditor"), Permission.VIEW_COHORT) == []


def test_an_organisation_scope_reaches_the_cohorts_below_it(cast: Cast) -> None:
    make_cohort(cast)
    grant_role(SYSTEM, cast.id("stranger"), Role.COORDINATOR, ScopeKind.ORGANISATION, str(cast.court), "su corte")
    assert len(list_cohorts(cast.actor("stranger"), Permission.VIEW_COHORT)) == 1


def test_an_enrolment_pins_the_version_and_lets_the_person_learn_there(cast: Cast) -> None:
    cohort_id = make_cohort(cast)
    enrolment = get_enrolment(enrol_part(cast, cohort_id))
    cohort = get_cohort(cohort_id)
    assert enrolment.version_sha256 == cohort.version_sha256
    assert enrolment.person.list_name == "Quispe Mamani, Rosa"
    assert cast.actor("trainee").may(Permission.LEARN, cohort.target)
    assert [each.id for each in enrolments_of(cast.id("trainee"))] == [enrolment.id]


def test_nobody_is_enrolled_without_a_consent_in_force(cast: Cast) -> None:
    cohort_id = make_cohort(cast)
    with pytest.raises(NoConsent):
        enrol(cast.actor("coordinator"), cohort_id, cast.id("trainee"))
    assert roster(cohort_id) == []


def test_a_consent_to_another_purpose_does_not_count(cast: Cast) -> None:
    from lms.accounts.operations.consents import give_consent

    give_consent(cast.actor("coordinator"), cast.id("trainee"), "otro-programa", "1", "texto")
    with pytest.raises(NoConsent):
        enrol(cast.actor("coordinator"), make_cohort(cast), cast.id("trainee"))


def test_nobody_is_enrolled_twice(cast: Cast) -> None:
    cohort_id = make_cohort(cast)
    enrol_part(cast, cohort_id)
    with pytest.raises(AlreadyEnrolled):
        enrol(cast.actor("coordinator"), cohort_id, cast.id("trainee"))
    assert len(roster(cohort_id)) == 1


def test_a_course_without_alias_asks_for_a_document(cast: Cast) -> None:
    cohort_id = make_cohort(cast)
    person_id = register_person(SYSTEM, NewPerson("Luna", "", is_alias=True))
    record_paper_consent(SYSTEM, cohort_id, person_id, None)
    with pytest.raises(NoDocument):
        enrol(cast.actor("coordinator"), cohort_id, person_id)


def test_a_withdrawn_person_leaves_the_list_and_may_come_back_as_the_same(cast: Cast) -> None:
    cohort_id = make_cohort(cast)
    enrolment_id = enrol_part(cast, cohort_id)
    withdraw_enrolment(cast.actor("coordinator"), enrolment_id)
    assert roster(cohort_id) == []
    assert [each.id for each in roster(cohort_id, with_withdrawn=True)] == [enrolment_id]
    assert not cast.actor("trainee").may(Permission.LEARN, get_cohort(cohort_id).target)
    with pytest.raises(Conflict, match="ya está retirada"):
        withdraw_enrolment(cast.actor("coordinator"), enrolment_id)
    assert enrol(cast.actor("coordinator"), cohort_id, cast.id("trainee")) == enrolment_id
    assert cast.actor("trainee").may(Permission.LEARN, get_cohort(cohort_id).target)


def test_nobody_teaches_and_learns_in_one_cohort(cast: Cast) -> None:
    cohort_id = make_cohort(cast)
    enrol_part(cast, cohort_id)
    add_cohort_trainer(cast.actor("coordinator"), cohort_id, cast.id("officer"))
    add_cohort_trainer(cast.actor("coordinator"), cohort_id, cast.id("officer"))
    assert [each.id for each in cohort_trainers(cohort_id)] == [cast.id("officer")]
    with pytest.raises(TrainerAndTrainee):
        add_cohort_trainer(cast.actor("coordinator"), cohort_id, cast.id("trainee"))
    with pytest.raises(TrainerAndTrainee):
        enrol_part(cast, cohort_id, "officer")
    with transaction():
        db.session.execute(text("UPDATE role_grant SET until = since WHERE role = 'trainer'"))
    with pytest.raises(TrainerAndTrainee):
        enrol_part(cast, cohort_id, "officer")


def test_nobody_teaches_a_course_that_she_takes_elsewhere(cast: Cast) -> None:
    there, here = make_cohort(cast, code="OTRO"), make_cohort(cast)
    add_cohort_trainer(cast.actor("coordinator"), there, cast.id("officer"))
    with pytest.raises(TrainerAndTrainee):
        enrol_part(cast, here, "officer")
    enrol_part(cast, here)
    with pytest.raises(TrainerAndTrainee):
        add_cohort_trainer(cast.actor("coordinator"), there, cast.id("trainee"))
    with clock.set_to(clock.at_lima(date(2026, 12, 16), 9)):
        add_cohort_trainer(SYSTEM, there, cast.id("trainee"))


def test_who_teaches_one_course_may_take_another(cast: Cast) -> None:
    add_cohort_trainer(cast.actor("coordinator"), make_cohort(cast, course="replica"), cast.id("officer"))
    assert enrol_part(cast, make_cohort(cast, code="OTRO"), "officer")


def test_a_cohort_trainer_sees_that_cohort_and_no_other(cast: Cast) -> None:
    cohort_id, other_id = make_cohort(cast), make_cohort(cast, code="OTRO")
    add_cohort_trainer(cast.actor("coordinator"), cohort_id, cast.id("officer"))
    officer = cast.actor("officer")
    assert officer.may(Permission.TAKE_ATTENDANCE, get_cohort(cohort_id).target)
    assert not officer.may(Permission.VIEW_COHORT, get_cohort(other_id).target)


def test_a_trainer_may_enrol_who_walks_in_but_not_fill_the_list(cast: Cast) -> None:
    cohort_id = make_cohort(cast)
    add_cohort_trainer(cast.actor("coordinator"), cohort_id, cast.id("officer"))
    consent(cast, cohort_id, "trainee")
    with pytest.raises(Forbidden):
        enrol(cast.actor("officer"), cohort_id, cast.id("trainee"))
    assert get_enrolment(enrol(cast.actor("officer"), cohort_id, cast.id("trainee"), is_walk_in=True)).is_walk_in


def test_only_who_may_import_there_enrols_and_withdraws(cast: Cast) -> None:
    cohort_id = make_cohort(cast)
    enrolment_id = enrol_part(cast, cohort_id)
    for part in ("trainee", "trainer", "registrar", "auditor", "administrator", "stranger"):
        with pytest.raises(Forbidden):
            enrol(cast.actor(part), cohort_id, cast.id("other_trainee"))
        with pytest.raises(Forbidden):
            withdraw_enrolment(cast.actor(part), enrolment_id)
    assert count_enrolled([cohort_id]) == {cohort_id: 1}


@pytest.mark.parametrize(("enrolled", "limit", "full"), [(44, 45, False), (45, 45, True), (1000, None, False)])
def test_the_rules_limit_the_places(enrolled: int, limit: int | None, full: bool) -> None:
    if full:
        with pytest.raises(CohortFull, match="45"):
            check_room(enrolled, limit)
    else:
        check_room(enrolled, limit)


def test_a_replica_takes_no_more_people_than_its_rules_allow(cast: Cast) -> None:
    cohort_id = make_cohort(cast, course="replica")
    people = [register_person(SYSTEM, NewPerson("Ana", "Paz", is_document(n))) for n in range(46)]
    for person_id in people:
        record_paper_consent(SYSTEM, cohort_id, person_id, None)
    for person_id in people[:45]:
        enrol(SYSTEM, cohort_id, person_id)
    with pytest.raises(CohortFull):
        enrol(SYSTEM, cohort_id, people[45])


def is_document(number: int):
    from lms.accounts.domain import parse_document

    return parse_document("DNI", f"{50000000 + number}")
