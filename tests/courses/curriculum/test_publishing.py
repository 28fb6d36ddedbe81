"""Published versions are immutable, complete and keep their keys apart."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from courses.curriculum.models import FormVersion, ItemKey, ItemVersion, ProgrammeVersion
from courses.curriculum.operations import PackError, publish, publish_all
from courses.curriculum.queries import (
    find_version,
    get_course,
    get_items,
    get_keys,
    get_programme,
    latest_version,
    list_latest,
    list_versions,
)
from lms.accounts.permissions import SYSTEM, Actor
from lms.audit.models import AuditEntry
from lms.database import transaction
from lms.errors import Forbidden, NotFound
from lms.extensions import db
from tests.courses.curriculum.breaking import SLUG, BreakablePack

BANK = "curso/m01-base/bank.toml"
SECRETS = (
    "feedback", "Es verde", "Sí, es verde", "24 horas", "Son 24 horas", '"right"', '"answers"',
    "El acta cierra la lista de quienes terminaron.", "Dice qué es y para qué.",
)  # fmt: skip


def publish_pack(pack: BreakablePack) -> str:
    version = publish(SYSTEM, pack.folder)
    assert version
    return version.sha256


def count(model: type[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_publishing_again_changes_nothing(bare_app: Flask, pack: BreakablePack) -> None:
    sha256 = publish_pack(pack)
    kept = [count(model) for model in (ProgrammeVersion, ItemVersion, ItemKey, FormVersion, AuditEntry)]
    assert publish(SYSTEM, pack.folder) is None
    assert publish_all(SYSTEM, pack.folder.parent) == []
    assert [count(model) for model in (ProgrammeVersion, ItemVersion, ItemKey, FormVersion, AuditEntry)] == kept
    assert latest_version(SLUG).sha256 == sha256


def test_one_changed_letter_makes_the_next_version(bare_app: Flask, pack: BreakablePack) -> None:
    first = publish_pack(pack)
    items = count(ItemVersion)
    pack.change("curso/m01-base/leccion.md", "cierra la lista", "cierra la nómina")
    second = publish_pack(pack)
    assert [(version.sha256, version.number) for version in list_versions()] == [(second, 2), (first, 1)]
    assert [version.sha256 for version in list_latest()] == [second]
    assert count(ItemVersion) == items
    lesson = "m01-base/leccion"
    assert "nómina" in (get_course(second, "curso").part(lesson).text or "")
    assert "nómina" not in (get_course(first, "curso").part(lesson).text or "")


def test_a_changed_key_makes_a_new_item(bare_app: Flask, pack: BreakablePack) -> None:
    first = get_course(publish_pack(pack), "curso").part("m01-base/control").items
    pack.change(BANK, '["24", "24 horas"]', '["24", "48"]')
    second = get_course(publish_pack(pack), "curso").part("m01-base/control").items
    assert [one == other for one, other in zip(first, second, strict=True)] == [True, True, True, False, True]
    assert get_keys([first[3]])[first[3]]["answers"] == ["24", "24 horas"]
    assert get_keys([second[3]])[second[3]]["answers"] == ["24", "48"]


def test_the_version_is_the_hash_of_the_bytes(pack: BreakablePack) -> None:
    before = pack.read().sha256
    (pack.folder / ".swp").write_text("left by an editor", "utf-8")
    assert pack.read().sha256 == before
    (pack.folder / "consent.md").rename(pack.folder / "consent2.md")
    assert pack.read().sha256 != before


def test_the_published_programme_is_the_one_read(bare_app: Flask, pack: BreakablePack) -> None:
    sha256 = publish_pack(pack)
    db.session.expire_all()
    get_programme.cache_clear()
    assert get_programme(sha256) == pack.read().programme
    assert get_programme(sha256) is get_programme(sha256)


def test_keys_lie_only_in_the_key_table(bare_app: Flask, pack: BreakablePack) -> None:
    content = db.session.get_one(ProgrammeVersion, publish_pack(pack)).content
    bodies = [row.body for row in db.session.scalars(select(ItemVersion))]
    public = json.dumps([content, bodies], ensure_ascii=False)
    assert [secret for secret in SECRETS if secret in public] == []
    keys = json.dumps([row.key for row in db.session.scalars(select(ItemKey))], ensure_ascii=False)
    assert [secret for secret in SECRETS if secret not in keys] == []


def test_options_have_stable_ids_and_no_hint(bare_app: Flask, pack: BreakablePack) -> None:
    control = get_course(publish_pack(pack), "curso").part("m01-base/control")
    items, keys = get_items(control.items), get_keys(control.items)
    color, fruits, truth, *_ = control.items
    assert [(option.id, option.text) for option in items[color].options] == [
        ("o1", "Azul"), ("o2", "Verde"), ("o3", "Rojo"),
    ]  # fmt: skip
    assert (keys[color]["right"], keys[fruits]["right"], keys[truth]["right"]) == (["o2"], ["o1", "o3"], False)


def test_forms_are_kept_as_lists_of_items(bare_app: Flask, pack: BreakablePack) -> None:
    course = get_course(publish_pack(pack), "replica")
    forms = [list(form) for form in course.part("b01-sesion/pre-prueba").forms.values()]
    stored = [row.items for row in db.session.scalars(select(FormVersion))]
    assert all(form in stored for form in forms)


@pytest.mark.parametrize("table", ["programme_version", "item_version", "item_key", "form_version"])
@pytest.mark.parametrize("verb", ["DELETE FROM {}", "UPDATE {} SET {} = 'x'"])
def test_what_is_published_cannot_be_changed(bare_app: Flask, pack: BreakablePack, table: str, verb: str) -> None:
    publish_pack(pack)
    column = "item_sha256" if table == "item_key" else "sha256"
    with pytest.raises(DatabaseError, match="append-only"), transaction():
        db.session.execute(text(verb.format(table, column)))


def test_a_faulty_pack_is_not_published(bare_app: Flask, pack: BreakablePack) -> None:
    pack.change("curso/course.toml", "hours = 2", "hours = 3")
    pack.change(BANK, "points = 1", "points = 1\npuntaje = 1")
    with pytest.raises(PackError) as caught:
        publish(SYSTEM, pack.folder)
    assert f"{SLUG}/curso/course.toml:9: Las partes suman 120 minutos" in caught.value.message
    assert f"{SLUG}/{BANK}:8: No se conoce la clave «puntaje»." in caught.value.message
    assert count(ProgrammeVersion) == count(ItemVersion) == 0


def test_one_faulty_pack_keeps_the_others_back(bare_app: Flask, pack: BreakablePack, tmp_path: Path) -> None:
    other = tmp_path / "zeta"
    other.mkdir()
    (other / "programme.toml").write_text("x = ", "utf-8")
    with pytest.raises(PackError):
        publish_all(SYSTEM, tmp_path)
    assert count(ProgrammeVersion) == 0


def test_publishing_writes_one_audit_line(bare_app: Flask, pack: BreakablePack) -> None:
    sha256 = publish_pack(pack)
    [entry] = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "programme.published"))
    assert (entry.subject_id, entry.detail) == (sha256, {"number": 1})


def test_nobody_publishes_without_the_right(bare_app: Flask, pack: BreakablePack) -> None:
    with pytest.raises(Forbidden):
        publish(Actor(None), pack.folder)


def test_what_is_not_published_is_not_found(bare_app: Flask) -> None:
    assert find_version("0" * 64) is None
    for ask in (lambda: latest_version("nada"), lambda: get_programme("0" * 64), lambda: get_items(["0" * 64])):
        with pytest.raises(NotFound):
            ask()
