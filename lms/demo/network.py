"""A chapter of the survivors' network: aliases, no documents, no marks, certificates private unless she wants."""

from datetime import date

from lms.accounts.models.organisations import OrganisationKind
from lms.demo.cohorts import Plan
from lms.demo.people import Invented
from lms.demo.staff import actor_of

ALIASES = ("Amanecer", "Cantuta", "Lluvia", "Colibrí", "Retama", "Killari", "Aurora", "Shambira", "Brisa", "Semilla")


def leadership_chapter() -> Plan:
    """Ten women of the invented Pucallpa chapter, by alias."""
    return Plan(
        code="LPS-PUC-2026",
        programme="libres-para-servir",
        course="liderazgo",
        organisation="Red Libres para Servir, capítulo Pucallpa",
        kind=OrganisationKind.NETWORK,
        region="25",
        place="Local comunal",
        starts_on=date(2026, 8, 1),
        people=tuple(Invented(alias, "", "", True) for alias in ALIASES),
        lead=lambda: actor_of("master-2"),
    )
