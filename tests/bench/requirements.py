"""What is met and what is missing, for a thousand ledgers."""

from collections.abc import Iterator

from courses.cohorts.queries.cohorts import get_cohort_by_code
from courses.cohorts.queries.enrolments import roster
from courses.completion.domain import evaluate
from courses.completion.queries.outcomes import gather_ledgers
from courses.curriculum.queries import get_course
from tests.bench.measuring import Measure, repeat
from tests.bench.world import World

LEDGERS = 1000


def measure(world: World) -> Iterator[Measure]:
    """Gathering the big cohort's, and the pure answer."""
    cohort = get_cohort_by_code("MEDIDA-200")
    course = get_course(cohort.version_sha256, cohort.course)
    people = roster(cohort.id)
    ledgers = list(gather_ledgers(cohort, people).values())
    thousand = [ledgers[number % len(ledgers)] for number in range(LEDGERS)]
    yield repeat("Reunir lo que cuenta", f"{len(people)} personas", lambda: gather_ledgers(cohort, people), world.times)
    yield repeat(
        "evaluate(), sin base de datos", f"{LEDGERS} personas", lambda: [evaluate(each, course) for each in thousand], 5
    )
