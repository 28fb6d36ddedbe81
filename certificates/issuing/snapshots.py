"""Name and unit of those who completed, as the acta froze them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from courses.cohorts.models import Enrolment
from courses.completion.models import Completion
from lms.extensions import db

CHUNK = 900


@dataclass(frozen=True)
class Snapshot:
    """Who completed (the record as enrolled, merges not resolved), under which name, in which unit ("" = none)."""

    person_id: UUID
    name: str
    unit: str


def snapshots_of(completion_ids: Iterable[UUID]) -> dict[UUID, Snapshot]:
    """By completion, in one query for 900 of them."""
    ids = list(completion_ids)
    found: dict[UUID, Snapshot] = {}
    for start in range(0, len(ids), CHUNK):
        rows = db.session.execute(
            select(Completion.id, Enrolment.person_id, Enrolment.name_snapshot, Enrolment.unit_snapshot)
            .join(Enrolment, Enrolment.id == Completion.enrolment_id)
            .where(Completion.id.in_(ids[start : start + CHUNK]))
        )
        found.update({row[0]: Snapshot(row[1], row[2] or "", row[3] or "") for row in rows})
    return found
