"""Who may do what, declared once: roles, permissions and the scopes they hold in."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lms.errors import Forbidden


class Role(StrEnum):
    """The roles of the two programmes."""

    TRAINEE = "trainee"
    TRAINER = "trainer"
    COORDINATOR = "coordinator"
    REGISTRAR = "registrar"
    VERIFIER = "verifier"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


LEARNERS = frozenset({Role.TRAINEE, Role.TRAINER})
"""Roles that come with a cohort; all others are staff roles."""

ROLE_NAMES = {
    Role.TRAINEE: "participante",
    Role.TRAINER: "formador o formadora",
    Role.COORDINATOR: "coordinación",
    Role.REGISTRAR: "registro de certificados",
    Role.VERIFIER: "verificación por lotes",
    Role.AUDITOR: "auditoría",
    Role.ADMINISTRATOR: "administración",
}


class ScopeKind(StrEnum):
    """How far a grant reaches."""

    EVERYTHING = "everything"
    PROGRAMME = "programme"
    COHORT = "cohort"
    ORGANISATION = "organisation"
    REGION = "region"


class Permission(StrEnum):
    """One thing somebody may do; the value is its Spanish name in the matrix."""

    LEARN = "estudiar y rendir evaluaciones"
    VIEW_COHORT = "ver un grupo y su nómina"
    TAKE_ATTENDANCE = "pasar asistencia"
    MARK = "calificar"
    TRANSCRIBE_PAPER = "digitar respuestas en papel"
    RECEIVE_BOOKLET = "recibir cuadernillos"
    MANAGE_COHORT = "crear y editar grupos"
    SCHEDULE_SESSION = "programar sesiones"
    IMPORT_ROSTER = "importar nóminas"
    RECORD_CONSENT = "registrar consentimientos"
    DECIDE_ELIGIBILITY = "decidir requisitos"
    ISSUE_CODES = "entregar códigos de acceso"
    APPROVE_COHORT = "aprobar sesiones de réplica"
    CLOSE_ACTA = "cerrar actas"
    ISSUE_CERTIFICATES = "emitir certificados"
    CORRECT_CERTIFICATES = "corregir certificados"
    REVOKE_CERTIFICATES = "anular certificados"
    VIEW_CERTIFICATES = "ver el registro de certificados"
    APPOINT_TRAINERS = "nombrar formadores"
    MERGE_PEOPLE = "unir registros duplicados"
    VIEW_CASCADE = "ver la cascada"
    VERIFY_BATCH = "verificar por lotes"
    READ_AUDIT = "leer la bitácora"
    MANAGE_ACCOUNTS = "administrar cuentas y roles"
    MANAGE_SETTINGS = "administrar la instalación"


P = Permission
GRANTED: dict[Role, frozenset[Permission]] = {
    Role.TRAINEE: frozenset({P.LEARN}),
    Role.TRAINER: frozenset(
        {P.VIEW_COHORT, P.TAKE_ATTENDANCE, P.MARK, P.TRANSCRIBE_PAPER, P.RECEIVE_BOOKLET, P.RECORD_CONSENT}
    ),
    Role.COORDINATOR: frozenset(
        {P.VIEW_COHORT, P.MANAGE_COHORT, P.SCHEDULE_SESSION, P.IMPORT_ROSTER, P.RECORD_CONSENT, P.DECIDE_ELIGIBILITY}
        | {P.ISSUE_CODES, P.APPROVE_COHORT, P.CLOSE_ACTA, P.TRANSCRIBE_PAPER, P.RECEIVE_BOOKLET, P.VIEW_CERTIFICATES}
        | {P.VIEW_CASCADE}
    ),
    Role.REGISTRAR: frozenset(
        {P.VIEW_COHORT, P.ISSUE_CERTIFICATES, P.CORRECT_CERTIFICATES, P.REVOKE_CERTIFICATES, P.VIEW_CERTIFICATES}
        | {P.APPOINT_TRAINERS, P.MERGE_PEOPLE, P.VIEW_CASCADE}
    ),
    Role.VERIFIER: frozenset({P.VERIFY_BATCH}),
    Role.AUDITOR: frozenset({P.READ_AUDIT}),
    Role.ADMINISTRATOR: frozenset({P.MANAGE_ACCOUNTS, P.MANAGE_SETTINGS}),
}


GLOBAL = frozenset(
    {P.MANAGE_ACCOUNTS, P.MANAGE_SETTINGS, P.READ_AUDIT, P.VERIFY_BATCH, P.MERGE_PEOPLE},
)
"""What has no place: held only by a grant over everything."""


@dataclass(frozen=True)
class Target:
    """Where something stands, as far as scopes care: programme slug, cohort id, organisation ids, region (INEI)."""

    programme: str | None = None
    cohort: UUID | None = None
    organisations: tuple[UUID, ...] = ()
    region: str | None = None


NOWHERE = Target()


@dataclass(frozen=True)
class Grant:
    """A role in force and its scope."""

    role: Role
    kind: ScopeKind = ScopeKind.EVERYTHING
    ref: str | None = None

    def gives(self, permission: Permission) -> bool:
        """Whether the role has the permission, and the scope is wide enough for it."""
        return permission in GRANTED[self.role] and (permission not in GLOBAL or self.kind == ScopeKind.EVERYTHING)

    def covers(self, target: Target) -> bool:
        """Whether the scope reaches the target."""
        reached = {
            ScopeKind.EVERYTHING: True,
            ScopeKind.PROGRAMME: target.programme is not None and self.ref == target.programme,
            ScopeKind.COHORT: target.cohort is not None and self.ref == str(target.cohort),
            ScopeKind.ORGANISATION: self.ref in {str(each) for each in target.organisations},
            ScopeKind.REGION: target.region is not None and self.ref == target.region,
        }
        return reached[self.kind]


@dataclass(frozen=True)
class Actor:
    """Who acts: a person with the grants in force now, or the system (no person, every right)."""

    person_id: UUID | None
    grants: tuple[Grant, ...] = ()
    is_system: bool = False

    def may(self, permission: Permission, target: Target) -> bool:
        """Whether some grant gives the permission on the target."""
        return self.is_system or any(g.gives(permission) and g.covers(target) for g in self.grants)

    def may_somewhere(self, permission: Permission) -> bool:
        """Whether some grant gives the permission anywhere."""
        return self.is_system or any(g.gives(permission) for g in self.grants)

    def scopes(self, permission: Permission) -> tuple[Grant, ...]:
        """The grants that give the permission, for filtering lists."""
        if self.is_system:
            return (Grant(Role.ADMINISTRATOR),)
        return tuple(g for g in self.grants if g.gives(permission))

    def has_role(self, role: Role) -> bool:
        return any(g.role == role for g in self.grants)


SYSTEM = Actor(None, is_system=True)


def authorise(actor: Actor, permission: Permission, target: Target = NOWHERE) -> None:
    """Raise Forbidden unless the actor has the permission on the target."""
    if not actor.may(permission, target):
        raise Forbidden("No tienes permiso para hacer esto aquí.")


def authorise_any(actor: Actor, permissions: Iterable[Permission]) -> None:
    """Raise Forbidden unless the actor has one of the permissions somewhere: for things that stand nowhere yet."""
    if not any(actor.may_somewhere(permission) for permission in permissions):
        raise Forbidden("No tienes permiso para hacer esto aquí.")
