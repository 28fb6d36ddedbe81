"""The rows of a PostgreSQL database as one file a table, out and in."""

from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import Connection, MetaData, Table

from lms.database import transaction
from lms.extensions import db

APART = ("alembic_version", "huey_")


def dump(folder: Path) -> None:
    """Write every table as it stands at one moment, while others go on writing."""
    folder.mkdir()
    with db.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection, connection.begin():
        for table in _tables(connection):
            query = _copy(table, "TO STDOUT")
            with (folder / table.name).open("wb") as file, _driver(connection).cursor().copy(query) as rows:
                for row in rows:
                    file.write(row)


def load(folder: Path) -> None:
    """Fill the empty tables, in one transaction with the caller's."""
    with transaction():
        connection = db.session.connection()
        for table in _tables(connection):
            with (
                (folder / table.name).open("rb") as file,
                _driver(connection).cursor().copy(_copy(table, "FROM STDIN")) as rows,
            ):
                while block := file.read(1 << 20):
                    rows.write(block)


def _tables(connection: Connection) -> list[Table]:
    """Those the database has, which at an older revision are not the models', each after those it refers to."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if not table.name.startswith(APART)]


def _copy(table: Table, direction: str) -> sql.Composed:
    columns = sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns)
    return sql.SQL("COPY {} ({}) {}").format(sql.Identifier(table.name), columns, sql.SQL(direction))


def _driver(connection: Connection) -> psycopg.Connection:
    raw = connection.connection.driver_connection
    assert isinstance(raw, psycopg.Connection)  # noqa: S101 — only ever called on PostgreSQL
    return raw
