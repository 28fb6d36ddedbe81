"""Reads of published versions and items; what is published never changes, so it is read once a process."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, select

from courses.curriculum.domain import Course, Item, Programme, VersionSummary
from courses.curriculum.encoding import from_json
from courses.curriculum.models import ItemKey, ItemVersion, ProgrammeVersion
from lms.errors import NotFound
from lms.extensions import db

_SUMMARY = select(
    ProgrammeVersion.sha256,
    ProgrammeVersion.slug,
    ProgrammeVersion.number,
    ProgrammeVersion.content["title"].as_string(),
    ProgrammeVersion.published_at,
)


@lru_cache(maxsize=64)
def get_programme(sha256: str) -> Programme:
    """The programme of a published version, without keys; NotFound."""
    version = db.session.get(ProgrammeVersion, sha256)
    if version is None:
        raise NotFound("Esa versión del programa no está publicada.")
    return from_json(Programme, version.content)


_items: dict[str, Item] = {}
"""Those read so far."""


def get_course(sha256: str, course_slug: str) -> Course:
    """A course of a published version; NotFound."""
    return get_programme(sha256).course(course_slug)


def find_version(sha256: str) -> VersionSummary | None:
    """The version, or None when it is not published."""
    return next(iter(_summaries(_SUMMARY.where(ProgrammeVersion.sha256 == sha256))), None)


def get_version(sha256: str) -> VersionSummary:
    """The version; NotFound."""
    version = find_version(sha256)
    if version is None:
        raise NotFound("Esa versión del programa no está publicada.")
    return version


def latest_version(slug: str) -> VersionSummary:
    """The version of a programme published last; NotFound."""
    newest = _SUMMARY.where(ProgrammeVersion.slug == slug).order_by(ProgrammeVersion.number.desc()).limit(1)
    version = next(iter(_summaries(newest)), None)
    if version is None:
        raise NotFound("Ese programa no está publicado.")
    return version


def list_versions() -> list[VersionSummary]:
    """Every published version, by programme, newest first."""
    return _summaries(_SUMMARY.order_by(ProgrammeVersion.slug, ProgrammeVersion.number.desc()))


def list_latest() -> list[VersionSummary]:
    """The newest version of each programme, by slug."""
    newest: dict[str, VersionSummary] = {}
    for version in list_versions():
        newest.setdefault(version.slug, version)
    return list(newest.values())


def get_items(shas: Iterable[str]) -> dict[str, Item]:
    """Items by SHA-256, as a trainee may see them; NotFound if one is missing."""
    wanted = set(shas)
    unread = wanted - _items.keys()
    if unread:
        rows = db.session.scalars(select(ItemVersion).where(ItemVersion.sha256.in_(unread)))
        _items.update({row.sha256: from_json(Item, {"sha256": row.sha256, **row.body}) for row in rows})
    if wanted - _items.keys():
        raise NotFound("Una pregunta no está publicada.")
    return {sha256: _items[sha256] for sha256 in wanted}


def get_keys(shas: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Answer keys by item SHA-256, only for scoring, marking and feedback.

    Always `feedback_right`, `feedback_wrong`. single, multiple: `right` = option ids; true_false: `right` = bool;
    short_text: `answers`; open, practical: `examples` = [{text, marks: {criterion: points}, why}].
    """
    rows = db.session.scalars(select(ItemKey).where(ItemKey.item_sha256.in_(set(shas))))
    return {row.item_sha256: row.key for row in rows}


def _summaries(query: Select[str, str, int, str, datetime]) -> list[VersionSummary]:
    """Without the content, which is large."""
    return [VersionSummary(*row) for row in db.session.execute(query)]
