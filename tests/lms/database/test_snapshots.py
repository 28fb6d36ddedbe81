"""All reads of one transaction see the same moment, on both databases."""

import threading

import pytest
from sqlalchemy import func, select

from lms.audit.models import AuditEntry
from lms.audit.operations import record
from lms.audit.queries import verify_chain
from lms.database import transaction
from lms.extensions import db


@pytest.fixture
def elsewhere(bare_app):
    """Write an audit entry from another session."""

    def write():
        with bare_app.app_context(), transaction():
            record(None, "thing.done", "thing", "1")

    def run():
        thread = threading.Thread(target=write)
        thread.start()
        thread.join()

    return run


def count_entries():
    return db.session.scalar(select(func.count()).select_from(AuditEntry))


def test_what_commits_meanwhile_is_seen_by_the_next_transaction(elsewhere):
    before = count_entries()
    elsewhere()
    assert count_entries() == before
    db.session.rollback()
    assert count_entries() == before + 1


def test_the_chain_is_sound_while_others_write(elsewhere):
    with transaction():
        record(None, "thing.done", "thing", "1")
    count_entries()
    elsewhere()
    assert verify_chain().sound
    db.session.rollback()
    assert verify_chain().sound
