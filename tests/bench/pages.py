"""Server CPU of a request, by page: the widest lists and the pages most asked for."""

from collections.abc import Iterator
from uuid import UUID

from certificates.issuing.queries.certificates import list_certificates
from courses.attendance.queries.sessions import sessions_of
from courses.cohorts.queries.cohorts import CohortSummary, get_cohort
from courses.cohorts.queries.enrolments import enrolments_of
from courses.curriculum.domain import PartKind
from courses.curriculum.queries import get_course
from lms.demo.staff import OFFICER_TRAINER_DNI, TRAINEE_DNI, actor_of, find_actor
from tests.bench.measuring import Measure, repeat
from tests.bench.world import World, big_cohort, full_session


def measure(world: World) -> Iterator[Measure]:
    """Public pages, then each role's widest."""
    serial = list_certificates()[0].serial
    yield _page(world, "Portada", "/")
    yield _page(world, "Verificar un certificado", f"/v/{serial}")
    yield repeat(
        "Verificar, respuesta JSON", "petición", world.get(f"/v/{serial}", accept="application/json"), world.times
    )
    yield from _learning(world)
    yield from _coordination(world, big_cohort(world), full_session(world))


def _learning(world: World) -> Iterator[Measure]:
    learner = find_actor(OFFICER_TRAINER_DNI if world.is_quick else TRAINEE_DNI).person_id
    assert learner is not None
    enrolment = enrolments_of(learner)[0]
    cohort = get_cohort(enrolment.cohort_id)
    parts = get_course(cohort.version_sha256, cohort.course).parts()
    lesson = max((part.minutes, ref) for ref, part in parts if part.kind == PartKind.LESSON)[1]
    yield _page(world, "Mis cursos", "/mis-cursos", learner)
    yield _page(world, "Un curso con lo que falta", f"/mis-cursos/{enrolment.id}", learner)
    yield _page(world, "Una lección", f"/mis-cursos/{enrolment.id}/{lesson}", learner)


def _coordination(world: World, big: CohortSummary, full: CohortSummary) -> Iterator[Measure]:
    coordinator, trainer = actor_of("coordinator").person_id, find_actor(OFFICER_TRAINER_DNI).person_id
    session = sessions_of(full.id)[0]
    yield _page(world, "Asistencia, 45 filas", f"/sesiones/{session.id}/asistencia", trainer)
    yield _page(world, "Lista de grupos", "/grupos", coordinator)
    for title, path in (
        ("Un grupo", ""),
        ("Nómina", "/nomina"),
        ("Requisitos", "/requisitos"),
        ("Horas", "/horas"),
        ("Resultados", "/evaluaciones"),
        ("Acta", "/acta"),
    ):
        yield _page(world, f"{title}, {world.people} personas", f"/grupos/{big.code}{path}", coordinator)
    yield _page(world, "Registro de certificados", "/certificados", actor_of("registrar").person_id)
    yield _page(world, "Cascada de Modo Niñez", "/cascada/modo-ninez", coordinator)


def _page(world: World, what: str, path: str, login: UUID | None = None) -> Measure:
    return repeat(what, "petición", world.get(path, login), world.times)
