"""Reads of published versions and items; what is published never changes, so it is read once a process."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import select

from courses.curriculum.domain import Course, Item, Programme, VersionSummary
from courses.curriculum.encoding import from_json
from courses.curriculum.models import ItemKey, ItemVersion, ProgrammeVersion
from lms.errors import NotFound
from lms.extensions import db


@lru_cache(maxsize=64)
def get_programme(sha256: str) -> Programme:
    """The programme of a published version, without keys; NotFound."""
    version = db.session.get(ProgrammeVersion, sha256)
    if version is None:
        raise NotFound("Esa versión del programa no está publicada.")
    return from_json(Programme, version.content)


def get_course(sha256: str, course_slug: str) -> Course:
    """A course of a published version; NotFound."""
    return get_programme(sha256).course(course_slug)


def find_version(sha256: str) -> VersionSummary | None:
    """The version, or None when it is not published."""
    version = db.session.get(ProgrammeVersion, sha256)
    return summary_of(version) if version else None


def latest_version(slug: str) -> VersionSummary:
    """The version of a programme published last; NotFound."""
    for version in list_versions():
        if version.slug == slug:
            return version
    raise NotFound("Ese programa no está publicado.")


def list_versions() -> list[VersionSummary]:
    """Every published version, by programme, newest first."""
    columns = ProgrammeVersion.slug, ProgrammeVersion.number.desc()
    return [summary_of(version) for version in db.session.scalars(select(ProgrammeVersion).order_by(*columns))]


def list_latest() -> list[VersionSummary]:
    """The newest version of each programme, by slug."""
    newest: dict[str, VersionSummary] = {}
    for version in list_versions():
        newest.setdefault(version.slug, version)
    return list(newest.values())


def get_items(shas: Iterable[str]) -> dict[str, Item]:
    """Items by SHA-256, as a trainee may see them; NotFound if one is missing."""
    wanted = set(shas)
    rows = db.session.scalars(select(ItemVersion).where(ItemVersion.sha256.in_(wanted)))
    items = {row.sha256: from_json(Item, {"sha256": row.sha256, **row.body}) for row in rows}
    if wanted - items.keys():
        raise NotFound("Una pregunta no está publicada.")
    return items


def get_keys(shas: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Answer keys by item SHA-256, only for scoring, marking and feedback.

    Always `feedback_right`, `feedback_wrong`. single, multiple: `right` = option ids; true_false: `right` = bool;
    short_text: `answers`; open, practical: `examples` = [{text, marks: {criterion: points}, why}].
    """
    rows = db.session.scalars(select(ItemKey).where(ItemKey.item_sha256.in_(set(shas))))
    return {row.item_sha256: row.key for row in rows}


def summary_of(version: ProgrammeVersion) -> VersionSummary:
    return VersionSummary(
        sha256=version.sha256,
        slug=version.slug,
        number=version.number,
        title=version.content["title"],
        published_at=version.published_at,
    )
