"""The demonstration's chapters: the police cascade from 28 to more than 700, and the advisors of four regions."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from lms.accounts.models.organisations import OrganisationKind
from lms.demo.cohorts import Plan, Stage, run_cohort
from lms.demo.people import LONGEST, Invented, as_officers, invent
from lms.demo.signing import register_signatories
from lms.demo.staff import OFFICER_TRAINER_DNI, TRAINEE_DNI, actor_of, find_actor, register_staff

UNITS = {
    "10": ("Comisaría PNP Huánuco", "Comisaría PNP Amarilis", "Comisaría PNP Tingo María", "Comisaría PNP Ambo"),
    "25": ("Comisaría PNP Pucallpa", "Comisaría PNP Yarinacocha", "Comisaría PNP Campo Verde"),
    "15": (
        "Comisaría PNP Collique",
        "Comisaría PNP Canto Rey",
        "Comisaría PNP El Agustino",
        "Comisaría PNP Villa El Salvador",
    ),
}
REGIONS = {
    "10": ("HUC", "Región Policial Huánuco", "Auditorio de la Región Policial, Huánuco", 10),
    "25": ("UCA", "Región Policial Ucayali", "Escuela PNP, Pucallpa", 8),
    "15": ("LIM", "Región Policial Lima", "Comisaría de Familia, Lima", 10),
}
PEERS_A_SESSION = 26
REPEATED = 14
ADVISORS = (
    ("SM", "22", "Corte Superior de Justicia de San Martín", "Moyobamba", 34, "judge-sm", Stage.CERTIFIED, (2026, 3, 7)),
    ("MDD", "17", "Corte Superior de Justicia de Madre de Dios", "Puerto Maldonado", 30, "judge-mdd", Stage.CERTIFIED, (2026, 4, 11)),
    ("PAS", "19", "Corte Superior de Justicia de Pasco", "Cerro de Pasco", 22, "judge-pasco", Stage.CERTIFIED, (2026, 5, 9)),
    ("JUN", "12", "Corte Superior de Justicia de Junín", "Huancayo", 24, "judge-junin", Stage.CERTIFIED, (2026, 6, 6)),
    ("PAS2", "19", "Corte Superior de Justicia de Pasco", "Oxapampa", 12, "judge-pasco", Stage.WAITING_FOR_MARKS, (2026, 9, 5)),
    ("SM2", "22", "Corte Superior de Justicia de San Martín", "Tarapoto", 14, "judge-sm", Stage.STUDYING, (2026, 10, 24)),
)  # fmt: skip


@dataclass(frozen=True)
class Chapter:
    """A step of the progress bar."""

    title: str
    tell: Callable[[], None]


def chapters() -> Iterator[Chapter]:
    """All chapters in order of the invented time."""
    yield Chapter("Registrando al equipo", register_staff)
    yield Chapter("Registrando a quienes firman", register_signatories)
    officers = _officers()
    for region, trainers in officers.items():
        yield Chapter(f"Formando formadores: {REGIONS[region][1]}", _run(_trainer_plan(region, trainers)))
    number = 0
    peers = {
        region: as_officers(
            invent(40 + int(region), 91_000_000 + int(region) * 10_000),
            UNITS[region],
            int(region) * 100_000 + 31_000_000,
        )
        for region in officers
    }
    for region, trainers in officers.items():
        earlier: list[Invented] = []
        for trainer in trainers:
            number += 1
            people = list(islice(peers[region], PEERS_A_SESSION))
            repeated = earlier[:1] if number <= 2 * REPEATED and number % 2 else []
            earlier = [*people[3:5]]
            yield Chapter(
                f"Réplica {number} de 28: {REGIONS[region][1]}",
                _run(_peer_plan(region, number, trainer, tuple(people + repeated))),
            )
    for row in ADVISORS:
        yield Chapter(f"Orientadoras: {row[2]}", _run(_advisor_plan(*row)))
    yield from _endings()


def _endings() -> Iterator[Chapter]:
    from lms.demo.endings import open_accounts, revoke_and_correct  # noqa: PLC0415 — they need the cohorts

    yield Chapter("Anulando y corrigiendo certificados", revoke_and_correct)
    yield Chapter("Abriendo las cuentas de muestra", open_accounts)


def _run(plan: Plan) -> Callable[[], None]:
    return lambda: run_cohort(plan)


def _officers() -> dict[str, list[Invented]]:
    """The 28, by region; one of them has the demonstration's login."""
    found = {}
    for region, (_code, _name, _place, count) in REGIONS.items():
        source = as_officers(
            invent(int(region), 90_000_000 + int(region) * 1_000), UNITS[region], 30_000_000 + int(region) * 1_000
        )
        found[region] = list(islice(source, count))
    first = found["10"][0]
    found["10"][0] = Invented("Rubén", "Ñahui Soto", OFFICER_TRAINER_DNI, False, "ST2 PNP", first.cip, UNITS["10"][0])
    return found


def _trainer_plan(region: str, people: list[Invented]) -> Plan:
    code, organisation, place, _count = REGIONS[region]
    return Plan(
        f"MN-FORM-{code}", "modo-ninez", "formadores", organisation, OrganisationKind.POLICE_REGION, region, place,
        date(2026, 3, 2), tuple(people), lambda: actor_of("master-1"), day_step=1,
    )  # fmt: skip


def _peer_plan(region: str, number: int, trainer: Invented, people: tuple[Invented, ...]) -> Plan:
    code, organisation, _place, _count = REGIONS[region]
    return Plan(
        f"MN-{code}-{number:02d}", "modo-ninez", "pares", organisation, OrganisationKind.POLICE_REGION, region,
        trainer.unit or organisation, date(2026, 4, 6) + timedelta(days=6 * number), people,
        lambda: find_actor(trainer.dni), weak=0.015,
    )  # fmt: skip


def _advisor_plan(
    code: str, region: str, court: str, place: str, count: int, judge: str, stage: Stage, start: tuple[int, int, int]
) -> Plan:
    people = list(
        islice(
            invent(ord(code[0]) + ord(code[-1]), 92_000_000 + int(region) * 10_000 + 500 * len(code), only_women=True),
            count,
        )
    )
    if code == "JUN":
        people[0] = Invented(*LONGEST, people[0].dni, True)
    if code == "SM2":
        people[0] = Invented("Rosa", "Quispe Mamani", TRAINEE_DNI, True)
    return Plan(
        f"OJ-{code}-2026", "orientadoras", "orientadoras", court, OrganisationKind.COURT, region, place,
        date(*start), tuple(people), lambda: actor_of(judge), stage, weak=0.02,
    )  # fmt: skip
