"""Consents in force."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import and_, select

from lms.accounts.models.people import Consent, ConsentAct
from lms.extensions import db


def consents_in_force(person_ids: Iterable[UUID], purpose: str) -> dict[UUID, Consent]:
    """The newest act per person for the purpose, where it is a consent given."""
    rows = db.session.scalars(
        select(Consent)
        .where(and_(Consent.person_id.in_(list(set(person_ids))), Consent.purpose == purpose))
        .order_by(Consent.occurred_at, Consent.id)
    )
    newest = {consent.person_id: consent for consent in rows}
    return {person_id: consent for person_id, consent in newest.items() if consent.act == ConsentAct.GIVEN}
