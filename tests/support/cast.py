"""A small invented cast, so that every permission test reads itself."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import current_app
from flask.testing import FlaskClient

from courses.curriculum.operations import publish_all
from lms.accounts.domain import parse_document
from lms.accounts.models.access import Account
from lms.accounts.models.organisations import Organisation, OrganisationKind
from lms.accounts.operations.licences import appoint_trainer
from lms.accounts.operations.people import NewPerson, register_person
from lms.accounts.operations.roles import grant_role
from lms.accounts.permissions import SYSTEM, Actor, Role, ScopeKind
from lms.accounts.queries.access import load_actor
from lms.database import transaction
from lms.extensions import db
from lms.installation.models import Environment
from lms.installation.operations import install
from lms.settings import Settings

PEOPLE = {
    "trainee": ("Rosa", "Quispe Mamani", "40000001"),
    "other_trainee": ("Yolanda", "Shuña Inuma", "40000002"),
    "trainer": ("Inés", "Carhuancho Poma", "40000003"),
    "officer": ("Rubén", "Ñahui Soto", "40000004"),
    "coordinator": ("Marisol", "Vela Ríos", "40000005"),
    "registrar": ("Teodora", "Paima Tello", "40000006"),
    "verifier": ("Abel", "Huamán Cueva", "40000007"),
    "auditor": ("Celia", "Inga Rojas", "40000008"),
    "administrator": ("Mateo", "Salas Prado", "40000009"),
    "stranger": ("Nadia", "Ruiz Mori", "40000010"),
}
SCOPED_ROLES = {
    "coordinator": Role.COORDINATOR,
    "registrar": Role.REGISTRAR,
    "verifier": Role.VERIFIER,
    "auditor": Role.AUDITOR,
    "administrator": Role.ADMINISTRATOR,
}
PACK = "curso-de-prueba"


@dataclass(frozen=True)
class Cast:
    """Person ids by part, and the court they work at. `trainer` is licensed for the courses of the test pack."""

    people: dict[str, UUID]
    court: UUID

    def id(self, part: str) -> UUID:
        return self.people[part]

    def actor(self, part: str) -> Actor:
        """The part with the grants in force now."""
        return load_actor(self.people[part])

    def log_in(self, client: FlaskClient, part: str) -> FlaskClient:
        """Make the client the part's browser, without the login page."""
        with client.session_transaction() as session:
            session["_user_id"] = str(self.people[part])
            session["_fresh"] = True
            session["epoch"] = 0
        return client


def form_cast() -> Cast:
    """Install for production, publish the test packs, register everybody with account, role and licence."""
    settings: Settings = current_app.extensions["settings"]
    install(Environment.PRODUCTION)
    publish_all(SYSTEM, settings.content)
    people = {}
    for part, (given_names, surnames, dni) in PEOPLE.items():
        people[part] = register_person(SYSTEM, NewPerson(given_names, surnames, parse_document("DNI", dni)))
    with transaction():
        db.session.add_all(Account(person_id=person_id) for person_id in people.values() if not _has_account(person_id))
        court = Organisation(kind=OrganisationKind.COURT, name="Corte Superior de Prueba", region="22")
        db.session.add(court)
        db.session.flush()
        court_id = court.id
    for part, role in SCOPED_ROLES.items():
        grant_role(SYSTEM, people[part], role, ScopeKind.EVERYTHING, None, "reparto de prueba")
    for course in ("curso", "replica"):
        appoint_trainer(
            SYSTEM,
            people["trainer"],
            programme=PACK,
            course=course,
            act_number="RA 1-2026",
            authority="Corte Superior de Prueba",
            since=date(2020, 1, 1),
        )
    return Cast(people, court_id)


def _has_account(person_id: UUID) -> bool:
    return db.session.get(Account, person_id) is not None
