"""`./run bench`: what the application costs, in CPU time and ratios, on a real database with the whole demonstration.

`--quick` takes a part of the demonstration and a cohort of 40: it shows that the measures run, not what they weigh.
"""

import sys
from collections.abc import Callable, Iterator

from tests.bench import auditing, certificates, imports, logins, pages, requirements
from tests.bench.measuring import Measure, reference_ms
from tests.bench.world import World, build_world

MEASURES: tuple[Callable[[World], Iterator[Measure]], ...] = (
    pages.measure,
    logins.measure,
    imports.measure,
    requirements.measure,
    certificates.measure,
    auditing.measure,
)


def main(arguments: list[str]) -> int:
    """Print the table; 0 when every measure ran."""
    with build_world("--quick" in arguments) as (world, built):
        reference = reference_ms()
        print(f"Referencia (200 000 sumas de cuadrados en Python): {reference:.1f} ms de CPU\n")
        print("| medida | por | CPU, ms | × referencia | consultas | nota |")
        print("|---|---|--:|--:|--:|---|")
        for measure in MEASURES:
            for each in measure(world):
                _show(each, reference)
        _show(built, reference)
    return 0


def _show(each: Measure, reference: float) -> None:
    statements = "" if each.statements is None else f"{each.statements}"
    ratio = each.cpu_ms / reference
    print(f"| {each.what} | {each.unit} | {each.cpu_ms:.1f} | {ratio:.2f} | {statements} | {each.note} |", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
