"""The hours of each enrolment, in person and of self-study."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from courses.attendance.domain import current_entries
from courses.attendance.models import AttendanceEntry, Evidence, HoursEntry, TrainingSession
from lms import clock
from lms.extensions import db


@dataclass(frozen=True)
class HoursLedger:
    """Minutes by part, in person and of self-study, the ids of the entries behind them, and the day of the last."""

    attended: dict[str, int]
    self_study: dict[str, int]
    evidence: tuple[str, ...]
    last_on: date | None = None

    @property
    def minutes(self) -> int:
        return sum(self.attended.values()) + sum(self.self_study.values())


def self_study_evidence(enrolment_ids: Iterable[UUID]) -> dict[tuple[UUID, str], Evidence]:
    """What earned each part's self-study minutes, by (enrolment, part)."""
    rows = db.session.execute(
        select(HoursEntry.enrolment_id, HoursEntry.part, HoursEntry.evidence).where(
            HoursEntry.enrolment_id.in_(list(enrolment_ids))
        )
    )
    return {(enrolment_id, part): evidence for enrolment_id, part, evidence in rows}


def ledgers(enrolment_ids: Iterable[UUID]) -> dict[UUID, HoursLedger]:
    """The hours of each enrolment; a part gives its own minutes at most, since its sessions are planned within them."""
    ids = list(enrolment_ids)
    days: dict[UUID, date] = {}
    attended: dict[UUID, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    self_study: dict[UUID, dict[str, int]] = defaultdict(dict)
    evidence: dict[UUID, list[str]] = defaultdict(list)
    for entry, part in _current_attendance(ids):
        evidence[entry.enrolment_id].append(str(entry.id))
        if entry.minutes:
            attended[entry.enrolment_id][part] += entry.minutes
            _note_day(days, entry)
    for hours in db.session.scalars(select(HoursEntry).where(HoursEntry.enrolment_id.in_(ids))):
        self_study[hours.enrolment_id][hours.part] = hours.minutes
        evidence[hours.enrolment_id].append(str(hours.id))
        _note_day(days, hours)
    return {
        each: HoursLedger(dict(attended[each]), dict(self_study[each]), tuple(sorted(evidence[each])), days.get(each))
        for each in ids
    }


def _note_day(days: dict[UUID, date], entry: AttendanceEntry | HoursEntry) -> None:
    day = clock.lima_day(entry.occurred_at)
    days[entry.enrolment_id] = max(day, days.get(entry.enrolment_id, day))


def _current_attendance(enrolment_ids: Sequence[UUID]) -> list[tuple[AttendanceEntry, str]]:
    rows = db.session.execute(
        select(AttendanceEntry, TrainingSession.part)
        .join(TrainingSession, TrainingSession.id == AttendanceEntry.session_id)
        .where(AttendanceEntry.enrolment_id.in_(enrolment_ids), TrainingSession.cancelled_at.is_(None))
    ).all()
    current = current_entries((entry.id, entry.replaces_id) for entry, _ in rows)
    return [(entry, part) for entry, part in rows if entry.id in current]
