"""Whether the time of a login tells if somebody is registered."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from statistics import median

from lms.accounts.operations.passwords import LoginFailed, authenticate
from lms.demo.staff import STAFF
from tests.bench.measuring import Measure, counting, cpu_of
from tests.bench.world import World


def measure(world: World) -> Iterator[Measure]:
    """A wrong password for those with an account and for documents that nobody has, in turns."""
    documents = [member.dni for member in STAFF]
    known, unknown = _failing(documents), _failing([f"7000{number:04d}" for number in range(len(documents))])
    with counting() as asked_for_known:
        known()
    with counting() as asked_for_unknown:
        unknown()
    turns = [(cpu_of(known), cpu_of(unknown)) for _ in range(2 * world.times)]
    first, second = (median(column) for column in zip(*turns, strict=True))
    yield Measure("Ingreso, documento registrado", "intento", first, asked_for_known[0])
    note = f"{second / first:.2f} del registrado"
    yield Measure("Ingreso, documento desconocido", "intento", second, asked_for_unknown[0], note)


def _failing(documents: list[str]) -> Callable[[], None]:
    """Attempts one login after the other, so that none reaches its limit, each from another network."""
    networks = count(1)

    def attempt() -> None:
        number = next(networks)
        with suppress(LoginFailed):
            authenticate(documents[number % len(documents)], "otra clave cualquiera", f"172.16.{number}.0/24")

    return attempt
