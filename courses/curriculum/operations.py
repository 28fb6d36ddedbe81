"""Publishing a content pack as an immutable version."""

import hashlib
from pathlib import Path

import rfc8785
from sqlalchemy import func, select

from courses.curriculum.checks.every import check_pack
from courses.curriculum.domain import VersionSummary
from courses.curriculum.encoding import to_json
from courses.curriculum.faults import errors_of
from courses.curriculum.models import FormVersion, ItemKey, ItemVersion, ProgrammeVersion
from courses.curriculum.queries import find_version, get_version
from courses.curriculum.reading.bank import body_of
from courses.curriculum.reading.files import Files
from courses.curriculum.reading.pack import Pack, sha256_of
from courses.curriculum.reading.programme import list_folders, read_pack
from lms.accounts.permissions import Actor, Permission, authorise
from lms.audit.operations import record
from lms.database import transaction
from lms.errors import SetupError
from lms.extensions import db


class PackError(SetupError):
    """The pack has faults and was not published; the message lists file, line, what and how to mend."""


def publish_all(actor: Actor, folder: Path) -> list[VersionSummary]:
    """Publish every pack under the folder, all or none; only what is new is returned."""
    authorise(actor, Permission.MANAGE_SETTINGS)
    folders = list_folders(folder)
    if not folders:
        raise SetupError(f"No hay programas en {folder}.")
    with transaction():
        published = [publish(actor, each) for each in folders]
    return [version for version in published if version]


def publish(actor: Actor, folder: Path) -> VersionSummary | None:
    """Store the pack as the programme's next version; None when these bytes are published already."""
    authorise(actor, Permission.MANAGE_SETTINGS)
    if find_version(sha256_of(Files(folder).hashes)):
        return None  # without reading it: every start comes by here
    pack = read_pack(folder)
    with transaction():
        if find_version(pack.sha256):
            return None
        if faults := errors_of(check_pack(pack)):
            raise PackError("\n".join(str(fault) for fault in faults))
        version = _store(actor, pack)
        record(actor.person_id, "programme.published", "programme_version", version.sha256, number=version.number)
        return get_version(version.sha256)


def _store(actor: Actor, pack: Pack) -> ProgrammeVersion:
    programme = pack.programme
    highest = select(func.max(ProgrammeVersion.number)).where(ProgrammeVersion.slug == programme.slug)
    version = ProgrammeVersion(
        sha256=pack.sha256,
        slug=programme.slug,
        number=(db.session.scalar(highest) or 0) + 1,
        content=to_json(programme),
        published_by=actor.person_id,
    )
    db.session.add(version)
    _store_items(pack)
    _store_forms(pack)
    db.session.flush()
    return version


def _store_items(pack: Pack) -> None:
    """Every item not stored yet, then its key."""
    bank = {each.item.sha256: each for each in pack.items}
    known = set(db.session.scalars(select(ItemVersion.sha256).where(ItemVersion.sha256.in_(bank))))
    new = [each for sha, each in bank.items() if sha not in known]
    db.session.add_all(ItemVersion(sha256=e.item.sha256, kind=e.item.kind.value, body=body_of(e.item)) for e in new)
    db.session.flush()
    db.session.add_all(ItemKey(item_sha256=each.item.sha256, key=each.key) for each in new)


def _store_forms(pack: Pack) -> None:
    parts = [part for course in pack.programme.courses for _, part in course.parts()]
    lists = [list(form) for part in parts for form in (part.items, *part.forms.values()) if form]
    forms = {form_sha256(items): items for items in lists}
    known = set(db.session.scalars(select(FormVersion.sha256).where(FormVersion.sha256.in_(forms))))
    db.session.add_all(FormVersion(sha256=sha, items=items) for sha, items in forms.items() if sha not in known)


def form_sha256(items: list[str]) -> str:
    """SHA-256 of the canonical JSON list of the items' SHA-256."""
    return hashlib.sha256(rfc8785.dumps(items)).hexdigest()
