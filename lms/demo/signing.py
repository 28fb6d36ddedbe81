"""Invented signatories for each programme."""

from datetime import date

from certificates.issuing.operations.signatories import NewSignatory, add_signatory
from certificates.issuing.queries.signatories import signatories_for
from lms.accounts.permissions import SYSTEM

SINCE = date(2026, 1, 2)
SIGNATORIES = {
    "orientadoras": (
        ("Amelia Rosas Cárdenas", "Presidenta de la Comisión de Acceso a la Justicia", "Poder Judicial (demostración)"),
        ("Daniel Tapia Núñez", "Director de programa", "Organización aliada (demostración)"),
    ),
    "modo-ninez": (
        ("Úrsula Meza Paredes", "Jefa de División", "Policía Nacional del Perú (demostración)"),
        ("Daniel Tapia Núñez", "Director de programa", "Organización aliada (demostración)"),
    ),
    "modo-mujer": (("Úrsula Meza Paredes", "Jefa de División", "Policía Nacional del Perú (demostración)"),),
    "libres-para-servir": (("Noemí Pinedo Saboya", "Coordinadora de la red", "Red Libres para Servir (demostración)"),),
}


def register_signatories() -> None:
    """Record them once."""
    for programme, people in SIGNATORIES.items():
        if signatories_for(programme, None, SINCE):
            continue
        for position, (name, office, organisation) in enumerate(people, start=1):
            add_signatory(SYSTEM, NewSignatory(programme, name, office, organisation, SINCE, position=position))
