"""The first administrator of a real installation."""

from lms.accounts.domain import parse_document
from lms.accounts.models.access import CodePurpose
from lms.accounts.operations.codes import issue_codes
from lms.accounts.operations.people import NewPerson, register_person
from lms.accounts.operations.roles import grant_role
from lms.accounts.permissions import SYSTEM, Role, ScopeKind
from lms.accounts.queries.people import find_person_by_document
from lms.database import transaction


def create_administrator(given_names: str, surnames: str, document: str) -> str:
    """Register the person (DNI) if need be, grant the role, and return her one-time activation code.

    For somebody with a password already the code resets it: whoever runs this command owns the machine.
    """
    checked = parse_document("DNI", document)
    with transaction():
        person_id = find_person_by_document(checked) or register_person(
            SYSTEM, NewPerson(given_names, surnames, checked)
        )
        grant_role(SYSTEM, person_id, Role.ADMINISTRATOR, ScopeKind.EVERYTHING, None, "instalación")
        return issue_codes(SYSTEM, [person_id], CodePurpose.RESET)[person_id]
