"""Who taught a cohort and by which right: the trainers' claims, the parent certificates, the generation.

Certificates cannot form a circle, since a parent is issued first; people could, and may not.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from certificates.issuing.claims import TrainerClaim
from certificates.issuing.kin import parents_of
from certificates.issuing.models.status import State
from certificates.issuing.queries.certificates import cohorts_of, get_certificate, newest_revisions, statuses
from courses.attendance.queries.sessions import SessionSummary, TrainerView, sessions_of
from lms.accounts.models.licences import Licence, LicenceOrigin
from lms.accounts.queries.identities import resolve_people
from lms.accounts.queries.licences import get_licences
from lms.accounts.queries.people import get_person
from lms.errors import Conflict

LOST = frozenset({State.REVOKED, State.SUSPENDED, State.VOID, State.PROVISIONAL})


class SelfTraining(Conflict):
    """Nobody is certified by a session she taught herself."""


class TrainedByHerPupil(Conflict):
    """Nobody is certified by somebody whom she taught, herself or through others."""


class TrainerNotEntitled(Conflict):
    """A session was led by somebody whose licence had been withdrawn, or whose certificate was revoked, by that day."""


@dataclass(frozen=True)
class ParentEdge:
    """A trainer's certificate, and the first session she taught."""

    serial: str
    issued_at: datetime
    session_id: UUID
    is_lead: bool


@dataclass(frozen=True)
class Lineage:
    """The trainers of a cohort; the generation is 1 + that of the lead's certificate, 1 under an appointed lead."""

    trainers: tuple[TrainerClaim, ...]
    parents: tuple[ParentEdge, ...]
    generation: int
    trainer_ids: frozenset[UUID]
    forebear_ids: frozenset[UUID]

    def refuse_circle(self, person_id: UUID) -> None:
        """`person_id`: the surviving record; raises SelfTraining, TrainedByHerPupil."""
        if person_id in self.trainer_ids:
            raise SelfTraining("Una persona no puede certificarse por una sesión que ella misma dictó.")
        if person_id in self.forebear_ids:
            raise TrainedByHerPupil(
                "%(name)s formó a quien dictó la sesión, así que no puede certificarse por ella: "
                "retirar a esa persona de la nómina.",
                name=get_person(person_id).full_name,
            )


def trace_lineage(cohort_id: UUID) -> Lineage:
    """The lineage of everybody certified in the cohort; raises TrainerNotEntitled."""
    sessions = [each for each in sessions_of(cohort_id) if each.cancelled_at is None]
    trainers = [trainer for session in sessions for trainer in session.trainers]
    licences = get_licences(trainer.licence_id for trainer in trainers if trainer.licence_id)
    newest = newest_revisions(each.certificate_serial for each in licences.values() if each.certificate_serial)
    for session in sessions:
        _check_lead(session, licences, newest)
    people = resolve_people(trainer.person_id for trainer in trainers)
    lead_id = _lead(sessions, people)
    claims, parents, generation = [], [], 1
    for person_id, (trainer, session) in _first_sessions(sessions, people).items():
        licence, is_lead = _licence_of(trainer, licences), person_id == lead_id
        serial = newest.get(licence.certificate_serial or "") if licence else None
        claims.append(TrainerClaim(trainer.name, is_lead, serial, _appointed_by(licence)))
        if serial:
            certificate = get_certificate(serial)
            parents.append(ParentEdge(serial, certificate.issued_at, session.id, is_lead))
            generation = certificate.generation + 1 if is_lead else generation
    forebears = _forebears(each.serial for each in parents)
    return Lineage(tuple(claims), tuple(parents), generation, frozenset(people.values()), forebears)


def _forebears(serials: Iterable[str]) -> frozenset[UUID]:
    """Whoever taught the holders of these certificates, and whoever taught those, up to the appointed."""
    found: set[UUID] = set()
    waiting = set(serials)
    while waiting:
        for cohort_id in cohorts_of(waiting):
            sessions = [each for each in sessions_of(cohort_id) if each.cancelled_at is None]
            found |= {trainer.person_id for session in sessions for trainer in session.trainers}
        waiting = {kin.serial for parents in parents_of(waiting).values() for kin in parents}
    return frozenset(resolve_people(found).values())


def _check_lead(session: SessionSummary, licences: dict[UUID, Licence], newest: dict[str, str]) -> None:
    """A licence may have been lost after the session was planned, even with effect before it was planned."""
    licence = _licence_of(session.lead, licences) if session.lead else None
    if licence is None:
        return
    if licence.certificate_serial:
        serial = newest[licence.certificate_serial]
        is_lost = statuses([serial], session.day)[serial].state in LOST
    else:
        is_lost = licence.withdrawn_at is not None and licence.withdrawn_at <= session.starts_at
    if is_lost:
        raise TrainerNotEntitled(
            "Quien dirigió la sesión del %(day)s ya no tenía licencia ese día: no se puede certificar.",
            day=f"{session.day:%d/%m/%Y}",
        )


def _lead(sessions: list[SessionSummary], people: dict[UUID, UUID]) -> UUID | None:
    """Who led the most minutes; the first to lead, if equal."""
    led: Counter[UUID] = Counter()
    for session in sessions:
        if session.lead:
            led[people[session.lead.person_id]] += session.planned_minutes
    return max(led, key=lambda person_id: led[person_id], default=None)


def _first_sessions(
    sessions: list[SessionSummary], people: dict[UUID, UUID]
) -> dict[UUID, tuple[TrainerView, SessionSummary]]:
    """Each trainer once, with the first session taught; sessions come in order of time, the lead of each first."""
    found: dict[UUID, tuple[TrainerView, SessionSummary]] = {}
    for session in sessions:
        for trainer in session.trainers:
            found.setdefault(people[trainer.person_id], (trainer, session))
    return found


def _licence_of(trainer: TrainerView, licences: dict[UUID, Licence]) -> Licence | None:
    return licences.get(trainer.licence_id) if trainer.licence_id else None


def _appointed_by(licence: Licence | None) -> str | None:
    return licence.authority if licence and licence.origin == LicenceOrigin.APPOINTMENT else None
