"""What somebody tells about herself: encrypted, under its own consent, gone when she says so."""

import stat
from dataclasses import replace

import pytest
from flask import current_app
from sqlalchemy import text

from lms.accounts.models.people import SensitiveRecord
from lms.accounts.operations.consents import withdraw_consent
from lms.accounts.operations.merges import merge_people, undo_merge
from lms.accounts.operations.sensitive import open_own, open_told, tell
from lms.accounts.permissions import NOWHERE, Target
from lms.accounts.queries.consents import consents_in_force
from lms.accounts.sensitive import Need, Told
from lms.audit.models import AuditEntry
from lms.audit.queries import list_entries
from lms.database import transaction
from lms.errors import Forbidden
from lms.extensions import db

TOLD = Told((Need.LARGE_PRINT, Need.SUPPORT_PERSON), "qub", "shp")
WORDS = ("letra-grande", "persona-de-apoyo", "qub", "shp", "shipibo", "quechua")


@pytest.fixture
def rosa(cast):
    return cast.actor("trainee")


def raw_rows(table):
    return [tuple(row) for row in db.session.execute(text(f"SELECT * FROM {table}"))]


def test_what_was_told_comes_back_and_is_replaced(rosa):
    tell(rosa, rosa.person_id, TOLD)
    assert open_own(rosa.person_id) == TOLD
    tell(rosa, rosa.person_id, replace(TOLD, needs=(Need.EXTRA_TIME,)))
    assert open_own(rosa.person_id).needs == (Need.EXTRA_TIME,)
    assert len(raw_rows("sensitive_record")) == 2


def test_no_plain_word_of_it_reaches_the_database(rosa, cast):
    tell(rosa, rosa.person_id, TOLD)
    open_told(cast.actor("coordinator"), NOWHERE, [rosa.person_id], "person", rosa.person_id)
    for table in ("sensitive_record", "consent", "audit_entry", "payload"):
        for row in raw_rows(table):
            said = " ".join(each.decode("latin-1") if isinstance(each, bytes) else str(each) for each in row)
            assert not [word for word in WORDS if word in said], table


def test_each_record_is_as_long_as_the_other(rosa):
    tell(rosa, rosa.person_id, Told(tuple(Need), "qub", "shp"))
    assert len({len(row.ciphertext) for row in db.session.query(SensitiveRecord)}) == 1


def test_the_key_is_nobody_else_s(rosa):
    tell(rosa, rosa.person_id, TOLD)
    key = current_app.extensions["settings"].keys / "sensitive.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_each_kind_stands_on_a_consent_of_its_own(rosa):
    tell(rosa, rosa.person_id, replace(TOLD, mother_tongue=None))
    assert consents_in_force([rosa.person_id], "ajustes")
    assert not consents_in_force([rosa.person_id], "lengua-materna")
    tell(rosa, rosa.person_id, Told(mother_tongue="shp"))
    assert not consents_in_force([rosa.person_id], "ajustes")
    assert consents_in_force([rosa.person_id], "lengua-materna")


def test_telling_nothing_deletes_the_rows(rosa):
    tell(rosa, rosa.person_id, TOLD)
    tell(rosa, rosa.person_id, Told())
    assert raw_rows("sensitive_record") == []
    assert open_own(rosa.person_id) == Told()
    actions = [(entry.action, entry.detail) for entry in db.session.query(AuditEntry).order_by(AuditEntry.seq)]
    assert ("sensitive.deleted", {"kind": "ajustes"}) in actions
    assert ("sensitive.deleted", {"kind": "lengua-materna"}) in actions


def test_a_consent_taken_back_takes_the_record_with_it(rosa):
    tell(rosa, rosa.person_id, TOLD)
    withdraw_consent(rosa, rosa.person_id, "ajustes")
    assert open_own(rosa.person_id) == Told(mother_tongue="shp")


def test_a_record_put_into_another_row_does_not_open(rosa, cast):
    tell(rosa, rosa.person_id, TOLD)
    with transaction():
        row = db.session.query(SensitiveRecord).filter_by(kind="ajustes").one()
        row.person_id = cast.id("other_trainee")
    with pytest.raises(ValueError, match="not its own"):
        open_own(cast.id("other_trainee"))


def test_two_records_of_one_person_are_read_and_deleted_together(rosa, cast):
    survivor = cast.id("other_trainee")
    tell(rosa, rosa.person_id, TOLD)
    merge = merge_people(cast.actor("registrar"), rosa.person_id, survivor)
    assert open_own(survivor) == TOLD
    tell(cast.actor("other_trainee"), survivor, Told())
    undo_merge(cast.actor("registrar"), merge)
    assert open_own(rosa.person_id) == Told()


def test_staff_read_only_where_they_may_see_the_group_and_leave_a_line(rosa, cast):
    tell(rosa, rosa.person_id, TOLD)
    for part in ("administrator", "auditor", "verifier", "other_trainee"):
        with pytest.raises(Forbidden):
            open_told(cast.actor(part), Target(), [rosa.person_id], "person", rosa.person_id)
    told = open_told(cast.actor("coordinator"), Target(), [rosa.person_id], "person", rosa.person_id)
    assert told == {rosa.person_id: TOLD}
    entry = list_entries(1)[0]
    assert (entry.action, entry.detail) == ("sensitive.read", "")


FIELDS = {"needs": ["letra-grande"], "interpreter": "qub", "mother_tongue": ""}


def test_she_tells_it_on_her_own_page(client, cast):
    browser = cast.log_in(client, "trainee")
    answer = browser.submit("/mi-cuenta/ajustes", {**FIELDS, "agrees_needs": "y"})
    assert answer.status_code == 303
    page = browser.get("/mi-cuenta/ajustes")
    assert page.headers["Cache-Control"] == "no-store"
    assert 'value="letra-grande" checked' in page.text
    assert open_own(cast.id("trainee")) == Told((Need.LARGE_PRINT,), "qub")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (FIELDS, "Sin la autorización no se guardan los ajustes"),
        ({"mother_tongue": "shp"}, "Sin la autorización no se guarda la lengua"),
        ({"needs": ["volar"], "agrees_needs": "y"}, "volar"),
    ],
)
def test_without_her_word_nothing_is_kept(client, cast, fields, words):
    answer = cast.log_in(client, "trainee").submit("/mi-cuenta/ajustes", fields)
    assert answer.status_code == 400
    assert words in answer.text
    assert raw_rows("sensitive_record") == []


def test_she_deletes_it_with_one_button(client, cast, rosa):
    tell(rosa, rosa.person_id, TOLD)
    browser = cast.log_in(client, "trainee")
    assert browser.submit("/mi-cuenta/ajustes/borrar", seen_on="/mi-cuenta/ajustes").status_code == 303
    assert raw_rows("sensitive_record") == []
    assert "Borrar todo" not in browser.get("/mi-cuenta/ajustes").text


def test_nobody_sees_it_in_her_account_or_her_download_unless_she_asks(client, cast, rosa):
    tell(rosa, rosa.person_id, TOLD)
    browser = cast.log_in(client, "trainee")
    for address in ("/mi-cuenta", "/mi-cuenta/datos.json"):
        assert not [word for word in (*WORDS, "ajustes_") if word in browser.get(address).text]
    asked = browser.get("/mi-cuenta/datos.json?con=ajustes").json
    assert asked["told"] == {
        "needs": ["letra-grande", "persona-de-apoyo"],
        "interpreter": "qub",
        "mother_tongue": "shp",
    }


def test_the_office_does_not_even_see_that_there_is_something(client, cast, rosa):
    address = f"/administracion/personas/{rosa.person_id}"
    browser = cast.log_in(client, "administrator")
    before = browser.get(address).text
    tell(rosa, rosa.person_id, TOLD)
    assert "ajustes" not in before
    assert "ajustes" not in browser.get(address).text
