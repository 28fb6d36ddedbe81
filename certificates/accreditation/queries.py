"""Reading accreditations into frozen values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from certificates.accreditation.domain import ALLOWED, state_on
from certificates.accreditation.models import Accreditation, AccreditationState
from certificates.issuing.queries.certificates import Search, find_certificates
from courses.cohorts.queries.cohorts import list_cohorts
from lms import clock
from lms.accounts.models.organisations import Organisation, OrganisationKind
from lms.accounts.permissions import Actor, Permission
from lms.accounts.queries.organisations import list_organisations
from lms.errors import NotFound
from lms.extensions import db


@dataclass(frozen=True)
class AccreditationView:
    """A court's act; `state` is today's, `choices` what the court may do next."""

    id: UUID
    court: str
    number: str
    person_id: UUID
    serial: str
    signer: str
    since: date
    until: date | None
    state: AccreditationState
    choices: frozenset[AccreditationState]


def list_accreditations(actor: Actor) -> list[tuple[AccreditationView, str]]:
    """Those given on certificates in the actor's scope, newest first, each with the name on its certificate."""
    cohorts = {each.id for each in list_cohorts(actor, Permission.ISSUE_CERTIFICATES)}
    rows = db.session.scalars(select(Accreditation).order_by(Accreditation.since.desc(), Accreditation.id)).all()
    seen = find_certificates(Search(cohorts, serials={row.certificate_serial for row in rows}))
    names = {each.serial: each.claims.holder_name for each in seen}
    return [(view, names[view.serial]) for view in _views(rows) if view.serial in names]


def accreditations_of(person_ids: Iterable[UUID]) -> list[AccreditationView]:
    """What courts gave to a person, under any of her merged records."""
    query = select(Accreditation).where(Accreditation.person_id.in_(list(person_ids)))
    return _views(db.session.scalars(query.order_by(Accreditation.since.desc())).all())


def get_accreditation(accreditation_id: UUID) -> AccreditationView:
    """Raises NotFound."""
    row = db.session.get(Accreditation, accreditation_id)
    if row is None:
        raise NotFound("No existe esa acreditación.")
    return _views([row])[0]


def list_courts() -> list[Organisation]:
    """The courts, by name."""
    return [each for each in list_organisations() if each.kind == OrganisationKind.COURT]


def is_taken(court_id: UUID, number: str) -> bool:
    """Whether the court already used this number."""
    query = select(Accreditation.id).where(Accreditation.court_id == court_id, Accreditation.number == number)
    return db.session.scalar(query) is not None


def _views(rows: Sequence[Accreditation]) -> list[AccreditationView]:
    courts = {each.id: each.name for each in list_organisations()}
    return [_view(row, courts) for row in rows]


def _view(row: Accreditation, courts: dict[UUID, str]) -> AccreditationView:
    state = state_on(row.state, row.until, clock.today())
    return AccreditationView(
        row.id,
        courts[row.court_id],
        row.number,
        row.person_id,
        row.certificate_serial,
        row.signer,
        row.since,
        row.until,
        state,
        ALLOWED[state],
    )
