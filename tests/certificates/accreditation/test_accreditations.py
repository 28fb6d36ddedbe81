"""The court's own act: recorded apart, never on the certificate."""

from datetime import date

import pytest

from certificates.accreditation.domain import ALLOWED, NotAllowed, check_change, state_on
from certificates.accreditation.models import AccreditationState
from certificates.accreditation.operations import NewAccreditation, change_accreditation, record_accreditation
from certificates.accreditation.queries import accreditations_of, get_accreditation, list_accreditations
from certificates.issuing.status import RevocationReason
from certificates.registry.operations import revoke
from lms import clock
from lms.accounts.operations.merges import merge_people
from lms.accounts.permissions import SYSTEM
from lms.errors import Forbidden, Invalid, NotFound

IN_FORCE, SUSPENDED, ENDED = AccreditationState


@pytest.fixture
def act(cast, register):
    return {
        "court_id": cast.court,
        "number": "RA 000123-2026-P-CSJ",
        "serial": register.officer,
        "signer": "Aurelia Távara Ríos",
        "since": date(2026, 5, 1),
        "until": date(2028, 5, 1),
    }


@pytest.fixture
def registrar(cast):
    return cast.actor("registrar")


def record(registrar, act, **changes):
    return record_accreditation(registrar, NewAccreditation(**{**act, **changes}))


def test_an_act_is_recorded_with_its_own_number_signer_and_term(registrar, act, cast):
    view = get_accreditation(record(registrar, act))
    assert (view.court, view.number, view.signer) == (
        "Corte Superior de Prueba", "RA 000123-2026-P-CSJ", "Aurelia Távara Ríos",
    )  # fmt: skip
    assert (view.state, view.since, view.until) == (IN_FORCE, date(2026, 5, 1), date(2028, 5, 1))
    assert accreditations_of([cast.id("officer")]) == [view]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": " "}, "number"),
        ({"number": "x" * 61}, "number"),
        ({"serial": "0000000000000000"}, "serial"),
        ({"signer": "R2D2"}, "signer"),
        ({"until": date(2026, 4, 30)}, "until"),
        ({"court_id": SYSTEM.person_id}, "court"),
    ],
)
def test_a_wrong_act_is_refused_at_its_field(registrar, act, changes, field):
    with pytest.raises(Invalid) as refused:
        record(registrar, act, **changes)
    assert refused.value.field == field


def test_a_court_uses_each_number_once(registrar, act, register):
    record(registrar, act)
    with pytest.raises(Invalid, match="ya tiene"):
        record(registrar, act, serial=register.rosa)


def test_no_act_rests_on_a_certificate_that_does_not_hold(registrar, act):
    revoke(registrar, act["serial"], RevocationReason.ERROR, date(2026, 5, 1), "Corte")
    with pytest.raises(Invalid, match="vigente"):
        record(registrar, act)


@pytest.mark.parametrize("present", list(AccreditationState))
@pytest.mark.parametrize("following", list(AccreditationState))
def test_only_these_changes_are_known(present, following):
    steps = {(IN_FORCE, SUSPENDED), (IN_FORCE, ENDED), (SUSPENDED, IN_FORCE), (SUSPENDED, ENDED)}
    if (present, following) in steps:
        check_change(present, following)
    else:
        with pytest.raises(NotAllowed):
            check_change(present, following)
    assert set(ALLOWED) == set(AccreditationState)


def test_it_is_suspended_resumed_and_ended_for_good(registrar, act):
    accreditation = record(registrar, act)
    for state in (SUSPENDED, IN_FORCE, ENDED):
        change_accreditation(registrar, accreditation, state)
        assert get_accreditation(accreditation).state == state
    assert get_accreditation(accreditation).until == clock.today()
    with pytest.raises(NotAllowed):
        change_accreditation(registrar, accreditation, IN_FORCE)


@pytest.mark.parametrize(("day", "state"), [(date(2028, 5, 1), IN_FORCE), (date(2028, 5, 2), ENDED)])
def test_it_ends_with_its_term(day, state):
    assert state_on(IN_FORCE, date(2028, 5, 1), day) == state
    assert state_on(IN_FORCE, None, day) == IN_FORCE


def test_it_never_changes_the_certificate_nor_shows_in_public(registrar, act, register, client):
    before = register.view("officer")
    change_accreditation(registrar, record(registrar, act), SUSPENDED)
    assert register.view("officer") == before
    text = client.get(f"/v/{register.officer}").text
    assert "acreditación" not in text.replace("No es una acreditación", "")
    assert "Aurelia" not in text


@pytest.mark.parametrize("part", ["coordinator", "trainer", "administrator", "verifier"])
def test_only_the_registrar_records_and_changes(cast, registrar, act, part):
    with pytest.raises(Forbidden):
        record(cast.actor(part), act)
    accreditation = record(registrar, act)
    with pytest.raises(Forbidden):
        change_accreditation(cast.actor(part), accreditation, SUSPENDED)
    assert list_accreditations(cast.actor(part)) == []


def test_nobody_records_her_own(cast, act):
    merge_people(SYSTEM, cast.id("officer"), cast.id("registrar"))
    with pytest.raises(Forbidden):
        record(cast.actor("registrar"), act)


def test_an_unknown_one_is_not_found(registrar):
    with pytest.raises(NotFound):
        change_accreditation(registrar, register_of_nobody(), SUSPENDED)


def register_of_nobody():
    from uuid import uuid4

    return uuid4()


def test_the_page_records_and_changes(client, cast, register):
    browser = cast.log_in(client, "registrar")
    given = {
        "court": str(cast.court), "number": "RA 7-2026", "serial": register.view("officer").serial_text,
        "signer": "Aurelia Távara Ríos", "since": "2026-05-01", "until": "",
    }  # fmt: skip
    for changes in ({"serial": "nada"}, {"number": ""}, {"court": "x"}, {"since": "ayer"}):
        assert browser.submit("/acreditaciones/nueva", {**given, **changes}).status_code == 400
    assert browser.submit("/acreditaciones/nueva", given).status_code == 303
    (view,) = accreditations_of([cast.id("officer")])
    text = browser.get("/acreditaciones").text
    assert "RA 7-2026" in text
    assert "Vigente" in text
    change = f"/acreditaciones/{view.id}/estado"
    assert browser.submit(change, {"state": "in_force"}, seen_on="/acreditaciones").status_code == 409
    assert browser.submit(change, {"state": "nada"}, seen_on="/acreditaciones").status_code == 400
    assert browser.submit(change, {"state": "suspended"}, seen_on="/acreditaciones").status_code == 303
    assert "Suspendida" in browser.get("/acreditaciones").text
    assert "RA 7-2026" in browser.get(f"/certificados/{register.officer}").text
