"""A cohort with two trainees and two trainers, for everything that is evaluated in it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from courses.cohorts.domain import NewCohort
from courses.cohorts.operations.cohorts import add_cohort_trainer, create_cohort
from courses.cohorts.operations.consent import record_paper_consent
from courses.cohorts.operations.enrolment import enrol
from courses.cohorts.queries.cohorts import get_cohort, programme_of
from courses.curriculum.domain import Item
from courses.curriculum.queries import get_items
from courses.evaluation.models import AttemptStep
from courses.evaluation.operations.answering import save_answer, start_attempt, submit_attempt
from courses.evaluation.operations.marking import mark_response, observe_practical
from courses.evaluation.queries.results import EvaluationResult, results
from lms.extensions import db
from tests.support.cast import PACK, Cast

CONTROL, PRACTICE, CHECK = "m01-base/control", "m01-base/practica", "m01-base/autocontrol"
PRE_TEST, POST_TEST = "b01-sesion/pre-prueba", "b01-sesion/post-prueba"
ALL_RIGHT = {
    "color": "o2",
    "frutas": ("o1", "o3"),
    "verdad": False,
    "plazo": "24 horas",
    "explica": "El acta cierra la lista de quienes terminaron.",
}
FULL_RUBRIC = {"escucha": 200, "reserva": 200}


@dataclass(frozen=True)
class Group:
    """The cohort and what is needed to act in it: items by slug, enrolments by part of the cast."""

    cast: Cast
    id: UUID
    code: str
    items: dict[str, Item]
    enrolments: dict[str, UUID]

    def sha(self, slug: str) -> str:
        return self.items[slug].sha256

    def responses(self, **changes: object) -> dict[str, object]:
        """Right answers to the whole control by SHA-256; a change to None leaves the item out."""
        wanted = {**ALL_RIGHT, **changes}
        return {self.sha(slug): response for slug, response in wanted.items() if response is not None}

    def start(self, evaluation: str = CONTROL, part: str = "trainee") -> UUID:
        return start_attempt(self.cast.actor(part), self.enrolments[part], evaluation)

    def answer(self, attempt_id: UUID, slug: str, response: object, part: str = "trainee", **more: str) -> None:
        save_answer(self.cast.actor(part), attempt_id, self.sha(slug), response, **more)

    def submit(self, attempt_id: UUID, part: str = "trainee") -> None:
        submit_attempt(self.cast.actor(part), attempt_id)

    def take(self, evaluation: str = CONTROL, part: str = "trainee", **answers: object) -> UUID:
        """A whole attempt, handed in; only the answers given."""
        attempt_id = self.start(evaluation, part)
        for slug, response in answers.items():
            self.answer(attempt_id, slug, response, part)
        self.submit(attempt_id, part)
        return attempt_id


def form_group(cast: Cast, course: str, code: str) -> Group:
    """A cohort of the test pack with two trainees, taught by the trainer and the officer."""
    coordinator = cast.actor("coordinator")
    days = date(2026, 11, 1), date(2026, 12, 15)
    cohort_id = create_cohort(coordinator, NewCohort(code, PACK, course, cast.court, "22", "Tarapoto", "es-PE", *days))
    for trainer in ("trainer", "officer"):
        add_cohort_trainer(coordinator, cohort_id, cast.id(trainer))
    enrolments = {}
    for part in ("trainee", "other_trainee"):
        record_paper_consent(coordinator, cohort_id, cast.id(part), days[0])
        enrolments[part] = enrol(coordinator, cohort_id, cast.id(part))
    programme = programme_of(get_cohort(cohort_id))
    bank = {sha for each in programme.courses for module in each.modules for sha in module.bank}
    items = {item.slug: item for item in get_items(bank).values()}
    return Group(cast, cohort_id, code, items, enrolments)


@dataclass
class Visitor:
    """Somebody's browser, without scripts; the test's own session reads afresh afterwards."""

    client: FlaskClient

    def open(self, path: str) -> TestResponse:
        db.session.rollback()
        return self.client.get(path)

    def send(self, path: str, page: str | None = None, **fields: object) -> TestResponse:
        """Fill the form on `page` (the same address if none is given) and post it."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.open(page or path).text)
        assert found
        response = self.client.post(path, data={"csrf_token": found.group(1), **fields})
        db.session.rollback()
        return response

    def follow(self, path: str, page: str | None = None, **fields: object) -> TestResponse:
        """Send, and open where it leads."""
        response = self.send(path, page, **fields)
        assert response.status_code == 303, response.text
        return self.open(response.headers["Location"])


@pytest.fixture
def visit(app: Flask, cast: Cast) -> Callable[[str], Visitor]:
    """The browser of a part of the cast."""
    return lambda part: Visitor(cast.log_in(app.test_client(), part))


@pytest.fixture
def group(cast: Cast) -> Group:
    """The course of the test pack."""
    return form_group(cast, "curso", "PRUEBA-1")


@pytest.fixture
def replica(cast: Cast) -> Group:
    """The replica of the test pack, with an entry and an exit test of two forms."""
    return form_group(cast, "replica", "REPLICA-1")


def result_of(group: Group, evaluation: str = CONTROL, part: str = "trainee") -> EvaluationResult:
    enrolment_id = group.enrolments[part]
    return results([enrolment_id])[enrolment_id][evaluation]


def count_steps(attempt_id: UUID) -> int:
    return db.session.scalar(select(func.count()).where(AttemptStep.attempt_id == attempt_id)) or 0


def mark_open_answer(group: Group, attempt_id: UUID, points: int = 200, by: str = "trainer", comment: str = "") -> None:
    mark_response(group.cast.actor(by), attempt_id, group.sha("explica"), {"claridad": points}, comment)


def observe(group: Group, by: str = "trainer", key: str | None = None, **points: int) -> UUID:
    rubric = {group.sha("escuchar"): {**FULL_RUBRIC, **points}}
    return observe_practical(group.cast.actor(by), group.enrolments["trainee"], PRACTICE, rubric, "Muy bien", key)
