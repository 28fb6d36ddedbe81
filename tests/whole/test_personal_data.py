"""Once everything has happened, no name, document, telephone or police number lies where it should not."""

import pytest
from sqlalchemy import select

from lms.accounts.operations.roles import grant_role
from lms.accounts.permissions import SYSTEM, Role, ScopeKind
from lms.audit.models import AuditEntry
from lms.extensions import db
from lms.jobs.models import Job
from tests.support.cast import PEOPLE
from tests.support.lived_in import live_in

TOLD = [word for _given, surnames, document in PEOPLE.values() for word in (*surnames.split(), document)]
TOLD += ["Chuquizuta", "50000001", "50000002"]


@pytest.fixture
def world(app, cast):
    return live_in(cast)


def found_in(text):
    return [word for word in TOLD if word in text]


def test_the_log_keeps_acts_and_ids(world):
    entries = db.session.scalars(select(AuditEntry)).all()
    assert len(entries) > 40
    assert [(each.action, found) for each in entries if (found := found_in(f"{each.detail} {each.subject_id}"))] == []


def test_jobs_carry_ids(world):
    jobs = db.session.scalars(select(Job)).all()
    assert jobs
    assert [found for each in jobs if (found := found_in(f"{each.payload} {each.idempotency_key} {each.error}"))] == []


def test_neither_log_lines_nor_headers_name_anybody(app, cast, client, world, capfd):
    for role in Role:
        grant_role(SYSTEM, cast.id("stranger"), role, ScopeKind.EVERYTHING, None, "prueba")
    headers, asked = "", 0
    for each in world.addresses(app):
        if each.method == "GET":
            answer = cast.log_in(client, "stranger").get(each.url)
            headers += "".join(f"{name}: {value}\n" for name, value in answer.headers if name != "Set-Cookie")
            asked += 1
    lines = capfd.readouterr()
    assert lines.err.count('"event": "request"') >= asked
    assert found_in(headers) == []
    assert found_in(lines.err + lines.out) == []
