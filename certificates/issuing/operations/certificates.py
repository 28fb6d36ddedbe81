"""Issuing: completions of a closed acta become signed certificates, once each."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from certificates.issuing.claims import SignatoryClaim
from certificates.issuing.composing import Occasion, compose, recompose
from certificates.issuing.lineage import ParentEdge, trace_lineage
from certificates.issuing.models.certificate import Certificate, LineageEdge
from certificates.issuing.operations.records import Ground, add_certificate, registered_key
from certificates.issuing.queries.certificates import get_certificate, issued_completions
from certificates.issuing.readiness import public_url, require_signatories
from certificates.issuing.validity import add_months, after
from courses.cohorts.queries.cohorts import CohortSummary, get_cohort
from courses.completion.queries.actas import CompletionView, closings_of, completions_of, get_closing, snapshots_of
from courses.curriculum.domain import Course
from courses.curriculum.queries import get_course, get_programme, get_version
from lms import clock
from lms.accounts.operations.licences import license_from_certificate
from lms.accounts.permissions import Actor, Permission, authorise
from lms.accounts.queries.identities import resolve_people
from lms.audit.domain import merkle_root
from lms.audit.operations import record
from lms.database import transaction
from lms.extensions import db
from lms.installation.queries import require_environment
from lms.jobs.registry import Progress

CHUNK = 50
STEP = "Emitiendo certificados"


def issue_cohort(actor: Actor, cohort_id: UUID, progress: Progress) -> int:
    """Issue everything the cohort's actas made issuable and is not yet issued; returns how many were new."""
    return sum(issue_closing(actor, each.id, progress) for each in closings_of(cohort_id))


def issue_closing(actor: Actor, closing_id: UUID, progress: Progress) -> int:
    """Issue one acta's completions, a chunk a transaction; run twice, or by two at once, it issues nothing twice."""
    cohort = get_cohort(get_closing(closing_id).cohort_id)
    authorise(actor, Permission.ISSUE_CERTIFICATES, cohort.target)
    completions = completions_of(closing_id)
    issued = 0
    progress(0, len(completions), STEP)
    for start in range(0, len(completions), CHUNK):
        with transaction():
            issued += _issue_chunk(actor, cohort, completions[start : start + CHUNK])
        progress(min(start + CHUNK, len(completions)), len(completions), STEP)
    return issued


def reissue(actor: Actor, serial: str, holder_name: str) -> str:
    """A corrected successor with a serial and signature of its own, in the caller's transaction; its serial."""
    key, original = registered_key(), get_certificate(serial)
    edges = db.session.scalars(select(LineageEdge).where(LineageEdge.child == serial)).all()
    parents = [ParentEdge(each.parent, each.parent_issued_at, each.session_id, each.is_lead) for each in edges]
    moment = after(clock.now(), [original.issued_at])
    claims = recompose(original.claims, holder_name, moment, public_url(), key.id)
    ground = Ground(original.completion_id, original.person_id, original.cohort_id)
    add_certificate(actor, key, claims, moment, ground, parents)
    return claims.serial


def _issue_chunk(actor: Actor, cohort: CohortSummary, completions: Sequence[CompletionView]) -> int:
    done = issued_completions([each.id for each in completions])
    waiting = [each for each in completions if each.id not in done]
    if not waiting:
        return 0
    key = registered_key()
    occasion = _occasion(cohort, key.id)
    snapshots = snapshots_of(each.id for each in waiting)
    people = resolve_people(each.person_id for each in snapshots.values())
    hashes = []
    for completion in waiting:
        snapshot = snapshots[completion.id]
        person_id = people[snapshot.person_id]
        occasion.lineage.refuse_circle(person_id)
        claims = compose(occasion, completion, snapshot.name)
        ground = Ground(completion.id, person_id, cohort.id)
        row = add_certificate(actor, key, claims, occasion.moment, ground, occasion.lineage.parents)
        _license(occasion.course, row)
        hashes.append(row.claims_sha256)
    record(
        actor.person_id, "certificates.issued", "cohort", cohort.id,
        cohort=cohort.code, count=len(hashes), merkle_root=merkle_root(hashes),
    )  # fmt: skip
    return len(hashes)


def _occasion(cohort: CohortSummary, key_id: str) -> Occasion:
    lineage = trace_lineage(cohort.id)
    moment = after(clock.now(), [parent.issued_at for parent in lineage.parents])
    signatories = require_signatories(cohort, clock.lima_day(moment))
    return Occasion(
        environment=require_environment().value,
        public_url=public_url(),
        key_id=key_id,
        moment=moment,
        cohort=cohort,
        programme=get_programme(cohort.version_sha256),
        version=get_version(cohort.version_sha256),
        course=get_course(cohort.version_sha256, cohort.course),
        lineage=lineage,
        signatories=tuple(SignatoryClaim(each.name, each.office, each.organisation) for each in signatories),
    )


def _license(course: Course, row: Certificate) -> None:
    """The right to train that the certificate gives, from the day of issue."""
    rule = course.rules.licence
    if rule:
        until = add_months(row.valid_from, rule.months)
        license_from_certificate(row.person_id, row.programme, rule.course, row.serial, row.valid_from, until)
