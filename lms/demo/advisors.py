"""The judicial advisors of four regions: certified, waiting for marks, and still studying."""

from dataclasses import dataclass
from datetime import date
from itertools import islice

from lms.accounts.models.organisations import OrganisationKind
from lms.demo.cohorts import Plan, Stage
from lms.demo.people import LONGEST, Invented, invent
from lms.demo.staff import TRAINEE_DNI, actor_of


@dataclass(frozen=True)
class Group:
    """One advisors' cohort at a Superior Court."""

    code: str
    region: str
    court: str
    place: str
    people: int
    judge: str
    starts_on: date
    stage: Stage = Stage.CERTIFIED


SAN_MARTIN = "Corte Superior de Justicia de San Martín"
MADRE_DE_DIOS = "Corte Superior de Justicia de Madre de Dios"
PASCO = "Corte Superior de Justicia de Pasco"
JUNIN = "Corte Superior de Justicia de Junín"
SAMPLE = ("Rosa", "Quispe Mamani")
GROUPS = (
    Group("SM", "22", SAN_MARTIN, "Moyobamba", 34, "judge-sm", date(2026, 3, 7)),
    Group("MDD", "17", MADRE_DE_DIOS, "Puerto Maldonado", 30, "judge-mdd", date(2026, 4, 11)),
    Group("PAS", "19", PASCO, "Cerro de Pasco", 22, "judge-pasco", date(2026, 5, 9)),
    Group("JUN", "12", JUNIN, "Huancayo", 24, "judge-junin", date(2026, 6, 6)),
    Group("PAS2", "19", PASCO, "Oxapampa", 12, "judge-pasco", date(2026, 9, 5), Stage.WAITING_FOR_MARKS),
    Group("SM2", "22", SAN_MARTIN, "Tarapoto", 14, "judge-sm", date(2026, 10, 24), Stage.STUDYING),
)


def advisor_cohorts() -> list[Plan]:
    """A plan for each group."""
    return [_plan(number, group) for number, group in enumerate(GROUPS)]


def _plan(number: int, group: Group) -> Plan:
    return Plan(
        code=f"OJ-{group.code}-2026",
        programme="orientadoras",
        course="orientadoras",
        organisation=group.court,
        kind=OrganisationKind.COURT,
        region=group.region,
        place=group.place,
        starts_on=group.starts_on,
        people=_people(number, group),
        lead=lambda: actor_of(group.judge),
        stage=group.stage,
        weak=0.02,
        online=frozenset({f"{SAMPLE[0]} {SAMPLE[1]}"}),
    )


def _people(number: int, group: Group) -> tuple[Invented, ...]:
    """Women leaders; one has the longest name a certificate must bear, one the demonstration's login."""
    first, *others = islice(invent(100 + number, 92_000_000 + 1_000 * number, only_women=True), group.people)
    special = {
        "JUN": Invented(*LONGEST, first.dni, True),
        "SM2": Invented(*SAMPLE, TRAINEE_DNI, True),
    }
    return (special.get(group.code, first), *others)
