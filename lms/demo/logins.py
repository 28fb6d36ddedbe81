"""What `./run` prints: one login a role."""

from dataclasses import dataclass

from lms.demo.staff import JUDGES, OFFICER_TRAINER_DNI, PASSWORD, STAFF, TRAINEE_DNI

NAMES = {
    "administrator": "administración",
    "coordinator": "coordinación",
    "registrar": "registro",
    "verifier": "verificación",
    "auditor": "auditoría",
}


@dataclass(frozen=True)
class Login:
    """A role's document number and password."""

    role: str
    document: str
    password: str


def demo_logins() -> tuple[Login, ...]:
    """One for each role, trainee and trainers first."""
    return (
        Login("participante", TRAINEE_DNI, PASSWORD),
        Login("formadora (jueza)", JUDGES[0][3], PASSWORD),
        Login("formador (policía)", OFFICER_TRAINER_DNI, PASSWORD),
        *(Login(NAMES[member.key], member.dni, PASSWORD) for member in STAFF),
    )
