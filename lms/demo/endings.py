"""One certificate revoked, one corrected, the sample accounts opened, and what the sample trainee needs."""

from datetime import date

from certificates.issuing.models.status import State
from certificates.issuing.queries.certificates import CertificateView, list_certificates
from certificates.issuing.status import RevocationReason
from certificates.registry.operations import correct_name, revoke
from courses.cohorts.queries.cohorts import find_cohort_by_code
from lms import clock
from lms.accounts.operations.sensitive import open_own, tell
from lms.accounts.sensitive import Need, Told
from lms.demo.staff import OFFICER_TRAINER_DNI, TRAINEE_DNI, actor_of, find_actor, open_account


def revoke_and_correct() -> None:
    """Both, once."""
    revoke_one()
    correct_one()


def revoke_one() -> None:
    """An advisor of Madre de Dios: a requirement turned out to be missing."""
    certificates = _of("OJ-MDD-2026")
    if certificates and not any(each.status.state == State.REVOKED for each in certificates):
        with clock.set_to(clock.at_lima(date(2026, 9, 15), 10)):
            revoke(
                actor_of("registrar"), _unchanged(certificates)[0].serial, RevocationReason.REQUIREMENT,
                date(2026, 9, 14), "Comisión Distrital (demostración)",
            )  # fmt: skip


def correct_one() -> None:
    """An advisor of San Martín: a surname lacked its accent."""
    certificates = _of("OJ-SM-2026")
    if certificates and not any(each.status.state == State.SUPERSEDED for each in certificates):
        wrong = _unchanged(certificates)[1]
        with clock.set_to(clock.at_lima(date(2026, 9, 16), 10)):
            correct_name(
                actor_of("registrar"), wrong.serial, f"{wrong.claims.holder_name} de Ríos", "Apellido incompleto"
            )


def open_accounts() -> None:
    """Passwords for the sample trainee and the sample officer."""
    for dni in (TRAINEE_DNI, OFFICER_TRAINER_DNI):
        person_id = find_actor(dni).person_id
        if person_id:
            open_account(person_id)


def tell_needs() -> None:
    """The sample trainee reads large print and thinks in Kichwa, and says so."""
    trainee = find_actor(TRAINEE_DNI)
    if trainee.person_id and open_own(trainee.person_id) == Told():
        tell(trainee, trainee.person_id, Told((Need.LARGE_PRINT, Need.EXTRA_TIME), "qvs", "qvs"))


def _of(code: str) -> list[CertificateView]:
    cohort = find_cohort_by_code(code)
    return list_certificates(cohort_id=cohort.id) if cohort else []


def _unchanged(certificates: list[CertificateView]) -> list[CertificateView]:
    valid = [each for each in certificates if each.status.state == State.VALID]
    return sorted(valid, key=lambda each: each.claims.holder_name)
