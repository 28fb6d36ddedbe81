"""Handing out one-time codes on paper."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from sqlalchemy import update

from lms import clock
from lms.accounts.codes import code_hmac, new_code
from lms.accounts.models.access import AccessCode, Account, CodePurpose
from lms.accounts.permissions import Actor, Permission, Role, authorise_any
from lms.accounts.queries.access import accounts_of, holders_beyond
from lms.accounts.queries.identities import resolve_people
from lms.audit.operations import record
from lms.database import transaction
from lms.extensions import db

VALID_FOR = timedelta(days=30)


def issue_codes(actor: Actor, person_ids: Iterable[UUID], purpose: CodePurpose) -> dict[UUID, str]:
    """A fresh code for each person, readable only now; older codes die.

    Left out: disabled accounts, for activation those who already have a password, and, unless the actor administers
    accounts, whoever does more than learn: else a coordinator could mark as a trainer, or rule as a colleague.
    """
    authorise_any(actor, (Permission.ISSUE_CODES, Permission.MANAGE_ACCOUNTS))
    with transaction():
        survivors = resolve_people(person_ids)
        accounts = _ensure_accounts(set(survivors.values()))
        barred = set() if actor.may_somewhere(Permission.MANAGE_ACCOUNTS) else holders_beyond({Role.TRAINEE}, accounts)
        codes: dict[UUID, str] = {}
        for person_id in set(survivors.values()) - barred:
            account = accounts[person_id]
            if not account.disabled_at and not (purpose == CodePurpose.ACTIVATION and account.password_hash):
                codes[person_id] = _issue(actor, person_id, purpose)
        db.session.flush()
        if codes:
            record(
                actor.person_id,
                "codes.issued",
                "access_code",
                str(purpose),
                people=sorted(str(person_id) for person_id in codes),
            )
    return {asked: codes[survivor] for asked, survivor in survivors.items() if survivor in codes}


def void_codes(person_id: UUID) -> None:
    """Let the person's open codes die, in the caller's transaction."""
    db.session.execute(
        update(AccessCode)
        .where(AccessCode.person_id == person_id, AccessCode.used_at.is_(None), AccessCode.voided_at.is_(None))
        .values(voided_at=clock.now())
    )


def _issue(actor: Actor, person_id: UUID, purpose: CodePurpose) -> str:
    void_codes(person_id)
    moment, code = clock.now(), new_code()
    db.session.add(
        AccessCode(
            person_id=person_id,
            purpose=purpose,
            code_hmac=code_hmac(code),
            issued_at=moment,
            issued_by=actor.person_id,
            expires_at=moment + VALID_FOR,
        )
    )
    return code


def _ensure_accounts(person_ids: set[UUID]) -> dict[UUID, Account]:
    accounts = accounts_of(person_ids)
    for person_id in person_ids - set(accounts):
        accounts[person_id] = Account(person_id=person_id, epoch=0)
        db.session.add(accounts[person_id])
    db.session.flush()
    return accounts
