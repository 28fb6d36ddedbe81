"""Who taught a cohort and by which right: the trainers' claims, the parent certificates, the generation."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from certificates.issuing.claims import TrainerClaim
from certificates.issuing.queries import CertificateView, get_certificate
from courses.attendance.queries import SessionSummary, TrainerView, sessions_of
from courses.cohorts.queries import CohortSummary
from lms.accounts.models.licences import Licence, LicenceOrigin
from lms.accounts.queries import get_licences
from lms.errors import Conflict


class SelfTraining(Conflict):
    """Nobody is certified by a session she taught herself."""


@dataclass(frozen=True)
class ParentEdge:
    """A trainer's certificate, and the session she taught."""

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

    def refuse_self_training(self, person_id: UUID) -> None:
        if person_id in self.trainer_ids:
            raise SelfTraining("Una persona no puede certificarse por una sesión que ella misma dictó.")


def trace_lineage(cohort: CohortSummary) -> Lineage:
    """The lineage of everybody certified in the cohort; the lead is the longest session's (the first, if equal)."""
    sessions = [each for each in sessions_of(cohort.id) if each.cancelled_at is None]
    taught = _first_sessions(sessions)
    lead_id = _lead(sessions)
    licences = get_licences(trainer.licence_id for trainer, _ in taught if trainer.licence_id)
    claims, parents, generation = [], [], 1
    for trainer, session in taught:
        licence = licences.get(trainer.licence_id) if trainer.licence_id else None
        is_lead = trainer.person_id == lead_id
        certificate = _certificate_behind(licence)
        claims.append(_claim(trainer, is_lead, licence))
        if certificate:
            parents.append(ParentEdge(certificate.serial, certificate.issued_at, session.id, is_lead))
            generation = certificate.generation + 1 if is_lead else generation
    return Lineage(tuple(claims), tuple(parents), generation, frozenset(trainer.person_id for trainer, _ in taught))


def _first_sessions(sessions: list[SessionSummary]) -> list[tuple[TrainerView, SessionSummary]]:
    """Each trainer once, with the first session taught; leads before the others."""
    found: dict[UUID, tuple[TrainerView, SessionSummary]] = {}
    for session in sorted(sessions, key=lambda each: each.starts_at):
        for trainer in sorted(session.trainers, key=lambda each: not each.is_lead):
            found.setdefault(trainer.person_id, (trainer, session))
    return list(found.values())


def _lead(sessions: list[SessionSummary]) -> UUID | None:
    longest = max(sessions, key=lambda each: (each.planned_minutes, -each.starts_at.timestamp()), default=None)
    trainers = longest.trainers if longest else ()
    return next((trainer.person_id for trainer in trainers if trainer.is_lead), None)


def _certificate_behind(licence: Licence | None) -> CertificateView | None:
    serial = licence.certificate_serial if licence and licence.origin == LicenceOrigin.CERTIFICATE else None
    return get_certificate(serial) if serial else None


def _claim(trainer: TrainerView, is_lead: bool, licence: Licence | None) -> TrainerClaim:
    return TrainerClaim(
        trainer.name,
        is_lead,
        licence.certificate_serial if licence else None,
        licence.authority if licence and licence.origin == LicenceOrigin.APPOINTMENT else None,
    )
