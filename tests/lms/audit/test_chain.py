"""The audit chain names what was changed behind its back, by raw SQL with the triggers out of the way."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import text

from lms.audit.domain import GENESIS, Fault, entry_hash, find_faults
from lms.audit.operations import record
from lms.audit.queries import NoChain, list_entries, verify_chain
from lms.cli import cli
from lms.database import short_transaction, transaction
from lms.extensions import db

NOTE = "una nota que se puede borrar"


def tamper(statement: str) -> None:
    """Run SQL as somebody with the database in her hands would."""
    with short_transaction() as connection:
        if connection.dialect.name == "sqlite":
            for name in ("audit_entry_no_UPDATE", "audit_entry_no_DELETE"):
                connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
            triggers = connection.execute(
                text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_entry'")
            )
            for (name,) in triggers.all():
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            connection.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER ALL"))
        connection.execute(text(statement))
    db.session.rollback()


@pytest.fixture
def five(bare_app: Flask) -> Flask:
    """Five entries, the fourth with a note."""
    with transaction():
        for number in range(1, 6):
            record(None, "thing.done", "thing", str(number), note=NOTE if number == 4 else None, count=number)
    return bare_app


def faults() -> list[tuple[int, str]]:
    return [(fault.seq, fault.reason) for fault in verify_chain().faults]


def test_an_untouched_chain_is_sound(five):
    report = verify_chain()
    assert report.sound
    assert report.entries == 5


def test_a_changed_row_is_named(five):
    tamper("UPDATE audit_entry SET action = 'thing.undone' WHERE seq = 3")
    assert faults() == [(3, "cambiada")]


def test_a_changed_detail_is_named(five):
    tamper("""UPDATE audit_entry SET detail = '{"count": 9}' WHERE seq = 2""")
    assert faults() == [(2, "cambiada")]


def test_a_missing_row_is_named(five):
    tamper("DELETE FROM audit_entry WHERE seq = 2")
    assert (2, "falta") in faults()


def test_rows_cut_off_at_the_end_are_missed(five):
    tamper("DELETE FROM audit_entry WHERE seq > 3")
    assert faults() == [(4, "falta"), (5, "falta")]


@pytest.mark.parametrize(
    "change", ["detail = '{oops'", "detail = '[NaN]'", "at = 'ayer'", "actor_id = 'nadie'"], ids=lambda each: each
)
def test_a_row_made_unreadable_is_named_and_the_others_are_still_checked(five, change):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL itself refuses what its columns cannot hold")
    tamper(f"UPDATE audit_entry SET {change} WHERE seq = 2")
    tamper("UPDATE audit_entry SET action = 'thing.undone' WHERE seq = 4")
    assert faults() == [(2, "cambiada"), (4, "cambiada")]


def test_without_its_head_a_chain_is_not_sound(five):
    tamper("DELETE FROM audit_head")
    assert faults() == [(5, "no es la última que se anotó")]


def test_a_log_that_vanished_whole_is_not_called_sound(five):
    tamper("DELETE FROM audit_entry")
    tamper("DELETE FROM audit_head")
    with pytest.raises(NoChain):
        verify_chain()
    code, out = verify_by_command(five)
    assert (code, "borraron" in out) == (2, True)


def test_a_changed_note_is_named(five):
    tamper("UPDATE payload SET text = 'otra cosa'")
    assert faults() == [(4, "nota cambiada")]


def test_a_purged_note_leaves_the_chain_sound(five):
    tamper("UPDATE payload SET text = NULL, purged_at = '2026-01-01 00:00:00'")
    assert verify_chain().sound


def test_a_row_slipped_in_at_the_end_is_named(five):
    newest = list_entries(1)[0]
    forged = {
        "seq": 6,
        "at": "2026-01-01T00:00:00.000000+00:00",
        "actor": None,
        "action": "x",
        "subject": "x",
        "subject_id": "x",
        "detail": {},
        "payload": None,
    }
    previous = verify_chain().head
    tamper(
        "INSERT INTO audit_entry (seq, at, action, subject, subject_id, detail, previous, hash) VALUES "
        f"(6, '2026-01-01 00:00:00', 'x', 'x', 'x', '{{}}', '{previous}', '{entry_hash(forged, previous)}')"
    )
    assert newest.seq == 5
    assert faults() == [(5, "no es la última que se anotó")]


def test_rows_in_another_order_are_named():
    bodies = [{"seq": seq} for seq in (1, 2)]
    first = entry_hash(bodies[0], GENESIS)
    orphan = entry_hash(bodies[1], GENESIS)
    rows = [(1, bodies[0], GENESIS, first), (2, bodies[1], GENESIS, orphan)]
    assert find_faults(rows, 2) == [Fault(2, "no sigue a la anterior")]


def verify_by_command(app: Flask, *arguments: str) -> tuple[int, str]:
    from flask.cli import ScriptInfo

    result = FlaskCliRunner(app).invoke(cli, ["audit", "verify", *arguments], obj=ScriptInfo(create_app=lambda: app))
    return result.exit_code, result.stdout


def test_the_command_line_says_so_too(five):
    code, out = verify_by_command(five, "--json")
    assert (code, json.loads(out)["outcome"]) == (0, "valid")
    tamper("UPDATE audit_entry SET subject_id = '9' WHERE seq = 3")
    code, out = verify_by_command(five, "--json")
    assert code == 1
    assert json.loads(out)["checks"] == [
        {"check": "chain", "outcome": "not_valid", "faults": [{"seq": 3, "reason": "cambiada"}]}
    ]
    assert "entrada 3: cambiada" in verify_by_command(five)[1]
