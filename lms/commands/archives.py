"""One archive with everything: database, keys, certificates' files. Read it as secret."""

import io
import os
import sqlite3
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from psycopg import sql
from sqlalchemy import func, select

from lms.database import transaction
from lms.errors import Conflict, Invalid, NotFound
from lms.extensions import db
from lms.settings import Settings

FOLDERS = ("keys", "files")


def back_up(settings: Settings, target: Path) -> int:
    """Write a gzip tar (0600) while the server may run; returns its size in bytes."""
    if target.exists():
        raise Conflict(f"Ya existe {target.name}: elige otro nombre.")
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as raw, tarfile.open(fileobj=raw, mode="w:gz") as archive:
        _dump_sqlite(settings, archive) if settings.is_sqlite else _dump_postgresql(archive)
        for folder in FOLDERS:
            if (settings.data / folder).is_dir():
                archive.add(settings.data / folder, folder)
    return target.stat().st_size


def restore(settings: Settings, source: Path) -> None:
    """Fill an empty installation from an archive; refuses to write over data."""
    if not source.is_file():
        raise NotFound(f"No existe el archivo {source.name}.")
    if any((settings.data / folder).exists() and any((settings.data / folder).iterdir()) for folder in ("files",)):
        raise Conflict("La carpeta de datos no está vacía: restaura en una carpeta nueva.")
    try:
        with tarfile.open(source, mode="r:gz") as archive, TemporaryDirectory(dir=settings.data) as folder:
            archive.extractall(folder, filter="data")
            unpacked = Path(folder)
            if settings.is_sqlite:
                _load_sqlite(settings, unpacked / "database.db")
            else:
                _load_postgresql(unpacked / "tables")
            _place_folders(settings.data, unpacked)
    except (tarfile.TarError, EOFError, sqlite3.DatabaseError) as error:
        raise Invalid(f"El archivo {source.name} no es una copia válida.") from error


def _place_folders(data: Path, unpacked: Path) -> None:
    for name in FOLDERS:
        for path in sorted((unpacked / name).rglob("*")):
            target = data / path.relative_to(unpacked)
            if path.is_dir():
                target.mkdir(parents=True, exist_ok=True)
            else:
                target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                path.chmod(0o600)
                path.replace(target)


def _dump_sqlite(settings: Settings, archive: tarfile.TarFile) -> None:
    with TemporaryDirectory(dir=settings.data) as folder:
        copy = Path(folder) / "database.db"
        source = sqlite3.connect(settings.database_url.removeprefix("sqlite:///"))
        source.execute("VACUUM INTO ?", [str(copy)])
        source.close()
        archive.add(copy, "database.db")


def _load_sqlite(settings: Settings, copy: Path) -> None:
    if not copy.exists():
        raise Invalid("La copia es de otra clase de base de datos.")
    database = Path(settings.database_url.removeprefix("sqlite:///"))
    if database.exists():
        raise Conflict("Ya hay una base de datos en esta carpeta: restaura en una carpeta nueva.")
    check = sqlite3.connect(copy)
    sound = check.execute("PRAGMA integrity_check").fetchone()
    check.close()
    if sound != ("ok",):
        raise Invalid("La base de datos de la copia está dañada.")
    copy.replace(database)


def _dump_postgresql(archive: tarfile.TarFile) -> None:
    with db.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, psycopg.Connection)  # noqa: S101 — the PostgreSQL branch
        for table in db.metadata.sorted_tables:
            query = sql.SQL("COPY {} ({}) TO STDOUT").format(
                sql.Identifier(table.name), sql.SQL(", ").join(sql.Identifier(c.name) for c in table.columns)
            )
            with raw.cursor().copy(query) as rows:
                content = b"".join(bytes(row) for row in rows)
            member = tarfile.TarInfo(f"tables/{table.name}.copy")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))


def _load_postgresql(folder: Path) -> None:
    if not folder.is_dir():
        raise Invalid("La copia es de otra clase de base de datos.")
    with transaction():
        connection = db.session.connection()
        raw = connection.connection.driver_connection
        assert isinstance(raw, psycopg.Connection)  # noqa: S101 — the PostgreSQL branch
        for table in db.metadata.sorted_tables:
            if connection.execute(select(func.count()).select_from(table)).scalar():
                raise Conflict("La base de datos no está vacía: restaura en una nueva.")
            query = sql.SQL("COPY {} ({}) FROM STDIN").format(
                sql.Identifier(table.name), sql.SQL(", ").join(sql.Identifier(c.name) for c in table.columns)
            )
            with raw.cursor().copy(query) as rows:
                rows.write((folder / f"{table.name}.copy").read_bytes())
