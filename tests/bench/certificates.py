"""Issuing a cohort's certificates, drawing them, serving what is drawn."""

from collections.abc import Iterator
from dataclasses import replace

from certificates.issuing.operations.certificates import issue_cohort
from certificates.issuing.queries.certificates import list_certificates
from certificates.rendering.operations import obtain_document
from courses.cohorts.queries.cohorts import get_cohort_by_code
from lms.accounts.permissions import SYSTEM
from lms.demo.staff import actor_of
from tests.bench.measuring import Measure, once, repeat
from tests.bench.world import World


def measure(world: World) -> Iterator[Measure]:
    """Per 50 certificates issued; per PDF drawn: the first of a process, the following, and one drawn before."""
    cohort = get_cohort_by_code("MEDIDA-200")
    registrar = actor_of("registrar")
    issued = once("Emitir certificados", "50 certificados", lambda: issue_cohort(registrar, cohort.id, _quiet))
    serials = [each.serial for each in list_certificates(cohort_id=cohort.id)]
    assert len(serials) > world.people // 2, len(serials)
    yield replace(issued, cpu_ms=50 * issued.cpu_ms / len(serials), note=f"{len(serials)} a la vez")
    first, *others = serials[: 1 + world.times]
    yield once("PDF, el primero del proceso", "PDF", lambda: obtain_document(SYSTEM, first))
    following = once("PDF, los siguientes", "PDF", lambda: [obtain_document(SYSTEM, each) for each in others])
    yield replace(following, cpu_ms=following.cpu_ms / len(others), note=f"{len(others)} dibujados")
    yield repeat("PDF ya dibujado", "PDF", lambda: obtain_document(SYSTEM, first), world.times)


def _quiet(done: int, total: int, step: str = "") -> None:
    """Nobody waits at this progress bar."""
