"""A database in which everything has happened once: a value for each id that stands in an address."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from uuid import UUID

from flask import Flask

from certificates.accreditation.operations import NewAccreditation, record_accreditation
from certificates.issuing.queries.certificates import list_certificates
from courses.attendance.operations.sessions import schedule_session
from courses.cohorts.queries.cohorts import get_cohort
from courses.cohorts.queries.enrolments import roster
from courses.evaluation.operations.answering import start_attempt
from courses.evaluation.records import attempts_of
from lms import clock
from lms.accounts.operations.licences import appoint_trainer
from lms.accounts.operations.merges import merge_people
from lms.accounts.operations.roles import grant_role
from lms.accounts.permissions import SYSTEM, Role, ScopeKind
from lms.jobs.running import run_waiting
from tests.certificates.running import Group, appoint_signatory, close, newcomer, open_group
from tests.support.cast import PACK, Cast
from tests.whole.urls import methods, rules

FIRST, SECOND = "PRUEBA-1", "PRUEBA-2"


@dataclass(frozen=True)
class Address:
    """One rule filled in; `second` says whether it names something of the second cohort."""

    method: str
    url: str
    endpoint: str
    arguments: frozenset[str]
    access: object
    second: bool


@dataclass(frozen=True)
class World:
    """Rosa finished the first cohort with Inés and is certified; Yolanda is in the middle of the second."""

    values: dict[str, tuple[object, ...]]
    seconds: frozenset[object]

    def addresses(self, app: Flask) -> Iterator[Address]:
        """Every rule and method with every combination of values."""
        for rule in rules(app):
            names = sorted(rule.arguments)
            access = getattr(app.view_functions[rule.endpoint], "access", None)
            for chosen in product(*(self.values[name] for name in names)):
                values = dict(zip(names, chosen, strict=True))
                url = app.url_map.bind("localhost").build(rule.endpoint, values)
                second = not self.seconds.isdisjoint(chosen)
                for method in methods(rule):
                    yield Address(method, url, rule.endpoint, frozenset(names), access, second)


def live_in(cast: Cast) -> World:
    """Bring the cast through everything that leaves an id."""
    signatory = appoint_signatory()
    closing, first = close(cast, Group(FIRST, "curso", (cast.id("trainee"),), cast.id("trainer")))
    run_waiting()
    (certificate,) = list_certificates(cohort_id=first)
    (certified,) = roster(first)
    studying, session = _open_second(cast)
    act = NewAccreditation(cast.court, "RA 7-2026", certificate.serial, "Nélida Chuquizuta Pérez", date(2026, 5, 4))
    attempts = attempts_of([certified.id])[certified.id]
    values: dict[str, tuple[object, ...]] = {
        "code": (FIRST, SECOND),
        "enrolment_id": (certified.id, studying),
        "session_id": (session,),
        "attempt_id": tuple(each.id for each in attempts),
        "closing_id": (closing,),
        "serial": (certificate.serial,),
        "accreditation_id": (record_accreditation(SYSTEM, act),),
        "signatory_id": (signatory,),
        "licence_id": (appoint_trainer(SYSTEM, cast.id("officer"), PACK, "curso", "RA 9", "Corte", date(2020, 1, 1)),),
        "merge_id": (merge_people(cast.actor("registrar"), newcomer(1), newcomer(2)),),
        "grant_id": (grant_role(SYSTEM, cast.id("officer"), Role.VERIFIER, ScopeKind.EVERYTHING, None, "prueba"),),
        "person_id": (cast.id("officer"),),
        "organisation_id": (cast.court,),
        "programme": (PACK,),
        "slug": (PACK,),
        "purpose": (PACK,),
        "course": ("curso",),
        "module": ("m01-base",),
        "part": ("control", "practica", "sesion", "leccion"),
        "name": ("tarjetas", "linea.svg"),
        "sha256": (get_cohort(first).version_sha256,),
        "number": (1,),
        "token": ("x",),
        "form": ("xlsx", "csv"),
    }
    return World(values, frozenset({SECOND, studying, session}))


def _open_second(cast: Cast) -> tuple[UUID, UUID]:
    """Yolanda's enrolment and the session to come."""
    day = clock.today() + timedelta(days=7)
    group = Group(SECOND, "curso", (cast.id("other_trainee"),), cast.id("trainer"), starts_on=day)
    cohort_id, (enrolment,) = open_group(cast, group)
    start_attempt(cast.actor("other_trainee"), enrolment, "m01-base/control")
    session = schedule_session(
        cast.actor("coordinator"), cohort_id, "m01-base/sesion", "Tarapoto", clock.at_lima(day, 9), 30, group.lead
    )
    return enrolment, session
