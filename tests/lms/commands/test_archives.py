"""`lms backup` and `lms restore`: the same installation in another folder and another database."""

import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from certificates.issuing.queries.certificates import list_certificates
from certificates.rendering.operations import obtain_document
from certificates.verification.domain import Outcome
from certificates.verification.queries import verify_file, verify_text
from lms.accounts.permissions import SYSTEM
from lms.audit.queries import verify_chain
from lms.commands import archives
from lms.commands.schema import present_revision
from lms.database import transaction
from lms.errors import Conflict, Invalid
from lms.extensions import db
from lms.storage import Storage
from tests.certificates.running import Group, appoint_signatory, certify
from tests.lms.commands.conftest import Operator, mode, run_apart
from tests.support.cast import Cast


@pytest.fixture
def certified(app: Flask, cast: Cast) -> list[str]:
    """Serials of an installation in use; the first certificate's PDF is drawn."""
    appoint_signatory()
    group = Group("TAR-1", "curso", (cast.id("trainee"), cast.id("other_trainee")), cast.id("trainer"))
    serials = [each.serial for each in certify(cast, group)]
    obtain_document(SYSTEM, serials[0])
    return serials


@pytest.fixture
def archive(app: Flask, certified: list[str], tmp_path: Path) -> Path:
    """Its backup."""
    target = tmp_path / "copia.tar.gz"
    archives.back_up(app.extensions["settings"], target)
    return target


def rows() -> dict[str, list[tuple[Any, ...]]]:
    db.session.rollback()
    return {
        table.name: sorted((tuple(row) for row in db.session.execute(select(table))), key=repr)
        for table in db.metadata.sorted_tables
    }


def files(data: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(data)): path.read_bytes()
        for folder in ("keys", "files")
        for path in sorted((data / folder).rglob("*"))
        if path.is_file()
    }


def test_what_is_restored_elsewhere_is_the_same_to_the_last_row_and_byte(app, archive, lms: Operator):
    before, kept, revision = rows(), files(app.extensions["settings"].data), present_revision()
    result = lms("restore", str(archive))
    assert result.exit_code == 0, result.output
    with lms.at("first"):
        assert rows() == before
        assert present_revision() == revision
    assert files(lms.data()) == kept
    assert len(kept) > 2
    assert {mode(path) for path in lms.data().rglob("*") if path.parent.name == "keys"} == {0o600}


def test_certificates_verify_and_the_chain_is_sound_there(certified, archive, lms: Operator):
    lms("restore", str(archive))
    with lms.at("first"):
        assert [verify_text(serial).outcome for serial in certified] == [Outcome.VALID] * len(certified)
        view = next(each for each in list_certificates() if each.serial == certified[0])
        assert verify_file(obtain_document(SYSTEM, view.serial)).outcome == Outcome.VALID
        assert verify_chain().sound
        obtain_document(SYSTEM, certified[1])  # and the work goes on


def test_append_only_tables_stay_so_after_a_restore(archive, lms: Operator):
    lms("restore", str(archive))
    with lms.at("first"), pytest.raises(DBAPIError, match="append-only"), transaction():
        db.session.execute(text("DELETE FROM audit_entry"))


def test_the_archive_is_for_its_owner_alone_and_says_what_it_is(archive):
    assert mode(archive) == 0o600
    with tarfile.open(archive) as opened:
        manifest = opened.extractfile("manifest.json")
        assert manifest is not None
        made = json.loads(manifest.read())
    assert made["database"] in ("sqlite", "postgresql")
    assert made["revision"] == present_revision()


def test_the_command_saves_and_says_how_much(app, certified, tmp_path):
    target = tmp_path / "copia.tar.gz"
    result = run_apart(["backup", str(target)], ScriptInfo(create_app=lambda: app))
    assert (result.exit_code, target.exists()) == (0, True)
    assert "Guárdala como un secreto" in result.output


def test_a_backup_never_writes_over_a_file(app, archive):
    content = archive.read_bytes()
    with pytest.raises(Conflict, match="Ya existe"):
        archives.back_up(app.extensions["settings"], archive)
    assert archive.read_bytes() == content


def test_a_backup_that_fails_leaves_no_file(app, certified, tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "_dump", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        archives.back_up(app.extensions["settings"], tmp_path / "copia.tar.gz")
    assert not (tmp_path / "copia.tar.gz").exists()


def test_a_folder_that_is_not_there_is_named(app, certified, tmp_path):
    with pytest.raises(Invalid, match="No se puede escribir"):
        archives.back_up(app.extensions["settings"], tmp_path / "no" / "copia.tar.gz")


def test_there_is_nothing_to_save_before_the_installation(lms: Operator, tmp_path):
    result = lms("backup", str(tmp_path / "copia.tar.gz"))
    assert (result.exit_code, "No hay instalación" in result.output) == (1, True)


def test_a_restore_never_writes_over_an_installation(archive, lms: Operator):
    assert lms("restore", str(archive)).exit_code == 0
    with lms.at("first"):
        before = rows()
    result = lms("restore", str(archive))
    assert (result.exit_code, "Ya hay datos" in result.output) == (1, True)
    with lms.at("first"):
        assert rows() == before


def test_a_restore_never_mixes_with_files_that_are_there(archive, lms: Operator):
    Storage(lms.data() / "files").put(b"something")
    result = lms("restore", str(archive))
    assert (result.exit_code, "Ya hay datos" in result.output) == (1, True)


def test_an_archive_that_is_not_there_is_named(lms: Operator):
    result = lms("restore", "/no/such/copia.tar.gz")
    assert (result.exit_code, "copia.tar.gz" in result.output) == (1, True)


def cut_short(content: bytes) -> bytes:
    return content[: len(content) // 2]


def flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes(255 - byte for byte in content[middle : middle + 400]) + content[middle + 400 :]


def rewritten(content: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The archive with each member's bytes changed, or left out (None)."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(content)) as source, tarfile.open(fileobj=buffer, mode="w:gz") as target:
        for member in source:
            file = source.extractfile(member)
            changed = change(member.name, file.read()) if file else b""
            if changed is not None:
                member.size = len(changed)
                target.addfile(member, io.BytesIO(changed) if file else None)
    return buffer.getvalue()


def with_manifest(**changes: str) -> Callable[[bytes], bytes]:
    def change(name: str, inside: bytes) -> bytes:
        return json.dumps(json.loads(inside) | changes).encode() if name == "manifest.json" else inside

    return lambda content: rewritten(content, change)


def without(start: str) -> Callable[[bytes], bytes]:
    return lambda content: rewritten(content, lambda name, inside: None if name.startswith(start) else inside)


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (lambda _: b"", "no es una copia válida"),
        (lambda _: b"not an archive", "no es una copia válida"),
        (cut_short, "no es una copia válida"),
        (flipped, "no es una copia válida"),
        (without("manifest.json"), "no es una copia válida"),
        (without("files/"), "no es una copia válida"),
        (with_manifest(revision="9999"), "versión más nueva"),
        (with_manifest(database="oracle"), "La copia es de una base oracle"),
    ],
)
def test_a_broken_archive_is_refused_in_a_sentence_and_leaves_nothing(archive, lms: Operator, damage, sentence):
    broken = archive.with_name("rota.tar.gz")
    broken.write_bytes(damage(archive.read_bytes()))
    result = lms("restore", str(broken))
    assert (result.exit_code, sentence in result.output) == (1, True), result.output
    assert "Traceback" not in result.output
    assert not list((lms.data() / "files").rglob("*"))
    assert lms("restore", str(archive)).exit_code == 0


@pytest.mark.parametrize(("name", "kind"), [("../../fuera", tarfile.REGTYPE), ("files/fuera", tarfile.SYMTYPE)])
def test_an_archive_cannot_reach_outside_its_folder(archive, lms: Operator, tmp_path, name, kind):
    hostile = tmp_path / "hostil.tar.gz"
    with tarfile.open(hostile, "w:gz") as target:
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, "/etc"
        target.addfile(member, io.BytesIO(b""))
    result = lms("restore", str(hostile))
    assert (result.exit_code, "no es una copia válida" in result.output) == (1, True)
    assert not list(tmp_path.rglob("fuera"))
