"""The demonstration's chapters in order of the invented time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lms.demo.advisors import advisor_cohorts
from lms.demo.cohorts import Plan, run_cohort
from lms.demo.endings import open_accounts, revoke_and_correct, tell_needs
from lms.demo.network import leadership_chapter
from lms.demo.police import peer_sessions, trainer_cohorts, woman_mode
from lms.demo.signing import register_signatories
from lms.demo.staff import register_staff


@dataclass(frozen=True)
class Chapter:
    """A step of the progress bar."""

    title: str
    tell: Callable[[], None]


def chapters() -> Iterator[Chapter]:
    """Staff, signatories, the police cascade, the advisors, the network, and what happened afterwards."""
    yield Chapter("Registrando al equipo", register_staff)
    yield Chapter("Registrando a quienes firman", register_signatories)
    for plan in trainer_cohorts():
        yield _cohort("Formando formadores", plan)
    for plan in peer_sessions():
        yield _cohort("Sesión entre pares", plan)
    for plan in advisor_cohorts():
        yield _cohort("Orientadoras", plan)
    yield _cohort("Formando formadores", woman_mode())
    yield _cohort("Liderazgo", leadership_chapter())
    yield Chapter("Anulando y corrigiendo certificados", revoke_and_correct)
    yield Chapter("Abriendo las cuentas de muestra", open_accounts)
    yield Chapter("Anotando lo que una participante necesita", tell_needs)


def _cohort(title: str, plan: Plan) -> Chapter:
    return Chapter(f"{title}: {plan.organisation} ({plan.code})", lambda: run_cohort(plan))
