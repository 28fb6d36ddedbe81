"""The promises of `transaction()`, on whichever database the tests run."""

import threading
from typing import NoReturn

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from lms.accounts.models.organisations import Organisation, OrganisationKind
from lms.database import after_commit, short_transaction, transaction
from lms.extensions import db

pytestmark = pytest.mark.quick


def make_organisation(name: str) -> Organisation:
    organisation = Organisation(kind=OrganisationKind.NGO, name=name)
    db.session.add(organisation)
    db.session.flush()
    return organisation


def make_organisation_inside(name: str) -> Organisation:
    with transaction():
        return make_organisation(name)


def and_fail(_done: object) -> NoReturn:
    raise ZeroDivisionError


def names() -> list[str]:
    db.session.rollback()
    return sorted(db.session.scalars(select(Organisation.name)))


def test_what_a_transaction_wrote_is_there_afterwards(bare_app):
    with transaction():
        make_organisation("Red Uno")
    assert names() == ["Red Uno"]


def test_a_transaction_that_raises_leaves_nothing(bare_app):
    with pytest.raises(ZeroDivisionError), transaction():
        and_fail(make_organisation("Red Uno"))
    assert names() == []


def test_an_inner_transaction_is_part_of_the_outer_one(bare_app):
    with pytest.raises(ZeroDivisionError), transaction():
        and_fail(make_organisation_inside("Red Uno"))
    assert names() == []


def test_what_waits_for_the_commit_runs_after_it_and_not_before(bare_app):
    seen: list[list[str]] = []
    with transaction():
        after_commit(lambda: seen.append(names()))
        with transaction():
            make_organisation("Red Uno")
        assert seen == []
    assert seen == [["Red Uno"]]


def test_what_waits_for_the_commit_never_runs_when_it_does_not_come(bare_app):
    seen: list[str] = []
    with pytest.raises(ZeroDivisionError), transaction():
        and_fail(after_commit(lambda: seen.append("x")))
    with transaction():
        make_organisation("Red Uno")
    assert seen == []


def test_adding_outside_a_transaction_is_refused(bare_app):
    with pytest.raises(DBAPIError):
        make_organisation("Red Uno")
    assert names() == []


@pytest.mark.parametrize(
    "statement",
    ["INSERT INTO audit_head (id, seq, hash) VALUES (9, 0, '')", "DELETE FROM organisation", "CREATE TABLE x (y int)"],
)
def test_raw_sql_outside_a_transaction_cannot_write_either(bare_app, statement):
    with pytest.raises(DBAPIError):
        db.session.execute(text(statement))
    db.session.rollback()
    with pytest.raises(DBAPIError), db.engine.begin() as connection:
        connection.execute(text(statement))


def test_after_a_transaction_writing_is_refused_again(bare_app):
    with transaction():
        make_organisation("Red Uno")
    with pytest.raises(DBAPIError):
        make_organisation("Red Dos")
    assert names() == ["Red Uno"]


def test_what_was_read_before_is_read_again_inside(bare_app):
    with transaction():
        known = make_organisation("Red Uno")
    assert known.name == "Red Uno"
    with short_transaction() as connection:
        connection.execute(text("UPDATE organisation SET name = 'Red Dos'"))
    with transaction():
        assert db.session.get_one(Organisation, known.id).name == "Red Dos"


def test_readers_do_not_wait_for_a_writer(bare_app):
    found: list[list[str]] = []

    def read(app: Flask) -> None:
        with app.app_context():
            found.append(names())

    with transaction():
        make_organisation("Red Uno")
        reader = threading.Thread(target=read, args=(bare_app,))
        reader.start()
        reader.join(timeout=5)
        assert found == [[]]


def test_a_short_transaction_inside_a_transaction_says_so_instead_of_waiting_for_ever(bare_app):
    with transaction(), pytest.raises(RuntimeError), short_transaction():
        pass
