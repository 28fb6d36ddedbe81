"""Recomputing the log's chain."""

from collections.abc import Iterator
from dataclasses import replace

from lms.audit.queries import verify_chain
from tests.bench.measuring import Measure, repeat
from tests.bench.world import World

ENTRIES = 5000


def measure(_world: World) -> Iterator[Measure]:
    """Per 5,000 entries."""
    report = verify_chain()
    assert report.sound, report.faults[:3]
    found = repeat("Comprobar la bitácora", f"{ENTRIES} entradas", verify_chain, 3, note=f"{report.entries} entradas")
    yield replace(found, cpu_ms=found.cpu_ms * ENTRIES / report.entries)
