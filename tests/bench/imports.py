"""Importing a roster of 500 people: reading, the dry run, and the import itself."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from courses.cohorts.domain import NewCohort
from courses.cohorts.operations.cohorts import create_cohort
from courses.cohorts.operations.roster import apply_import, plan_import
from courses.cohorts.roster import read_roster
from lms import clock
from lms.accounts.queries.organisations import find_organisation
from lms.demo.people import as_officers, invent
from lms.demo.rosters import roster_file
from lms.demo.staff import actor_of
from tests.bench.measuring import Measure, once, repeat
from tests.bench.world import REGION, World


def measure(world: World) -> Iterator[Measure]:
    """All per 500 rows, as the page does them."""
    rows = 100 if world.is_quick else 500
    today = clock.today()
    people = as_officers(invent(3, 81_000_000), tuple(f"Comisaría PNP {number}" for number in range(12)), 62_000_000)
    content = roster_file(tuple(islice(people, rows)), today)
    organisation = find_organisation(REGION)
    assert organisation is not None
    new = NewCohort(
        "MEDIDA-500", "modo-ninez", "formadores", organisation.id, "10", "Huánuco", "es-PE",
        date(2026, 12, 1), date(2026, 12, 9),
    )  # fmt: skip
    cohort_id = create_cohort(actor_of("coordinator"), new)
    file = read_roster(content, today)
    yield repeat("Leer una nómina", f"{rows} filas", lambda: read_roster(content, today), 3)
    yield repeat("Revisar la importación", f"{rows} filas", lambda: plan_import(cohort_id, file.rows), 3)
    plan = plan_import(cohort_id, file.rows)
    assert plan.changes == rows, plan.faults[:3]
    yield once("Importar", f"{rows} filas", lambda: apply_import(actor_of("coordinator"), cohort_id, plan))
    yield repeat("Revisar lo ya importado", f"{rows} filas", lambda: plan_import(cohort_id, file.rows), 3)
