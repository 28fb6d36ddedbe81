"""What the account pages ask of the packages above, which they may not import; each receiver returns its answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from blinker import Namespace

signals = Namespace()

courses_offered = signals.signal("courses-offered")
"""No arguments; returns a list of OfferedCourse."""

personal_data_requested = signals.signal("personal-data-requested")
"""person_ids: tuple of UUID (a person and the records merged into hers); returns (section, JSON value)."""


@dataclass(frozen=True)
class OfferedCourse:
    """A course somebody may be licensed to train."""

    programme: str
    course: str
    programme_title: str
    course_title: str


@dataclass(frozen=True)
class Titles:
    """What programmes and courses are called; what nobody offers any more keeps its slug."""

    programmes: Mapping[str, str]
    courses: Mapping[tuple[str, str], str]

    def programme(self, slug: str) -> str:
        return self.programmes.get(slug, slug)

    def course(self, programme: str, slug: str) -> str:
        return self.courses.get((programme, slug), f"{programme}, {slug}")


def list_titles() -> Titles:
    """The titles of what is offered."""
    offered = list_offered()
    return Titles(
        {each.programme: each.programme_title for each in offered},
        {(each.programme, each.course): each.course_title for each in offered},
    )


def list_offered() -> list[OfferedCourse]:
    """The courses of all published programmes, by title."""
    found = [course for _receiver, answer in courses_offered.send() for course in answer]
    return sorted(found, key=lambda course: (course.programme_title, course.course_title))


def gather_personal_data(person_ids: tuple[UUID, ...]) -> Iterator[tuple[str, Any]]:
    """What the packages above keep about the person, by section."""
    for _receiver, answer in personal_data_requested.send(person_ids=person_ids):
        yield answer
