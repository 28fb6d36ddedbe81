"""Answering and marking as people would: mostly right, sometimes not, never wrong on a critical item."""

import random
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from courses.cohorts.queries.cohorts import CohortSummary
from courses.curriculum.domain import Course, Criterion, Item, ItemKind, Part, PartKind, Purpose
from courses.curriculum.queries import get_items, get_keys
from courses.evaluation.operations.marking import mark_response, observe_practical
from courses.evaluation.operations.paper import transcribe_paper
from courses.evaluation.queries.results import results
from courses.evaluation.scoring import rubric
from lms.accounts.permissions import Actor

WRITTEN = {Purpose.QUIZ, Purpose.EXAM, Purpose.PRE_TEST, Purpose.POST_TEST}


class Evaluator:
    """Takes the evaluations of one cohort, with a trainer who keys in and marks."""

    def __init__(self, cohort: CohortSummary, course: Course, trainer: Actor, seed: str) -> None:
        self.course, self.trainer, self.cohort = course, trainer, cohort
        self.chance = random.Random(seed)  # noqa: S311 — invented data
        self.items = get_items(sha for _, part in course.parts() for sha in part.all_items)
        self.keys = get_keys(self.items)

    def all(self) -> list[tuple[str, Part]]:
        """Every evaluation that the course counts or measures with, in order; self-checks are the trainees' own."""
        graded = {ref for component in self.course.components for ref in component.evaluations}
        wanted = graded | set(self.course.rules.mandatory_parts)
        return [
            (ref, part)
            for ref, part in self.course.parts()
            if part.kind == PartKind.EVALUATION
            and (ref in wanted or part.purpose in (Purpose.PRE_TEST, Purpose.POST_TEST))
        ]

    def first_half(self) -> list[tuple[str, Part]]:
        """Those of the first half of the course, the final test not among them."""
        found = [(ref, part) for ref, part in self.all() if part.purpose != Purpose.POST_TEST]
        return found[: len(found) // 2]

    def take(self, enrolment_id: UUID, refs: Sequence[tuple[str, Part]], *, leave_open: bool) -> None:
        """Take those not yet taken; with `leave_open` the last practical is still to be observed."""
        done = results([enrolment_id]).get(enrolment_id, {})
        practicals = [ref for ref, part in refs if part.purpose == Purpose.PRACTICAL]
        for ref, part in refs:
            taken = ref in done and done[ref].submitted_at is not None
            if taken or (leave_open and practicals and ref == practicals[-1]):
                continue
            if part.purpose == Purpose.PRACTICAL:
                self._observe(enrolment_id, ref, part)
            else:
                self._write(enrolment_id, ref, part, leave_open=leave_open)

    def _observe(self, enrolment_id: UUID, ref: str, part: Part) -> None:
        marks = {sha: self._rubric(self.items[sha]) for sha in part.items}
        observe_practical(self.trainer, enrolment_id, ref, marks)

    def _write(self, enrolment_id: UUID, ref: str, part: Part, *, leave_open: bool) -> None:
        form = self._form(enrolment_id, part)
        shas = part.forms[form] if form else part.items
        skill = 0.62 if part.purpose == Purpose.PRE_TEST else 0.9
        answers = {sha: self._answer(self.items[sha], skill) for sha in shas}
        attempt_id = transcribe_paper(self.trainer, enrolment_id, ref, answers, form)
        if not leave_open:
            for sha in shas:
                if self.items[sha].kind == ItemKind.OPEN:
                    mark_response(self.trainer, attempt_id, sha, self._rubric(self.items[sha]))

    def _form(self, enrolment_id: UUID, part: Part) -> str | None:
        """A before and B after for half of the people, the other way round for the rest."""
        if not part.forms:
            return None
        names = sorted(part.forms)
        swap = enrolment_id.int % 2 == 1
        return names[(part.purpose == Purpose.POST_TEST) ^ swap]

    def _rubric(self, item: Item) -> dict[str, int]:
        return {criterion.slug: self._level(criterion) for criterion in rubric(item)}

    def _level(self, criterion: Criterion) -> int:
        """The best level, or sometimes the one below it, but never the lowest; in hundredths."""
        points = sorted({level.points for level in criterion.levels})
        best, below = points[-1], points[-2] if len(points) > 2 else points[-1]
        return 100 * (best if criterion.critical or self.chance.random() < 0.7 else below)

    def _answer(self, item: Item, skill: float) -> Any:
        key = self.keys[item.sha256]
        is_right = item.critical or self.chance.random() < skill
        if item.kind == ItemKind.SINGLE:
            right = set(key["right"])
            pool = [option.id for option in item.options if (option.id in right) == is_right]
            return self.chance.choice(pool)
        if item.kind == ItemKind.MULTIPLE:
            return tuple(key["right"]) if is_right else (item.options[0].id,)
        if item.kind == ItemKind.TRUE_FALSE:
            return key["right"] if is_right else not key["right"]
        if item.kind == ItemKind.SHORT_TEXT:
            return key["answers"][0] if is_right else "no lo sé"
        return "Escucho, no juzgo, digo la ruta y respeto lo que ella decide."
