"""Courses, parts and booklets as the trainee's pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from markupsafe import Markup

from courses.completion.wording import progress_words
from courses.curriculum.domain import Item, Module, Part, PartKind, Programme
from courses.curriculum.markdown import render
from courses.curriculum.queries import get_items
from courses.curriculum.views import picture_url_of
from courses.learning.domain import Step, check_of, find_next, neighbours
from courses.learning.queries import Progress, Study
from courses.learning.wording import part_hint, status_words


@dataclass(frozen=True)
class Link:
    """Somewhere to go on to."""

    label: str
    href: str


@dataclass(frozen=True)
class Card:
    """A course among one's courses."""

    study: Study
    href: str
    words: str
    done: int
    planned: int
    is_complete: bool
    has_certificate: bool
    next: Link | None


@dataclass(frozen=True)
class Question:
    """A question as paper prints it."""

    item: Item
    stem: Markup


def card_of(study: Study, progress: Progress) -> Card:
    """The course with its hours and what comes next."""
    outcome = progress.outcome
    return Card(
        study=study,
        href=url_for("learning.course", enrolment_id=study.id),
        words=progress_words(outcome, study.course),
        done=min(outcome.minutes, outcome.course_minutes),
        planned=outcome.course_minutes,
        is_complete=outcome.is_complete,
        has_certificate=progress.completion is not None,
        next=next_link(study, progress.steps),
    )


def next_link(study: Study, steps: Sequence[Step]) -> Link | None:
    """The next step, if there is one to take."""
    step = find_next(steps)
    return link_to(study, step.ref) if step else None


def link_to(study: Study, ref: str) -> Link:
    """A part's own page."""
    part = study.course.part(ref)
    module, _, slug = ref.partition("/")
    endpoint = "evaluation.start" if part.kind == PartKind.EVALUATION else "learning.part"
    return Link(part.title, url_for(endpoint, enrolment_id=study.id, module=module, part=slug))


def around(study: Study, ref: str) -> tuple[Link | None, Link | None]:
    """The parts before and after."""
    before, after = neighbours(study.course, ref)
    return (link_to(study, before) if before else None), (link_to(study, after) if after else None)


def tasks_of(study: Study, steps: Sequence[Step], module: Module) -> list[dict[str, Any]]:
    """A module's parts for `lists.task_list`."""
    tasks = []
    for step in steps:
        if step.module == module.slug:
            link, (status, kind) = link_to(study, step.ref), status_words(step)
            hint = part_hint(step.part)
            tasks.append({"title": link.label, "href": link.href, "status": status, "kind": kind, "hint": hint})
    return tasks


def lessons_of(module: Module) -> list[Part]:
    """The module's lessons that give minutes."""
    return [part for part in module.parts if part.kind == PartKind.LESSON and part.minutes]


def questions_of(programme: Programme, sha256: str, module: Module) -> list[Question]:
    """The questions of the self-checks that stand for the module's lessons, in the order written."""
    course = next(each for each in programme.courses if module in each.modules)
    checks = [check_of(course, f"{module.slug}/{lesson.slug}") for lesson in lessons_of(module)]
    shas = list(dict.fromkeys(sha for check in checks if check for sha in check.all_items))
    items = get_items(shas)
    return [Question(items[sha], html_of(programme, sha256, items[sha].stem)) for sha in shas]


def html_of(programme: Programme, sha256: str, text: str) -> Markup:
    """A pack's Markdown as HTML, its pictures at the version's addresses."""
    return render(programme, text, picture_url=picture_url_of(sha256))
