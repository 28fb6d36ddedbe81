"""Whether the time of a login tells if somebody is registered."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import count

from lms.accounts.operations.passwords import LoginFailed, authenticate
from lms.demo.staff import STAFF
from tests.bench.measuring import Measure, repeat
from tests.bench.world import World


def measure(world: World) -> Iterator[Measure]:
    """A wrong password for those with an account, and for documents that nobody has."""
    documents = [member.dni for member in STAFF]
    known = _failing(documents)
    unknown = _failing([f"7000{number:04d}" for number in range(len(documents))])
    first = repeat("Ingreso, documento registrado", "intento", known, world.times)
    second = repeat("Ingreso, documento desconocido", "intento", unknown, world.times)
    yield first
    yield replace(second, note=f"{second.cpu_ms / first.cpu_ms:.2f} del registrado")


def _failing(documents: list[str]) -> Callable[[], None]:
    """Attempts one login after the other, so that none reaches its limit, each from another network."""
    networks = count(1)

    def attempt() -> None:
        number = next(networks)
        with suppress(LoginFailed):
            authenticate(documents[number % len(documents)], "otra clave cualquiera", f"172.16.{number}.0/24")

    return attempt
