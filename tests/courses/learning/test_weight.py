"""Every page of every course that ships, as a trainee on a slow line gets it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from courses.cohorts.queries.cohorts import course_of, get_cohort
from courses.curriculum.domain import PartKind
from courses.curriculum.operations import publish
from lms.accounts.permissions import SYSTEM
from tests.courses.attendance.group import Group, form_group
from tests.support.browser import Browser
from tests.support.cast import Cast

CONTENT = Path(__file__).parents[3] / "courses" / "content"
COURSES = [
    ("orientadoras", "orientadoras"),
    ("modo-ninez", "formadores"),
    ("modo-ninez", "pares"),
    ("modo-mujer", "formadores"),
    ("modo-mujer", "pares"),
    ("libres-para-servir", "liderazgo"),
]
WARM = 6_000
"""Bytes of HTML on the wire."""


def addresses(group: Group) -> Iterator[str]:
    course = course_of(get_cohort(group.id))
    own = f"/mis-cursos/{group.enrolments['trainee']}"
    yield from ("/mis-cursos", own)
    for ref, part in course.parts():
        if part.kind != PartKind.EVALUATION:
            yield f"{own}/{ref}"
    for module in course.modules:
        yield f"{own}/{module.slug}/cuadernillo"


@pytest.mark.slow
@pytest.mark.parametrize(("programme", "course"), COURSES, ids=["/".join(each) for each in COURSES])
def test_every_page_of_a_shipped_course_fits(
    cast: Cast, evening: None, rosa: Browser, programme: str, course: str
) -> None:
    publish(SYSTEM, CONTENT / programme)
    group = form_group(cast, course, "PESO-1", programme)
    heavy = {}
    for address in addresses(group):
        answer = rosa.get(address, headers={"Accept-Encoding": "br"})
        assert answer.status_code == 200, address
        if len(answer.data) > WARM:
            heavy[address] = len(answer.data)
    assert heavy == {}
