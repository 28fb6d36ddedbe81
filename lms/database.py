"""Transactions: reading is the rule, writing happens only inside `transaction()`, one writer at a time.

SQLite takes its write lock at BEGIN IMMEDIATE and PostgreSQL one advisory lock, so that the audit chain has one head
and no read-modify-write is lost on either; reads never wait, and all those of one transaction see the same moment.
"""

import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask
from sqlalchemy import Connection, Engine, Enum, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from lms.extensions import Base, db

Value = TypeVar("Value")
CHUNK = 900
WRITER_LOCK = 0x4C4D53  # "LMS": the one named lock of all writers on PostgreSQL

_writing: ContextVar[bool] = ContextVar("writing", default=False)


def init_app(app: Flask) -> None:
    """Bind the database and hook every engine."""
    db.init_app(app)
    with app.app_context():
        for engine in db.engines.values():
            _hook(engine)


@contextmanager
def transaction() -> Iterator[None]:
    """Commit when the block ends, roll back when it raises; inside another transaction, be part of it.

    What was read before is forgotten, so that nothing is decided on stale rows.
    """
    if _writing.get():
        yield
        return
    db.session.rollback()
    db.session.expire_all()  # a rollback forgets nothing when no transaction had begun
    with _turn_to_write():
        try:
            yield
            db.session.commit()
        except BaseException:
            db.session.rollback()
            db.session.info.pop("after_commit", None)
            raise
    for callback in db.session.info.pop("after_commit", []):
        callback()


@contextmanager
def short_transaction() -> Iterator[Connection]:
    """A write of its own beside the request's session: throttle counters, job leases; not inside a transaction."""
    if _writing.get():
        raise RuntimeError("a short transaction would wait for the transaction around it")
    with _turn_to_write(), db.engine.begin() as connection:
        yield connection


@contextmanager
def _turn_to_write() -> Iterator[None]:
    """Wait in line and be the writer.

    PostgreSQL's advisory lock has a queue. SQLite polls for its lock, so that one writer with much to do would starve
    the others; a lock on a file beside the database is handed on at once.
    """
    queue = f"{db.engine.url.database}-turn" if db.engine.dialect.name == "sqlite" else os.devnull
    with Path(queue).open("ab") as file:
        if queue != os.devnull:
            fcntl.flock(file, fcntl.LOCK_EX)
        token = _writing.set(True)
        try:
            yield
        finally:
            _writing.reset(token)


def after_commit(callback: Callable[[], None]) -> None:
    """Run `callback` once the present transaction has committed; never if it rolls back."""
    db.session.info.setdefault("after_commit", []).append(callback)


def in_chunks(values: Iterable[Value]) -> Iterator[list[Value]]:
    """As many at a time as SQLite takes in one query."""
    listed = list(values)
    return (listed[start : start + CHUNK] for start in range(0, len(listed), CHUNK))


def choice(states: type[StrEnum]) -> Enum:
    """A column type for a StrEnum: text with a CHECK on both databases."""
    return Enum(
        states,
        native_enum=False,
        length=32,
        create_constraint=True,
        name=_snake(states.__name__),
        values_callable=_values,
    )


def append_only_statements(table: str, dialect: str) -> list[str]:
    """DDL that makes a table refuse UPDATE and DELETE."""
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for verb in ("UPDATE", "DELETE")
        ]
    return [
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    ]


def append_only_tables() -> list[str]:
    """Names of the tables whose model says `__append_only__ = True`."""
    models = [mapper.class_ for mapper in Base.registry.mappers]
    return sorted(model.__tablename__ for model in models if getattr(model, "__append_only__", False))


def _hook(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        event.listen(engine, "reset", _reset_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)


def _prepare_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    assert isinstance(connection, sqlite3.Connection)  # noqa: S101 — only ever hooked on SQLite
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=15000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    if _writing.get():
        connection.exec_driver_sql("PRAGMA query_only=0")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("PRAGMA query_only=1")
        connection.exec_driver_sql("BEGIN")


def _reset_sqlite(connection: Any, _record: Any, _state: Any) -> None:
    connection.rollback()
    connection.execute("PRAGMA query_only=0")


def _begin_postgresql(connection: Connection) -> None:
    if _writing.get():
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _values(states: type[StrEnum]) -> list[str]:
    return [state.value for state in states]


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")
