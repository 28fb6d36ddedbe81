"""One archive with everything: database, keys, certificates' files. Read it as secret."""

import hashlib
import json
import os
import shutil
import sqlite3
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from lms import clock
from lms.commands import schema, tables
from lms.database import transaction
from lms.errors import Conflict, Invalid, NotFound
from lms.extensions import db
from lms.installation.queries import get_environment
from lms.settings import Settings

FOLDERS = ("keys", "files")
DUMPS = ("database.db", "tables")
MANIFEST = "manifest.json"
SQLITE, POSTGRESQL = "sqlite", "postgresql"
UNREADABLE = (tarfile.TarError, zlib.error, EOFError, OSError, ValueError, KeyError)


def back_up(settings: Settings, target: Path) -> int:
    """Write a gzip tar (0600) while the server may run; returns its size in bytes.

    The database goes first: a file is kept before a row names it, so whatever the rows name is in the archive.
    """
    if not _is_installed():
        raise NotFound("No hay instalación en esta carpeta: no hay qué guardar.")
    with _private_file(target) as file, TemporaryDirectory(dir=settings.data) as folder:
        dumped = Path(folder)
        _dump(settings, dumped)
        digests = {}
        with tarfile.open(fileobj=file, mode="w:gz") as archive:
            for base, names in ((dumped, DUMPS), (settings.data, FOLDERS)):
                for path in _files(base, names):
                    name = str(path.relative_to(base))
                    digests[name] = _sha256(path)
                    archive.add(path, name)
            (dumped / MANIFEST).write_text(_manifest(_kind(settings), digests))
            archive.add(dumped / MANIFEST, MANIFEST)
    return target.stat().st_size


def restore(settings: Settings, source: Path) -> None:
    """Fill an empty installation from an archive; refuses to write over data."""
    if not source.is_file():
        raise NotFound("No existe el archivo %(file)s.", file=source.name)
    if _is_installed() or _holds_files(settings.data / "files"):
        raise Conflict("Ya hay datos en esta carpeta o base de datos: la copia se restaura en una nueva.")
    with TemporaryDirectory(dir=settings.data) as folder:
        unpacked = Path(folder)
        revision = _unpack(source, unpacked, _kind(settings))
        if settings.is_sqlite:
            _place_folders(settings.data, unpacked)
            _copy_sqlite(unpacked / "database.db", _sqlite_file(settings))
        else:
            schema.rebuild(revision)
            with transaction():
                tables.load(unpacked / "tables")
                _place_folders(settings.data, unpacked)
    schema.migrate()


def _is_installed() -> bool:
    return schema.present_revision() is not None and get_environment() is not None


def _holds_files(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())


@contextmanager
def _private_file(path: Path) -> Iterator[BinaryIO]:
    """A new file only the owner can read; gone again when the block raises."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise Conflict("Ya existe %(file)s: elige otro nombre.", file=path.name) from error
    except OSError as error:
        raise Invalid("No se puede escribir en %(path)s.", path=path) from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
    except BaseException:
        path.unlink()
        raise


def _dump(settings: Settings, folder: Path) -> None:
    if settings.is_sqlite:
        _copy_sqlite(_sqlite_file(settings), folder / "database.db")
    else:
        tables.dump(folder / "tables")


def _files(base: Path, names: tuple[str, ...]) -> list[Path]:
    """What lies under these names, without files being written just now."""
    found = [path for name in names for path in (base / name, *(base / name).rglob("*"))]
    return sorted(path for path in found if path.is_file() and not path.name.startswith("."))


def _manifest(kind: str, digests: dict[str, str]) -> str:
    made_at = clock.machine_now().isoformat(timespec="seconds")
    made = {"database": kind, "revision": schema.present_revision(), "made_at": made_at, "sha256": digests}
    return json.dumps(made, indent=1)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unpack(source: Path, folder: Path, kind: str) -> str:
    """Take the archive apart and check every byte before anything is written; returns its revision."""
    try:
        with tarfile.open(source, mode="r:gz") as archive:
            _take_out(archive, folder)
        made = json.loads((folder / MANIFEST).read_text())
        its_kind, revision, expected = made["database"], made["revision"], made["sha256"]
        found = {str(path.relative_to(folder)): _sha256(path) for path in _files(folder, DUMPS + FOLDERS)}
    except UNREADABLE as error:
        raise Invalid("El archivo %(file)s no es una copia válida o está dañado.", file=source.name) from error
    if found != expected:
        raise Invalid(
            "El archivo %(file)s no es una copia válida o está dañado: no contiene lo que dice.", file=source.name
        )
    if its_kind != kind:
        raise Invalid(
            "La copia es de una base %(its_kind)s y aquí DATABASE_URL dice %(kind)s.", its_kind=its_kind, kind=kind
        )
    if not schema.is_known(revision):
        raise Invalid("La copia es de una versión más nueva de este programa: actualízalo primero.")
    return str(revision)


def _take_out(archive: tarfile.TarFile, folder: Path) -> None:
    """Plain files below the folder and nothing else; tarfile's own filter is younger than Debian 12's Python."""
    for member in archive:
        target = (folder / member.name).resolve()
        content = archive.extractfile(member) if member.isfile() else None
        if content is None or not target.is_relative_to(folder.resolve()):
            raise ValueError(member.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        with content, target.open("wb") as file:
            shutil.copyfileobj(content, file)


def _place_folders(data: Path, unpacked: Path) -> None:
    """Move keys and files to their place, each readable by its owner alone."""
    for name in FOLDERS:
        for path in sorted((unpacked / name).rglob("*")):
            target = data / path.relative_to(unpacked)
            if path.is_file():
                target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                path.chmod(0o600)
                path.replace(target)


def _kind(settings: Settings) -> str:
    return SQLITE if settings.is_sqlite else POSTGRESQL


def _sqlite_file(settings: Settings) -> Path:
    return Path(settings.database_url.removeprefix("sqlite:///"))


def _copy_sqlite(source: Path, target: Path) -> None:
    """A sound copy of a database that others may be writing."""
    db.session.remove()
    with closing(sqlite3.connect(source)) as opened, closing(sqlite3.connect(target)) as copy:
        opened.backup(copy)
