"""Reading certificates and their states into frozen values."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from certificates.issuing.claims import Claims, decode
from certificates.issuing.models.certificate import Certificate, LineageEdge, SigningKey
from certificates.issuing.models.signatory import Signatory
from certificates.issuing.models.status import State, StatusEvent
from certificates.issuing.serials import group_serial
from certificates.issuing.status import Status, Transition, status_on
from lms import clock
from lms.errors import NotFound
from lms.extensions import db

CHUNK = 900


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
class Parent:
    """A trainer's certificate behind a certificate."""

    serial: str
    is_lead: bool
    issued_at: datetime


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
    query = select(Certificate).order_by(Certificate.issued_at.desc(), Certificate.serial)
    if programme:
        query = query.where(Certificate.programme == programme)
    if cohort_id:
        query = query.where(Certificate.cohort_id == cohort_id)
    if person_ids is not None:
        query = query.where(Certificate.person_id.in_(person_ids))
    return _views(list(db.session.scalars(query)))


def issued_completions(completion_ids: Iterable[UUID]) -> set[UUID]:
    """Which of these completions have a certificate."""
    ids = list(completion_ids)
    return set(db.session.scalars(select(Certificate.completion_id).where(Certificate.completion_id.in_(ids))))


def statuses(serials: Iterable[str], on: date | None = None) -> dict[str, Status]:
    """The status of each serial on a day (today), in few queries however many."""
    wanted, day = list(serials), on or clock.today()
    found: dict[str, Status] = {}
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        transitions = _transitions(chunk)
        terms = db.session.execute(
            select(Certificate.serial, Certificate.valid_until).where(Certificate.serial.in_(chunk))
        ).tuples()
        successors = dict(
            db.session.execute(
                select(Certificate.supersedes, Certificate.serial).where(Certificate.supersedes.in_(chunk))
            ).tuples()
        )
        for serial, valid_until in terms:
            found[serial] = status_on(transitions[serial], day, valid_until, successors.get(serial))
    return found


def history(serial: str) -> list[StatusEvent]:
    """The certificate's events, oldest first."""
    return list(db.session.scalars(select(StatusEvent).where(StatusEvent.serial == serial).order_by(StatusEvent.seq)))


def parents_of(serials: Iterable[str]) -> dict[str, list[Parent]]:
    """The trainers' certificates behind each serial, the lead's first."""
    found: dict[str, list[Parent]] = defaultdict(list)
    rows = db.session.scalars(
        select(LineageEdge).where(LineageEdge.child.in_(list(serials))).order_by(LineageEdge.is_lead.desc())
    )
    for edge in rows:
        found[edge.child].append(Parent(edge.parent, edge.is_lead, edge.parent_issued_at))
    return found


def find_key(key_id: str) -> SigningKey | None:
    """The public half of an issuing key."""
    return db.session.get(SigningKey, key_id)


def list_keys() -> list[SigningKey]:
    """All public keys ever used."""
    return list(db.session.scalars(select(SigningKey).order_by(SigningKey.since)))


def signatories_for(programme: str, region: str | None, on: date) -> list[Signatory]:
    """Who signs on a day: the region's own, else the programme's everywhere."""
    rows = db.session.scalars(
        select(Signatory)
        .where(Signatory.programme == programme, Signatory.since <= on)
        .order_by(Signatory.position, Signatory.since)
    )
    in_force = [each for each in rows if each.until is None or each.until >= on]
    regional = [each for each in in_force if each.region == region]
    return regional or [each for each in in_force if each.region is None]


def _transitions(serials: Sequence[str]) -> dict[str, list[Transition]]:
    found: dict[str, list[Transition]] = defaultdict(list)
    rows = db.session.scalars(
        select(StatusEvent).where(StatusEvent.serial.in_(serials)).order_by(StatusEvent.serial, StatusEvent.seq)
    )
    for row in rows:
        found[row.serial].append(Transition(State(row.state), row.effective_on, row.reason, row.authority))
    return found


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
