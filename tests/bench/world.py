"""The demonstration, built in a folder of its own, and requests to it as a server gets them."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch
from uuid import UUID

from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from courses.cohorts.queries.cohorts import CohortSummary, get_cohort_by_code
from lms.accounts.models.organisations import OrganisationKind
from lms.accounts.permissions import Actor
from lms.accounts.queries.access import accounts_of
from lms.app import create_app
from lms.commands import schema, setting_up
from lms.demo import cohorts as running
from lms.demo.cohorts import Plan, Stage, run_cohort
from lms.demo.people import as_officers, invent
from lms.demo.staff import OFFICER_TRAINER_DNI, actor_of, find_actor, open_account
from lms.demo.story import Chapter, chapters
from lms.extensions import db
from lms.installation.models import Environment
from lms.settings import read_settings
from tests.bench.measuring import Measure, once

QUICK_CHAPTERS = 8
"""Staff, signatories, the three cohorts of trainers and three of their sessions."""
MEMORY = Path("/dev/shm")  # waiting for the disk is no CPU time
REGION = "Región Policial de Medición"


@dataclass
class World:
    """The application with its database, and how many times to repeat."""

    app: Flask
    is_quick: bool
    times: int
    people: int

    def get(self, path: str, login: UUID | None = None, accept: str = "text/html") -> Callable[[], None]:
        """A request through the WSGI application, each from another network so that no throttle stops it."""
        cookie = self._cookie(login) if login else ""
        builder = EnvironBuilder(path, headers=[("Accept", accept), ("Accept-Encoding", "br"), ("Cookie", cookie)])
        environ, networks = builder.get_environ(), count(1)
        builder.close()

        def request() -> None:
            number = next(networks)
            present = {**environ, "REMOTE_ADDR": f"10.{number // 256 % 256}.{number % 256}.1"}
            with self.app.app_context():
                body, status, _headers = run_wsgi_app(self.app.wsgi_app, present)
            assert status.startswith("200"), f"{path}: {status}"
            assert b"".join(body), path

        return request

    def _cookie(self, person_id: UUID) -> str:
        open_account(person_id)
        account = accounts_of([person_id])[person_id]
        client = self.app.test_client()
        with client.session_transaction() as session:
            session.update(_user_id=str(person_id), _fresh=True, epoch=account.epoch)
        cookie = client.get_cookie("sesion")
        assert cookie is not None
        return f"sesion={cookie.value}"


@contextmanager
def build_world(is_quick: bool) -> Iterator[tuple[World, Measure]]:
    """The world and what building the demonstration cost."""
    with TemporaryDirectory(prefix="bench", dir=MEMORY if MEMORY.is_dir() else None) as folder:
        app = create_app(read_settings({"LMS_DATA": str(Path(folder) / "var"), "LMS_LOG_LEVEL": "ERROR"}))
        with app.app_context():
            schema.migrate()
            setting_up.ensure_environment(Environment.DEMO)
            setting_up.publish()
            told = list(islice(chapters(), QUICK_CHAPTERS)) if is_quick else list(chapters())
            built = once("Armar la demostración", "demostración", lambda: _tell(told), note=f"{len(told)} capítulos")
            yield World(app, is_quick, 5 if is_quick else 15, 40 if is_quick else 200), built
            db.session.remove()
            db.engine.dispose()


def big_cohort(world: World) -> CohortSummary:
    """A cohort of 200 (40 when quick) that has done everything and waits for its certificates."""
    return _run(_plan("MEDIDA-200", "formadores", world.people, 1, Stage.CERTIFIED, lambda: actor_of("master-1")))


def full_session(_world: World) -> CohortSummary:
    """A peer session of 45 people, its attendance still to be taken."""
    return _run(_plan("MEDIDA-45", "pares", 45, 2, Stage.ENROLLED, lambda: find_actor(OFFICER_TRAINER_DNI)))


def _tell(told: list[Chapter]) -> None:
    for number, chapter in enumerate(told, 1):
        print(f"\r{number}/{len(told)} {chapter.title:<70.70}", end="", file=sys.stderr, flush=True)
        chapter.tell()
    print(file=sys.stderr)


def _run(plan: Plan) -> CohortSummary:
    with patch.object(running, "_issue"):
        run_cohort(plan)
    return get_cohort_by_code(plan.code)


def _plan(code: str, course: str, people: int, seed: int, stage: Stage, lead: Callable[[], Actor]) -> Plan:
    source = as_officers(
        invent(seed, 80_000_000 + 1000 * seed), ("Comisaría PNP de Medición",), 60_000_000 + 1000 * seed
    )
    return Plan(
        code=code,
        programme="modo-ninez",
        course=course,
        organisation=REGION,
        kind=OrganisationKind.POLICE_REGION,
        region="10",
        place="Huánuco",
        starts_on=date(2026, 8, 3),
        people=tuple(islice(source, people)),
        lead=lead,
        stage=stage,
        day_step=1,
    )
