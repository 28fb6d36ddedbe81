"""Cohorts on changed rules, and trainees brought as far as a test needs them."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from certificates.issuing.operations.signatories import NewSignatory, add_signatory
from courses.attendance.models import AttendanceStatus
from courses.attendance.operations.self_study import receive_booklet
from courses.attendance.queries.sessions import sessions_of, sessions_taught
from courses.cohorts.models import EligibilityOutcome
from courses.cohorts.operations.eligibility import decide_eligibility
from courses.cohorts.queries.cohorts import course_of, get_cohort
from courses.completion.domain import Outcome
from courses.completion.queries.outcomes import outcome_of
from courses.curriculum.domain import Item
from courses.curriculum.operations import publish
from courses.curriculum.queries import get_items
from courses.evaluation.operations.marking import mark_response, observe_practical
from courses.evaluation.operations.paper import transcribe_paper
from lms.accounts.permissions import SYSTEM
from tests.courses.attendance.group import LESSON, Group, form_group, living_on
from tests.support.cast import PACK, Cast

PACK_FOLDER = Path(__file__).parents[2] / "packs" / "curso-de-prueba"
REQUIREMENTS = ("adulta", "sin-antecedentes")
CONTROL, PRACTICE = "m01-base/control", "m01-base/practica"
RIGHT = {"color": "o2", "frutas": ("o1", "o3"), "verdad": False, "plazo": "24 horas", "explica": "Cierra la lista."}
FULL_RUBRIC = {"escucha": 200, "reserva": 200}


@dataclass(frozen=True)
class Learning:
    """What people of a cohort do on their way to completion."""

    group: Group

    @property
    def items(self) -> dict[str, Item]:
        course = course_of(get_cohort(self.group.id))
        shas = {sha for module in course.modules for sha in module.bank}
        return {item.slug: item for item in get_items(shas).values()}

    def meet_requirements(self, part: str = "trainee", slugs: tuple[str, ...] = REQUIREMENTS) -> None:
        asked = course_of(get_cohort(self.group.id)).rules.eligibility
        for slug in set(slugs) & set(asked):
            actor, enrolment = self.group.cast.actor("coordinator"), self.group.enrolments[part]
            decide_eligibility(actor, enrolment, slug, EligibilityOutcome.YES)

    def study(self, part: str = "trainee") -> None:
        receive_booklet(self.group.cast.actor("trainer"), self.group.enrolments[part], LESSON)

    def take_control(self, part: str = "trainee", grader: str = "trainer", **changes: object) -> None:
        """Answers on paper, all right but for the changes (None = blank); the open one marked in full."""
        actor, enrolment, items = self.group.cast.actor(grader), self.group.enrolments[part], self.items
        answers = {**RIGHT, **changes}
        given = {items[slug].sha256: answer for slug, answer in answers.items() if answer is not None}
        attempt = transcribe_paper(actor, enrolment, CONTROL, given)
        if answers["explica"] is not None:
            mark_response(actor, attempt, items["explica"].sha256, {"claridad": 200})

    def practise(self, part: str = "trainee", grader: str = "trainer") -> None:
        marks = {self.items["escuchar"].sha256: FULL_RUBRIC}
        observe_practical(self.group.cast.actor(grader), self.group.enrolments[part], PRACTICE, marks)

    def finish(
        self,
        part: str = "trainee",
        attended: int = 60,
        requirements: tuple[str, ...] = REQUIREMENTS,
        grader: str = "trainer",
        **control: Any,
    ) -> None:
        """All that the course of the test pack asks but for what is told otherwise; answers as in `take_control`."""
        self.meet_requirements(part, requirements)
        status = AttendanceStatus.PRESENT if attended == 60 else AttendanceStatus.LATE
        self.group.attend(self.session(), part, status, attended)
        self.study(part)
        self.take_control(part, grader, **control)
        self.practise(part, grader)

    def session(self) -> UUID:
        """The cohort's one session, scheduled when first asked for."""
        found = sessions_of(self.group.id)
        elsewhere = sessions_taught(self.group.cast.id("trainer"))
        return found[0].id if found else self.group.schedule(at=(9 + len(elsewhere), 0))

    def outcome(self, part: str = "trainee") -> Outcome:
        return outcome_of(self.group.enrolments[part])


@pytest.fixture
def evening(cast: Cast) -> Iterator[None]:
    with living_on():
        yield


@pytest.fixture
def learning(cast: Cast, evening: None) -> Learning:
    return Learning(form_group(cast))


@pytest.fixture
def signed(cast: Cast) -> None:
    """Somebody signs the certificates, without which no acta closes."""
    office = "Presidenta", "Corte Superior de Prueba"
    add_signatory(SYSTEM, NewSignatory(PACK, "Nélida Chuquizuta Pérez", *office, date(2020, 1, 1)))


Changer = Callable[..., Learning]


@pytest.fixture
def with_rules(cast: Cast, evening: None, tmp_path: Path) -> Changer:
    """Publish the test pack with changed TOML and open a cohort on it: `with_rules((old, new), course="curso")`."""
    folder = tmp_path / "curso-de-prueba"
    shutil.copytree(PACK_FOLDER, folder)

    def change(*edits: tuple[str, str], course: str = "curso", code: str = "CAMBIADO-1") -> Learning:
        file = folder / course / "course.toml"
        text = file.read_text()
        for old, new in edits:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        file.write_text(text)
        if edits:
            assert publish(SYSTEM, folder) is not None
        return Learning(form_group(cast, course, code))

    return change
