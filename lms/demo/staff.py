"""The demonstration's staff: one login for each role, and the teachers by appointment."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lms import clock
from lms.accounts.domain import parse_document
from lms.accounts.models.access import CodePurpose
from lms.accounts.operations.codes import issue_codes
from lms.accounts.operations.licences import appoint_trainer
from lms.accounts.operations.passwords import redeem_code
from lms.accounts.operations.people import NewPerson, register_person
from lms.accounts.operations.roles import grant_role
from lms.accounts.permissions import SYSTEM, Actor, Role, ScopeKind
from lms.accounts.queries.access import accounts_of, load_actor
from lms.accounts.queries.licences import find_licence
from lms.accounts.queries.people import find_person_by_document

PASSWORD = "cascada-demo-2026"  # noqa: S105 — printed at every start, of no use outside the demonstration
SINCE = date(2025, 11, 3)


@dataclass(frozen=True)
class Member:
    """A member of staff: role, scope and name."""

    key: str
    role: Role
    given_names: str
    surnames: str
    dni: str
    scope: tuple[ScopeKind, str | None] = (ScopeKind.EVERYTHING, None)


STAFF = (
    Member("administrator", Role.ADMINISTRATOR, "Mateo", "Salas Prado", "99000001"),
    Member("coordinator", Role.COORDINATOR, "Marisol", "Vela Ríos", "99000002"),
    Member("registrar", Role.REGISTRAR, "Teodora", "Paima Tello", "99000003"),
    Member("verifier", Role.VERIFIER, "Abel", "Huamán Cueva", "99000004"),
    Member("auditor", Role.AUDITOR, "Celia", "Inga Rojas", "99000005"),
)
JUDGES = (
    ("judge-sm", "Inés", "Carhuancho Poma", "99000011"),
    ("judge-mdd", "Fermín", "Loayza Quispe", "99000012"),
    ("judge-pasco", "Elena", "Rufino Trinidad", "99000013"),
    ("judge-junin", "Saúl", "Camarena Ñahui", "99000014"),
)
MASTERS = (
    ("master-1", "Carla", "Zevallos Núñez", "99000021"),
    ("master-2", "Jorge", "Bautista Salazar", "99000022"),
)
TRAINEE_DNI = "99000031"
OFFICER_TRAINER_DNI = "99000032"


def find_actor(dni: str) -> Actor:
    """The person with this invented DNI, with the grants of now."""
    person_id = find_person_by_document(parse_document("DNI", dni))
    assert person_id is not None  # noqa: S101 — registered by an earlier chapter
    return load_actor(person_id)


def actor_of(key: str) -> Actor:
    """A member of staff or a teacher by key."""
    members = {member.key: member.dni for member in STAFF}
    members |= {teacher[0]: teacher[3] for teacher in (*JUDGES, *MASTERS)}
    return find_actor(members[key])


def open_account(person_id: UUID) -> None:
    """Activate with a one-time code, as everybody does; an account with a password is left alone."""
    account = accounts_of([person_id]).get(person_id)
    if account is None or account.password_hash is None:
        code = issue_codes(SYSTEM, [person_id], CodePurpose.ACTIVATION)[person_id]
        redeem_code(code, PASSWORD, "demo")


def register_staff() -> None:
    """Register everybody, give the roles and the appointments, before the invented time begins."""
    with clock.set_to(clock.at_lima(SINCE, 9)):
        _register_staff()


def _register_staff() -> None:
    for member in STAFF:
        _register(member.given_names, member.surnames, member.dni)
        actor = find_actor(member.dni)
        if not actor.has_role(member.role) and actor.person_id:
            grant_role(SYSTEM, actor.person_id, member.role, *member.scope, "demostración")
            open_account(actor.person_id)
    for key, given_names, surnames, dni in JUDGES:
        _register(given_names, surnames, dni)
        _appoint(key, "orientadoras", "orientadoras", "Presidencia de la Corte Superior (demostración)")
    for key, given_names, surnames, dni in MASTERS:
        _register(given_names, surnames, dni)
        for programme in ("modo-ninez", "modo-mujer"):
            _appoint(key, programme, "formadores", "Dirección de Familia PNP (demostración)")
    for person_id in [actor_of(key).person_id for key in ("judge-sm", "master-1")]:
        if person_id:
            open_account(person_id)


def _register(given_names: str, surnames: str, dni: str) -> None:
    document = parse_document("DNI", dni)
    if find_person_by_document(document) is None:
        register_person(SYSTEM, NewPerson(given_names, surnames, document))


def _appoint(key: str, programme: str, course: str, authority: str) -> None:
    person_id = actor_of(key).person_id
    if person_id and find_licence(person_id, programme, course, SINCE) is None:
        appoint_trainer(SYSTEM, person_id, programme, course, "Oficio 001-2025-DEMO", authority, SINCE)
