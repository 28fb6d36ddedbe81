"""Reading everything the accounts keep about one person, for her own page and for the office."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from lms import clock
from lms.accounts.domain import PersonSummary
from lms.accounts.models.access import Account, RoleGrant
from lms.accounts.models.licences import Licence, LicenceOrigin
from lms.accounts.models.organisations import Organisation
from lms.accounts.models.people import Consent, ConsentAct, Person, PersonDocument, PersonName, Posting
from lms.accounts.permissions import ROLE_NAMES, Role, ScopeKind
from lms.accounts.queries.identities import identities_of
from lms.accounts.queries.organisations import find_organisation_by_id
from lms.accounts.queries.people import get_person
from lms.accounts.sensitive import SensitiveKind
from lms.accounts.signals import gather_personal_data, list_titles
from lms.extensions import db
from lms.places import region_name


@dataclass(frozen=True)
class GrantView:
    """A role, its scope in words, its term."""

    id: UUID
    role: Role
    role_name: str
    scope: str
    since: datetime
    until: datetime | None
    evidence: str
    in_force: bool


@dataclass(frozen=True)
class LicenceView:
    """A licence to train and where it comes from."""

    id: UUID
    programme: str
    course: str
    since: date
    until: date | None
    is_appointment: bool
    act_number: str | None
    authority: str | None
    certificate_serial: str | None
    region: str | None
    withdrawn_at: datetime | None

    @property
    def in_force(self) -> bool:
        today = clock.today()
        return not self.withdrawn_at and self.since <= today and (self.until is None or self.until >= today)


@dataclass(frozen=True)
class ConsentView:
    """The newest act of consent to one purpose."""

    purpose: str
    text_version: str
    is_given: bool
    at: datetime


@dataclass(frozen=True)
class PostingView:
    """Where somebody serves or served."""

    organisation: str
    rank: str | None
    cip: str | None
    since: date
    until: date | None


@dataclass(frozen=True)
class AccountView:
    """Whether and how the person can get in."""

    email: str | None
    has_password: bool
    is_disabled: bool


@dataclass(frozen=True)
class Profile:
    """One person; `documents` are masked."""

    person: PersonSummary
    documents: tuple[str, ...]
    account: AccountView | None
    grants: tuple[GrantView, ...]
    licences: tuple[LicenceView, ...]
    consents: tuple[ConsentView, ...]
    postings: tuple[PostingView, ...]


def get_profile(person_id: UUID) -> Profile:
    """The person with the records merged into hers; raises NotFound."""
    person, ids = get_person(person_id), identities_of(person_id)
    numbers = db.session.execute(
        select(PersonDocument.type, PersonDocument.number).where(PersonDocument.person_id.in_(ids))
    )
    return Profile(
        person=person,
        documents=tuple(f"{kind} ••••{number[-4:]}" for kind, number in numbers),
        account=_account(person_id),
        grants=list_grants(ids),
        licences=list_licences(ids),
        consents=list_consents(ids),
        postings=list_postings(ids),
    )


def list_grants(person_ids: tuple[UUID, ...]) -> tuple[GrantView, ...]:
    """Grants past and present, newest first."""
    moment = clock.now()
    rows = db.session.scalars(
        select(RoleGrant).where(RoleGrant.person_id.in_(person_ids)).order_by(RoleGrant.since.desc(), RoleGrant.id)
    )
    return tuple(
        GrantView(
            row.id,
            row.role,
            ROLE_NAMES[row.role],
            scope_in_words(row.scope_kind, row.scope_ref),
            row.since,
            row.until,
            row.evidence,
            row.since <= moment and (row.until is None or row.until > moment),
        )
        for row in rows
    )


def scope_in_words(kind: ScopeKind, ref: str | None) -> str:
    """How far a grant reaches, as staff read it."""
    if kind == ScopeKind.ORGANISATION and ref:
        organisation = find_organisation_by_id(UUID(ref))
        return organisation.name if organisation else "una institución"
    if kind == ScopeKind.PROGRAMME and ref:
        return f"programa {list_titles().programme(ref)}"
    words = {
        ScopeKind.EVERYTHING: "todo",
        ScopeKind.PROGRAMME: "un programa",
        ScopeKind.COHORT: "un grupo",
        ScopeKind.REGION: region_name(ref),
    }
    return words[kind]


def list_licences(person_ids: tuple[UUID, ...]) -> tuple[LicenceView, ...]:
    """Licences to train, newest first."""
    rows = db.session.scalars(
        select(Licence).where(Licence.person_id.in_(person_ids)).order_by(Licence.since.desc(), Licence.id)
    )
    return tuple(view_licence(row) for row in rows)


def view_licence(row: Licence) -> LicenceView:
    """The licence as a value."""
    return LicenceView(
        row.id,
        row.programme,
        row.course,
        row.since,
        row.until,
        row.origin == LicenceOrigin.APPOINTMENT,
        row.act_number,
        row.authority,
        row.certificate_serial,
        row.region,
        row.withdrawn_at,
    )


def list_consents(person_ids: tuple[UUID, ...]) -> tuple[ConsentView, ...]:
    """The newest act for each programme, by programme; what rests on sensitive records is told on its own page."""
    rows = db.session.scalars(
        select(Consent)
        .where(Consent.person_id.in_(person_ids), Consent.purpose.not_in([kind.value for kind in SensitiveKind]))
        .order_by(Consent.occurred_at, Consent.id)
    )
    newest = {row.purpose: row for row in rows}
    return tuple(
        ConsentView(row.purpose, row.text_version, row.act == ConsentAct.GIVEN, row.occurred_at)
        for _purpose, row in sorted(newest.items())
    )


def list_postings(person_ids: tuple[UUID, ...]) -> tuple[PostingView, ...]:
    """Postings, newest first."""
    rows = db.session.execute(
        select(Organisation.name, Posting.rank, Posting.cip, Posting.since, Posting.until)
        .join(Organisation, Organisation.id == Posting.organisation_id)
        .where(Posting.person_id.in_(person_ids))
        .order_by(Posting.since.desc())
    )
    return tuple(PostingView(*row) for row in rows)


def export_person(person_id: UUID) -> dict[str, Any]:
    """All that is kept about the person, as JSON values, the packages above included (portability)."""
    ids = identities_of(person_id)
    profile = get_profile(person_id)
    record = db.session.get_one(Person, person_id)
    names = db.session.scalars(select(PersonName).where(PersonName.person_id.in_(ids)).order_by(PersonName.since))
    documents = db.session.scalars(select(PersonDocument).where(PersonDocument.person_id.in_(ids)))
    return {
        "person": {"id": person_id, "sex": record.sex, "phone": record.phone, "is_alias": record.is_alias},
        "names": [{"given_names": n.given_names, "surnames": n.surnames, "since": n.since} for n in names],
        "documents": [{"country": d.country, "type": d.type, "number": d.number} for d in documents],
        "account": asdict(profile.account) if profile.account else None,
        "roles": [asdict(each) for each in profile.grants],
        "licences": [asdict(each) for each in profile.licences],
        "consents": [asdict(each) for each in profile.consents],
        "postings": [asdict(each) for each in profile.postings],
        **dict(gather_personal_data(ids)),
    }


def _account(person_id: UUID) -> AccountView | None:
    account = db.session.get(Account, person_id)
    return AccountView(account.email, bool(account.password_hash), bool(account.disabled_at)) if account else None
