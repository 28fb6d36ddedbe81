"""The police cascade: 28 officers in three regions, each of whom trains peers; and the first of Modo Mujer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import islice

from lms.accounts.models.organisations import OrganisationKind
from lms.demo.cohorts import Plan, Stage
from lms.demo.people import Invented, as_officers, invent
from lms.demo.staff import OFFICER_TRAINER_DNI, actor_of, find_actor

PEERS_A_SESSION = 26
FIRST_DAY = date(2026, 3, 2)
FIRST_REPLICA = date(2026, 4, 12)


@dataclass(frozen=True)
class Region:
    """A police region: INEI code, short code, name, where its trainers were trained, how many, its stations."""

    inei: str
    code: str
    name: str
    place: str
    trainers: int
    units: tuple[str, ...]


REGIONS = (
    Region(
        "10",
        "HUC",
        "Región Policial Huánuco",
        "Auditorio de la Región Policial, Huánuco",
        10,
        ("Comisaría PNP Huánuco", "Comisaría PNP Amarilis", "Comisaría PNP Tingo María", "Comisaría PNP Ambo"),
    ),
    Region(
        "25",
        "UCA",
        "Región Policial Ucayali",
        "Escuela PNP, Pucallpa",
        8,
        ("Comisaría PNP Pucallpa", "Comisaría PNP Yarinacocha", "Comisaría PNP Campo Verde"),
    ),
    Region(
        "15",
        "LIM",
        "Región Policial Lima",
        "Comisaría de Familia, Lima",
        10,
        ("Comisaría PNP Collique", "Comisaría PNP Canto Rey", "Comisaría PNP El Agustino", "Comisaría PNP San Borja"),
    ),
)


def trainer_cohorts() -> list[Plan]:
    """The 28, a cohort a region, taught week after week by an appointed master."""
    return [
        _plan(region, f"MN-FORM-{region.code}", "formadores", region.place, FIRST_DAY + week, _officers(region))
        for region, week in zip(REGIONS, map(timedelta, (0, 7, 14)), strict=True)
    ]


def peer_sessions() -> Iterator[Plan]:
    """One replica for each of the 28; now and then somebody comes a second time and must not be counted twice."""
    number = 0
    for region in REGIONS:
        peers = _peers(region)
        earlier: tuple[Invented, ...] = ()
        for trainer in _officers(region):
            number += 1
            people = tuple(islice(peers, PEERS_A_SESSION))
            yield Plan(
                code=f"MN-{region.code}-{number:02d}",
                programme="modo-ninez",
                course="pares",
                organisation=region.name,
                kind=OrganisationKind.POLICE_REGION,
                region=region.inei,
                place=trainer.unit or region.name,
                starts_on=FIRST_REPLICA + timedelta(days=6 * (number - 1)),
                people=people + (earlier if number % 2 else ()),
                lead=partial(find_actor, trainer.dni),
                weak=0.015,
            )
            earlier = people[3:4]


def woman_mode() -> Plan:
    """Modo Mujer's first trainers, half-way through their course."""
    region = REGIONS[0]
    people = as_officers(invent(77, 93_000_000), region.units, 33_000_000)
    plan = _plan(region, "MM-FORM-HUC", "formadores", region.place, date(2026, 11, 16), tuple(islice(people, 12)))
    return Plan(**{**vars(plan), "programme": "modo-mujer", "stage": Stage.STUDYING})


def _plan(region: Region, code: str, course: str, place: str, day: date, people: tuple[Invented, ...]) -> Plan:
    return Plan(
        code=code,
        programme="modo-ninez",
        course=course,
        organisation=region.name,
        kind=OrganisationKind.POLICE_REGION,
        region=region.inei,
        place=place,
        starts_on=day,
        people=people,
        lead=lambda: actor_of("master-1"),
        day_step=1,
    )


def _officers(region: Region) -> tuple[Invented, ...]:
    """The region's trainers; the first of Huánuco has the demonstration's login."""
    number = int(region.inei) * 1_000
    source = as_officers(invent(int(region.inei), 90_000_000 + number), region.units, 30_000_000 + number)
    officers = tuple(islice(source, region.trainers))
    if region.code != "HUC":
        return officers
    sample = Invented("Rubén", "Ñahui Soto", OFFICER_TRAINER_DNI, False, "ST2 PNP", officers[0].cip, region.units[0])
    return (sample, *officers[1:])


def _peers(region: Region) -> Iterator[Invented]:
    number = int(region.inei)
    return as_officers(invent(40 + number, 91_000_000 + number * 10_000), region.units, 31_000_000 + number * 100_000)
