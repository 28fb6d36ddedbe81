"""Certificates, their revisions and their states."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from certificates.issuing.claims import Claims, decode
from certificates.issuing.models.certificate import Certificate
from certificates.issuing.models.status import State, StatusEvent
from certificates.issuing.serials import group_serial
from certificates.issuing.status import Status, Transition, status_on
from lms import clock
from lms.database import in_chunks
from lms.errors import NotFound
from lms.extensions import db


@dataclass(frozen=True)
class CertificateView:
    """A certificate with its claims and the status of today."""

    serial: str
    person_id: UUID
    cohort_id: UUID
    completion_id: UUID
    revision: int
    programme: str
    course: str
    generation: int
    earned_on: date
    issued_at: datetime
    valid_until: date | None
    claims: Claims
    claims_bytes: bytes
    claims_sha256: str
    signature: bytes
    key_id: str
    status: Status

    @property
    def serial_text(self) -> str:
        return group_serial(self.serial)


@dataclass(frozen=True)
class Search:
    """Which certificates to list; None = any. Cohorts and people are already limited to what the reader may see."""

    cohort_ids: Collection[UUID]
    person_ids: Collection[UUID] | None = None
    serials: Collection[str] | None = None
    programme: str | None = None
    state: State | None = None


def find_certificate(serial: str) -> CertificateView | None:
    """By canonical serial."""
    row = db.session.get(Certificate, serial)
    return _views([row])[0] if row else None


def get_certificate(serial: str) -> CertificateView:
    """Raises NotFound."""
    found = find_certificate(serial)
    if found is None:
        raise NotFound("No existe un certificado con ese código.")
    return found


def list_certificates(
    *, programme: str | None = None, cohort_id: UUID | None = None, person_ids: Sequence[UUID] | None = None
) -> list[CertificateView]:
    """All revisions, newest issue first."""
    query = _newest_first()
    if programme:
        query = query.where(Certificate.programme == programme)
    if cohort_id:
        query = query.where(Certificate.cohort_id == cohort_id)
    if person_ids is not None:
        query = query.where(Certificate.person_id.in_(person_ids))
    return _views(list(db.session.scalars(query)))


def count_found(search: Search) -> int:
    """How many certificates a search finds."""
    return db.session.scalar(select(func.count()).select_from(Certificate).where(*_conditions(search))) or 0


def find_certificates(search: Search, offset: int = 0, limit: int | None = None) -> list[CertificateView]:
    """The certificates a search finds, newest issue first."""
    query = _newest_first().where(*_conditions(search)).offset(offset)
    return _views(list(db.session.scalars(query if limit is None else query.limit(limit))))


def standing_serials(cohort_id: UUID) -> list[str]:
    """The serials of a cohort's certificates that are valid today."""
    query = select(Certificate.serial).where(Certificate.cohort_id == cohort_id, _is_in(State.VALID))
    return list(db.session.scalars(query.order_by(Certificate.serial)))


def issued_completions(completion_ids: Iterable[UUID]) -> set[UUID]:
    """Which of these completions have a certificate."""
    ids = list(completion_ids)
    return set(db.session.scalars(select(Certificate.completion_id).where(Certificate.completion_id.in_(ids))))


def cohorts_of(serials: Collection[str]) -> set[UUID]:
    """The cohorts in which these were earned."""
    return set(db.session.scalars(select(Certificate.cohort_id).where(Certificate.serial.in_(serials))))


def statuses(serials: Iterable[str], on: date | None = None) -> dict[str, Status]:
    """The status of each serial on a day (today), in few queries however many."""
    day = on or clock.today()
    found: dict[str, Status] = {}
    for chunk in in_chunks(serials):
        transitions, successors = _transitions(chunk), _successors(chunk)
        terms = select(Certificate.serial, Certificate.valid_until).where(Certificate.serial.in_(chunk))
        for serial, valid_until in db.session.execute(terms):
            found[serial] = status_on(transitions[serial], day, valid_until, successors.get(serial))
    return found


def newest_revisions(serials: Iterable[str]) -> dict[str, str]:
    """Each serial to the last of its corrected successors, or to itself."""
    newest = {serial: serial for serial in serials}
    while successors := _successors(set(newest.values())):
        newest = {serial: successors.get(latest, latest) for serial, latest in newest.items()}
    return newest


def _newest_first() -> Select[Certificate]:
    return select(Certificate).order_by(Certificate.issued_at.desc(), Certificate.serial)


def _conditions(search: Search) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Certificate.cohort_id.in_(search.cohort_ids)]
    if search.person_ids is not None:
        found.append(Certificate.person_id.in_(search.person_ids))
    if search.serials is not None:
        found.append(Certificate.serial.in_(search.serials))
    if search.programme:
        found.append(Certificate.programme == search.programme)
    return [*found, _is_in(search.state)] if search.state else found


def _is_in(state: State) -> ColumnElement[bool]:
    """The state of today as a condition; `expired` is a valid one whose term has passed."""
    newest = select(StatusEvent.state).where(StatusEvent.serial == Certificate.serial).order_by(StatusEvent.seq.desc())
    last = newest.limit(1).scalar_subquery()
    if state == State.EXPIRED:
        return and_(last == State.VALID, Certificate.valid_until < clock.today())
    if state == State.VALID:
        return and_(last == state, or_(Certificate.valid_until.is_(None), Certificate.valid_until >= clock.today()))
    return last == state


def _transitions(serials: Sequence[str]) -> dict[str, list[Transition]]:
    found: dict[str, list[Transition]] = defaultdict(list)
    rows = db.session.scalars(
        select(StatusEvent).where(StatusEvent.serial.in_(serials)).order_by(StatusEvent.serial, StatusEvent.seq)
    )
    for row in rows:
        found[row.serial].append(Transition(row.state, row.effective_on, row.reason, row.authority))
    return found


def _successors(serials: Collection[str]) -> dict[str, str]:
    """The corrected successor of each serial that has one."""
    query = select(Certificate.supersedes, Certificate.serial).where(Certificate.supersedes.in_(serials))
    return {old: new for old, new in db.session.execute(query) if old}


def _views(rows: Sequence[Certificate]) -> list[CertificateView]:
    present = statuses([row.serial for row in rows])
    return [
        CertificateView(
            row.serial,
            row.person_id,
            row.cohort_id,
            row.completion_id,
            row.revision,
            row.programme,
            row.course,
            row.generation,
            row.earned_on,
            row.issued_at,
            row.valid_until,
            decode(row.claims),
            row.claims,
            row.claims_sha256,
            row.signature,
            row.key_id,
            present[row.serial],
        )
        for row in rows
    ]
