"""What a person was called and where she served when the acta closed."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from courses.cohorts.models import Enrolment
from lms import clock
from lms.accounts.queries.identities import resolve_people
from lms.accounts.queries.people import summarise_people
from lms.accounts.queries.postings import current_postings
from lms.extensions import db


def snapshot_enrolments(enrolment_ids: Iterable[UUID]) -> None:
    """Freeze name and unit of enrolments that have none yet, in the caller's transaction."""
    rows = db.session.scalars(
        select(Enrolment).where(Enrolment.id.in_(list(enrolment_ids)), Enrolment.name_snapshot.is_(None))
    ).all()
    people = resolve_people(row.person_id for row in rows)
    names = summarise_people(people.values())
    postings = current_postings(people.values(), clock.today())
    for row in rows:
        person_id = people[row.person_id]
        row.name_snapshot = names[person_id].full_name
        row.unit_snapshot = postings[person_id][1] if person_id in postings else None
    db.session.flush()
