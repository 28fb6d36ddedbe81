"""Where somebody serves, and under which CIP."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from lms.accounts.models.organisations import Organisation
from lms.accounts.models.people import Posting
from lms.database import in_chunks
from lms.extensions import db


def current_postings(person_ids: Iterable[UUID], on: date) -> dict[UUID, tuple[Posting, str]]:
    """The posting in force on a day and its organisation's name, by person."""
    rows = db.session.execute(
        select(Posting, Organisation.name)
        .join(Organisation, Organisation.id == Posting.organisation_id)
        .where(
            Posting.person_id.in_(list(set(person_ids))),
            Posting.since <= on,
            or_(Posting.until.is_(None), Posting.until >= on),
        )
        .order_by(Posting.since)
    )
    return {posting.person_id: (posting, name) for posting, name in rows}


def find_people_by_cip(cips: Iterable[str]) -> dict[str, UUID]:
    """Who has each of these police identity numbers in any posting."""
    found: dict[str, UUID] = {}
    for chunk in in_chunks(set(cips)):
        rows = db.session.execute(select(Posting.cip, Posting.person_id).where(Posting.cip.in_(chunk)))
        found.update({row.cip: row.person_id for row in rows if row.cip})
    return found
