"""Append-only tables refuse UPDATE and DELETE by raw SQL, on whichever database the tests run."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Connection, Enum, Table, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

from lms.database import append_only_tables
from lms.extensions import UtcDateTime, db

ANYTHING: dict[type, Any] = {
    str: "x",
    int: 1,
    bool: True,
    bytes: b"x",
    object: {},  # JSON
    date: date(2026, 1, 1),
    datetime: datetime(2026, 1, 1, tzinfo=UTC),
    UUID: UUID(int=1),
}


@pytest.fixture
def connection(bare_app: Flask) -> Iterator[Connection]:
    """A connection that minds neither foreign keys nor CHECKs, so that a row of anything can be put anywhere."""
    engine = create_engine(bare_app.config["SQLALCHEMY_DATABASE_URI"])
    with engine.connect() as opened:
        if engine.dialect.name == "sqlite":
            opened.execute(text("PRAGMA ignore_check_constraints=ON"))
        yield opened
        opened.rollback()
    engine.dispose()


def anything(kind: TypeEngine[Any]) -> Any:
    if isinstance(kind, Enum):
        return next(iter(kind.enum_class or kind.enums))
    return ANYTHING[datetime if isinstance(kind, UtcDateTime) else kind.python_type]


def put_a_row(connection: Connection, table: Table) -> None:
    is_postgresql = connection.dialect.name == "postgresql"
    if is_postgresql:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        for check in inspect(connection).get_check_constraints(table.name):
            connection.execute(text(f'ALTER TABLE {table.name} DROP CONSTRAINT "{check["name"]}"'))
    connection.execute(table.insert().values(**{column.name: anything(column.type) for column in table.columns}))
    if is_postgresql:
        connection.execute(text("SET LOCAL session_replication_role = origin"))


def refused(connection: Connection, statement: str) -> bool:
    savepoint = connection.begin_nested()
    try:
        connection.execute(text(statement))
    except DBAPIError as error:
        savepoint.rollback()
        return "append-only" in str(error)
    savepoint.rollback()
    return False


def test_every_append_only_table_refuses_change(connection):
    assert len(append_only_tables()) > 15
    for name in append_only_tables():
        table = db.metadata.tables[name]
        put_a_row(connection, table)
        column = next(iter(table.primary_key.columns)).name
        assert refused(connection, f"UPDATE {name} SET {column} = {column}"), f"{name} takes UPDATE"
        assert refused(connection, f"DELETE FROM {name}"), f"{name} takes DELETE"


def test_other_tables_can_be_changed(connection):
    put_a_row(connection, db.metadata.tables["organisation"])
    assert not refused(connection, "DELETE FROM organisation")
