"""CPU time, which a busy machine does not stretch, and the number of statements sent to the database."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

from sqlalchemy import event

from lms.extensions import db


@dataclass(frozen=True)
class Measure:
    """CPU milliseconds of the whole process (user and system) for one `unit`, and the statements it took."""

    what: str
    unit: str
    cpu_ms: float
    statements: int | None = None
    note: str = ""


def reference_ms() -> float:
    """A fixed piece of plain Python, so that two machines can be compared by ratios."""
    return median(cpu_of(lambda: sum(number * number for number in range(200_000))) for _ in range(7))


def repeat(what: str, unit: str, act: Callable[[], object], times: int, *, note: str = "") -> Measure:
    """The median of `times` runs after a first one that warms up."""
    with counting() as statements:
        act()
    return Measure(what, unit, median(cpu_of(act) for _ in range(times)), statements[0], note)


def once(what: str, unit: str, act: Callable[[], object], *, note: str = "") -> Measure:
    """One cold run, for what can happen only once."""
    with counting() as statements:
        cpu = cpu_of(act)
    return Measure(what, unit, cpu, statements[0], note)


@contextmanager
def counting() -> Iterator[list[int]]:
    """Counts the statements sent inside the block; PRAGMA and BEGIN of the hooks do not count."""
    counted = [0]

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        counted[0] += not statement.startswith(("PRAGMA", "BEGIN"))

    event.listen(db.engine, "before_cursor_execute", count)
    try:
        yield counted
    finally:
        event.remove(db.engine, "before_cursor_execute", count)


def cpu_of(act: Callable[[], object]) -> float:
    """CPU milliseconds of one run."""
    started = time.process_time()
    act()
    return 1000 * (time.process_time() - started)
