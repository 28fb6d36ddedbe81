"""Issuing: completions of a closed acta become signed certificates, once each."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from flask import current_app
from lms.accounts.operations.licences import license_from_certificate
from sqlalchemy import select

from certificates.issuing.claims import Claims, SignatoryClaim, digest, encode
from certificates.issuing.lineage import Lineage, trace_lineage
from certificates.issuing.models.certificate import Certificate, LineageEdge, SigningKey
from certificates.issuing.models.signatory import Signatory
from certificates.issuing.models.status import State, StatusEvent
from certificates.issuing.queries import issued_completions, signatories_for
from certificates.issuing.serials import new_serial
from certificates.issuing.signing import IssuingKey, load_key
from courses.cohorts.queries import CohortSummary, EnrolmentSummary, get_cohort, roster
from courses.completion.queries import CompletionView, closings_of, completions_of, get_closing
from courses.curriculum.domain import Course
from courses.curriculum.queries import get_course, get_programme, get_version
from lms import clock
from lms.accounts.permissions import Actor, Permission, authorise
from lms.audit.domain import merkle_root
from lms.audit.operations import record
from lms.database import transaction
from lms.errors import Conflict, SetupError
from lms.extensions import db
from lms.facts import Source
from lms.installation.models import Environment
from lms.installation.queries import require_environment
from lms.jobs.registry import Progress
from lms.settings import Settings

CHUNK = 50
DEMO_URL = "http://127.0.0.1:8000"


class NoSignatory(Conflict):
    """Nobody is recorded who signs for this programme and region today."""


def check_ready(cohort: CohortSummary) -> None:
    """Raise unless certificates of the cohort could be issued today: public address and signatories."""
    public_url()
    if not signatories_for(cohort.programme, cohort.region, clock.today()):
        raise NoSignatory("Antes de emitir hay que registrar quién firma los certificados de este programa.")


def issue_cohort(actor: Actor, cohort_id: UUID, progress: Progress) -> int:
    """Issue everything the cohort's actas made issuable and is not yet issued; returns how many were new."""
    cohort = get_cohort(cohort_id)
    authorise(actor, Permission.ISSUE_CERTIFICATES, cohort.target)
    return sum(issue_closing(actor, each.id, progress) for each in closings_of(cohort_id))


def issue_closing(actor: Actor, closing_id: UUID, progress: Progress) -> int:
    """Issue one acta's completions, a chunk a transaction; run twice, it issues nothing twice."""
    cohort = get_cohort(get_closing(closing_id).cohort_id)
    completions = completions_of(closing_id)
    issued = 0
    progress(0, len(completions), "Emitiendo certificados")
    for start in range(0, len(completions), CHUNK):
        with transaction():
            check_ready(cohort)
            issued += _issue_chunk(actor, cohort, completions[start : start + CHUNK])
        progress(min(start + CHUNK, len(completions)), len(completions), "Emitiendo certificados")
    return issued


def reissue(actor: Actor, serial: str, claims: Claims) -> str:
    """A corrected successor of a certificate with new serial and signature; inside the caller's transaction."""
    key, original = _registered_key(), db.session.get_one(Certificate, serial)
    moment = _after(clock.now(), [original.issued_at])
    successor = new_serial()
    corrected = replace(
        claims,
        serial=successor,
        revision=original.revision + 1,
        supersedes=original.serial,
        issued_at=_iso(moment),
        verify_url=f"{public_url()}/V/{successor}",
        key_id=key.id,
    )
    row = _store(corrected, key, original.completion_id, original.person_id, original.cohort_id, moment, actor)
    edges = db.session.scalars(select(LineageEdge).where(LineageEdge.child == original.serial))
    for edge in list(edges):
        _add_edge(row, edge.parent, edge.parent_issued_at, edge.session_id, edge.is_lead)
    return successor


def public_url() -> str:
    """The address that enters claims and QR; outside the demonstration nothing is issued without it."""
    settings: Settings = current_app.extensions["settings"]
    if settings.public_url:
        return settings.public_url
    if require_environment() == Environment.DEMO:
        return DEMO_URL
    raise SetupError("Falta LMS_PUBLIC_URL: sin la dirección pública no se emiten certificados.")


def _issue_chunk(actor: Actor, cohort: CohortSummary, completions: Sequence[CompletionView]) -> int:
    done = issued_completions([each.id for each in completions])
    waiting = [each for each in completions if each.id not in done]
    if not waiting:
        return 0
    course = get_course(cohort.version_sha256, cohort.course)
    lineage = trace_lineage(cohort)
    moment = _after(clock.now(), [parent.issued_at for parent in lineage.parents])
    people = {each.id: each for each in roster(cohort.id)}
    key = _registered_key()
    hashes = []
    for completion in waiting:
        holder = people[completion.enrolment_id]
        lineage.refuse_self_training(holder.person_id)
        claims = _claims(cohort, course, completion, holder, lineage, moment, key.id)
        row = _store(claims, key, completion.id, holder.person_id, cohort.id, moment, actor)
        for parent in lineage.parents:
            _add_edge(row, parent.serial, parent.issued_at, parent.session_id, parent.is_lead)
        _license(course, row)
        hashes.append(row.claims_sha256)
    record(
        actor.person_id, "certificates.issued", "cohort", cohort.id, cohort=cohort.code, count=len(hashes),
        merkle_root=merkle_root(hashes),
    )  # fmt: skip
    return len(hashes)


def _claims(
    cohort: CohortSummary,
    course: Course,
    completion: CompletionView,
    holder: EnrolmentSummary,
    lineage: Lineage,
    moment: datetime,
    key: str,
) -> Claims:
    rules, serial = course.rules, new_serial()
    programme, version = get_programme(cohort.version_sha256), get_version(cohort.version_sha256)
    valid_from = clock.lima_day(moment)
    valid_until = _add_months(valid_from, rules.valid_months) if rules.valid_months else None
    return Claims(
        environment=require_environment().value,
        serial=serial,
        revision=1,
        supersedes=None,
        holder_name=holder.name_snapshot or holder.person.full_name,
        award=completion.award.value,
        certificate_title=rules.certificate_title,
        certificate_text=rules.certificate_text,
        not_statement=rules.not_statement,
        programme=cohort.programme,
        programme_title=programme.title,
        course=course.slug,
        course_title=course.title,
        course_version=version.sha256,
        course_version_number=version.number,
        organisation=programme.organisation,
        hours=rules.hours,
        hour_minutes=rules.hour_minutes,
        region=cohort.region,
        place=cohort.place,
        starts_on=cohort.starts_on.isoformat(),
        ends_on=cohort.ends_on.isoformat(),
        earned_on=completion.earned_on.isoformat(),
        issued_at=_iso(moment),
        valid_from=valid_from.isoformat(),
        valid_until=valid_until.isoformat() if valid_until else None,
        generation=lineage.generation,
        trainers=lineage.trainers,
        signatories=tuple(
            _signatory_claim(each) for each in signatories_for(cohort.programme, cohort.region, valid_from)
        ),
        verify_url=f"{public_url()}/V/{serial}",
        key_id=key,
    )


def _store(
    claims: Claims,
    key: IssuingKey,
    completion_id: UUID,
    person_id: UUID,
    cohort_id: UUID,
    moment: datetime,
    actor: Actor,
) -> Certificate:
    content = encode(claims)
    row = Certificate(
        serial=claims.serial,
        completion_id=completion_id,
        revision=claims.revision,
        supersedes=claims.supersedes,
        person_id=person_id,
        programme=claims.programme,
        course=claims.course,
        cohort_id=cohort_id,
        generation=claims.generation,
        earned_on=date.fromisoformat(claims.earned_on),
        issued_at=moment,
        issued_by=actor.person_id,
        valid_from=date.fromisoformat(claims.valid_from),
        valid_until=claims.expires_on,
        schema_version=claims.schema,
        claims=content,
        claims_sha256=digest(content),
        signature=key.sign(content),
        key_id=key.id,
    )
    db.session.add(row)
    db.session.flush()
    add_event(row.serial, 1, State.VALID, row.valid_from, actor)
    return row


def add_event(serial: str, seq: int, state: State, effective_on: date, actor: Actor, **details: Any) -> None:
    """Append a status event; callers have checked the transition."""
    db.session.add(
        StatusEvent(
            serial=serial,
            seq=seq,
            state=state,
            effective_on=effective_on,
            recorded_by=actor.person_id,
            source=Source.SYSTEM if actor.is_system else Source.WEB,
            **details,
        )
    )
    db.session.flush()


def _add_edge(child: Certificate, parent: str, parent_issued_at: datetime, session_id: UUID, is_lead: bool) -> None:
    db.session.add(
        LineageEdge(
            child=child.serial,
            parent=parent,
            session_id=session_id,
            is_lead=is_lead,
            child_issued_at=child.issued_at,
            parent_issued_at=parent_issued_at,
        )
    )


def _license(course: Course, row: Certificate) -> None:
    rule = course.rules.licence
    if rule:
        until = _add_months(row.valid_from, rule.months)
        license_from_certificate(row.person_id, row.programme, rule.course, row.serial, row.valid_from, until)


def _registered_key() -> IssuingKey:
    settings: Settings = current_app.extensions["settings"]
    key = load_key(settings.keys, require_environment().value)
    if db.session.get(SigningKey, key.id) is None:
        db.session.add(SigningKey(id=key.id, environment=key.environment, public_key=key.public))
        db.session.flush()
    return key


def _signatory_claim(row: Signatory) -> SignatoryClaim:
    return SignatoryClaim(row.name, row.office, row.organisation)


def _after(moment: datetime, others: Sequence[datetime]) -> datetime:
    """`moment`, or just after the latest of the others: a parent is always issued before its child."""
    latest = max(others, default=None)
    return moment if latest is None or moment > latest else latest + timedelta(microseconds=1)


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _add_months(day: date, months: int) -> date:
    """The same day so many months later, or the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
