"""Receiving who comes without being on the list."""

from dataclasses import dataclass
from uuid import UUID

from courses.attendance.domain import may_be_same_person
from courses.attendance.operations.attendance import check_may_be_taken
from courses.attendance.queries.sessions import get_session
from courses.cohorts.operations.consent import record_paper_consent
from courses.cohorts.operations.enrolment import enrol
from courses.cohorts.queries.cohorts import get_cohort
from lms import clock
from lms.accounts.domain import Document, full_name_of
from lms.accounts.operations.people import NewPerson, register_person
from lms.accounts.permissions import Actor, Permission, authorise
from lms.accounts.queries.identities import resolve_person
from lms.accounts.queries.people import find_person_by_document, get_person
from lms.database import transaction
from lms.errors import Invalid


class OtherName(Invalid):
    """The document belongs to somebody of another name."""


@dataclass(frozen=True)
class WalkIn:
    """Somebody who came without being on the list; `consents` = she signed the paper today."""

    given_names: str
    surnames: str
    document: Document | None
    consents: bool


def add_walk_in(actor: Actor, session_id: UUID, walk_in: WalkIn) -> UUID:
    """Enrol somebody at the door, registering her and her signed consent first; returns the enrolment."""
    with transaction():
        session = get_session(session_id)
        cohort = get_cohort(session.cohort_id)
        authorise(actor, Permission.TAKE_ATTENDANCE, cohort.target)
        check_may_be_taken(session)
        person_id = _find_registered(walk_in) or register_person(
            actor, NewPerson(walk_in.given_names, walk_in.surnames, walk_in.document, walk_in.document is None)
        )
        if walk_in.consents:
            record_paper_consent(actor, cohort.id, person_id, clock.today())
        return enrol(actor, cohort.id, person_id, is_walk_in=True)


def _find_registered(walk_in: WalkIn) -> UUID | None:
    """Who holds the document, if her name may be the one written; never tells a stranger's name."""
    holder = find_person_by_document(walk_in.document) if walk_in.document else None
    if holder is None:
        return None
    person = get_person(resolve_person(holder))
    if not may_be_same_person(full_name_of(walk_in.given_names, walk_in.surnames), person.full_name):
        raise OtherName("Ese documento está registrado con otro nombre: revisar el número.", "document_number")
    return person.id
