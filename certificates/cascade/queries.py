"""Reading a programme's cascade in a constant number of queries."""

from sqlalchemy import select

from certificates.cascade.domain import Node
from certificates.issuing.models.certificate import Certificate, LineageEdge
from certificates.issuing.queries import statuses
from courses.cohorts.models import Cohort, Enrolment
from courses.completion.models import Completion
from lms.accounts.permissions import Actor, Permission, Target
from lms.accounts.queries import organisation_chain, resolve_people, summarise_people
from lms.extensions import db


def nodes_of(actor: Actor, programme: str) -> list[Node]:
    """Every certificate of the programme that the actor's scope reaches, with the survivor of each merge as person."""
    rows = db.session.execute(
        select(
            Certificate.serial,
            Certificate.person_id,
            Certificate.course,
            Certificate.generation,
            Certificate.earned_on,
            Certificate.issued_at,
            Cohort.id,
            Cohort.code,
            Cohort.region,
            Cohort.organisation_id,
            Enrolment.unit_snapshot,
        )
        .join(Cohort, Cohort.id == Certificate.cohort_id)
        .join(Completion, Completion.id == Certificate.completion_id)
        .join(Enrolment, Enrolment.id == Completion.enrolment_id)
        .where(Certificate.programme == programme)
    ).all()
    chains = {each: organisation_chain(each) for each in {row.organisation_id for row in rows}}
    seen = [
        row
        for row in rows
        if actor.may(Permission.VIEW_CASCADE, Target(programme, row.id, chains[row.organisation_id], row.region))
    ]
    survivors = resolve_people(row.person_id for row in seen)
    people, states, parents = (
        summarise_people(survivors.values()),
        statuses(row.serial for row in seen),
        _leads(programme),
    )
    return [
        Node(
            row.serial,
            survivors[row.person_id],
            people[survivors[row.person_id]].list_name,
            people[survivors[row.person_id]].sort_key,
            row.course,
            row.id,
            row.code,
            row.generation,
            row.region,
            row.unit_snapshot or "",
            row.earned_on,
            row.issued_at,
            states[row.serial].state,
            parents.get(row.serial),
        )
        for row in seen
    ]


def programmes_with_certificates() -> list[str]:
    """Slugs, in order."""
    return list(db.session.scalars(select(Certificate.programme).distinct().order_by(Certificate.programme)))


def _leads(programme: str) -> dict[str, str]:
    """The lead trainer's serial by child serial; a corrected trainer's certificate stands for its successor."""
    edges = db.session.execute(
        select(LineageEdge.child, LineageEdge.parent)
        .join(Certificate, Certificate.serial == LineageEdge.child)
        .where(Certificate.programme == programme, LineageEdge.is_lead)
    ).tuples()
    successors = dict(
        db.session.execute(
            select(Certificate.supersedes, Certificate.serial).where(
                Certificate.programme == programme, Certificate.supersedes.is_not(None)
            )
        ).tuples().all()
    )
    return {child: _newest(parent, successors) for child, parent in edges}


def _newest(serial: str, successors: dict[str | None, str]) -> str:
    while serial in successors:
        serial = successors[serial]
    return serial
