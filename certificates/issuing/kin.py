"""The certificates one step up and down the lineage."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from certificates.issuing.models.certificate import Certificate, LineageEdge
from lms.extensions import db


@dataclass(frozen=True)
class Kin:
    """A certificate one step up or down the lineage."""

    serial: str
    is_lead: bool
    issued_at: datetime


def parents_of(serials: Iterable[str]) -> dict[str, list[Kin]]:
    """The trainers' certificates behind each serial, the lead's first."""
    found: dict[str, list[Kin]] = defaultdict(list)
    wanted = LineageEdge.child.in_(list(serials))
    rows = select(LineageEdge).where(wanted).order_by(LineageEdge.is_lead.desc(), LineageEdge.parent)
    for edge in db.session.scalars(rows):
        found[edge.child].append(Kin(edge.parent, edge.is_lead, edge.parent_issued_at))
    return found


def children_of(serial: str) -> list[Kin]:
    """The certificates of those its holder taught under any revision of it, in the order of issue."""
    completion = select(Certificate.completion_id).where(Certificate.serial == serial).scalar_subquery()
    revisions = select(Certificate.serial).where(Certificate.completion_id == completion)
    rows = select(LineageEdge).where(LineageEdge.parent.in_(revisions)).order_by(LineageEdge.child_issued_at)
    return [Kin(edge.child, edge.is_lead, edge.child_issued_at) for edge in db.session.scalars(rows)]
