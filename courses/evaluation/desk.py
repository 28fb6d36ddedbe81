"""What the staff's pages show: one response to mark, one attempt, the people of a cohort, a cohort's results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from courses.cohorts.queries.cohorts import CohortSummary, course_of, get_cohort_by_code, open_cohort
from courses.cohorts.queries.enrolments import EnrolmentSummary, roster
from courses.curriculum.domain import Course, Criterion, Item, Part, Purpose
from courses.curriculum.queries import get_items, get_keys
from courses.evaluation.access import Place, evaluation_part, staff_place
from courses.evaluation.attempts import choose_form, lay_out
from courses.evaluation.grading import counting_marks
from courses.evaluation.limits import attempts_left
from courses.evaluation.queries.results import EvaluationResult, evaluations_of, results
from courses.evaluation.records import DecidedMark, attempts_at, get_attempt, payload_texts, responses_of
from courses.evaluation.scoring import rubric
from courses.evaluation.sheets.report import Report, answer_in_words, report_on
from lms.accounts.permissions import Actor, Permission
from lms.errors import NotFound

MOST_COLUMNS = 7


@dataclass(frozen=True)
class Example:
    """A worked example: what somebody said or did, the points (whole) it earned by criterion, and why."""

    text: str
    points: tuple[tuple[str, int], ...]
    why: str


@dataclass(frozen=True)
class ResponseSheet:
    """One response to mark; `chosen` and `comment` are the actor's own last round."""

    place: Place
    attempt_id: UUID
    item: Item
    number: int
    answer: str | None
    criteria: tuple[Criterion, ...]
    examples: tuple[Example, ...]
    chosen: Mapping[str, int]
    comment: str


@dataclass(frozen=True)
class AttemptSheet:
    """One attempt as its graders see it, with the computed mark beside the decided one."""

    attempt_id: UUID
    number: int
    report: Report
    computed: int | None
    decision: DecidedMark | None
    reason: str | None


@dataclass(frozen=True)
class PersonRow:
    """Somebody of the cohort and where she stands in the evaluation."""

    enrolment: EnrolmentSummary
    result: EvaluationResult
    attempts_left: int | None


@dataclass(frozen=True)
class PeopleSheet:
    """The cohort's people, to choose one."""

    cohort: CohortSummary
    course: Course
    ref: str
    part: Part
    rows: tuple[PersonRow, ...]


@dataclass(frozen=True)
class PaperSheet:
    """The questions of one form in the printed order."""

    place: Place
    form: str | None
    items: tuple[Item, ...]


@dataclass(frozen=True)
class CohortSheet:
    """A cohort's results: its evaluations, and every person's results by evaluation."""

    cohort: CohortSummary
    course: Course
    evaluations: tuple[tuple[str, Part], ...]
    rows: tuple[tuple[EnrolmentSummary, Mapping[str, EvaluationResult]], ...]

    @property
    def marked(self) -> tuple[tuple[str, Part], ...]:
        """The evaluations with a mark of their own: all but the self-checks."""
        return tuple((ref, part) for ref, part in self.evaluations if part.purpose != Purpose.SELF_CHECK)

    @property
    def tables(self) -> tuple[tuple[str, tuple[tuple[str, Part], ...]], ...]:
        """The marked evaluations by component (slug; "" for the rest), few enough in each table for a printed page."""
        groups: dict[str, list[tuple[str, Part]]] = {}
        component_of = {ref: each.slug for each in self.course.components for ref in each.evaluations}
        for ref, part in self.marked:
            groups.setdefault(component_of.get(ref, ""), []).append((ref, part))
        return tuple(
            (slug, tuple(found[start : start + MOST_COLUMNS]))
            for slug, found in groups.items()
            for start in range(0, len(found), MOST_COLUMNS)
        )

    @property
    def checks(self) -> tuple[str, ...]:
        """The self-checks."""
        return tuple(ref for ref, part in self.evaluations if part.purpose == Purpose.SELF_CHECK)

    def count(self, ref: str, state: str | None = None) -> int:
        """People who handed the evaluation in, or who are in that state."""
        found = [row[ref] for _, row in self.rows]
        return sum(each.state == state if state else each.attempts > 0 for each in found)

    def checks_done(self, row: Mapping[str, EvaluationResult]) -> int:
        """How many self-checks somebody handed in."""
        return sum(row[ref].attempts > 0 for ref in self.checks)


def get_response(actor: Actor, attempt_id: UUID, number: int) -> ResponseSheet:
    """A response of a cohort on which the actor may mark, with its rubric and examples; NotFound if not by hand."""
    attempt = get_attempt(attempt_id)
    place = staff_place(actor, attempt.enrolment_id, attempt.evaluation, Permission.MARK)
    if not attempt.state.is_submitted or not 1 <= number <= len(attempt.state.items):
        raise NotFound("No existe esa respuesta.")
    sha256 = attempt.state.items[number - 1]
    item = get_items([sha256])[sha256]
    if not rubric(item):
        raise NotFound("Esa pregunta la califica la plataforma.")
    own = [mark for mark in counting_marks(attempt.marks) if mark.item == sha256 and mark.grader == actor.person_id]
    comments = payload_texts(mark.comment_id for mark in own)
    return ResponseSheet(
        place=place,
        attempt_id=attempt_id,
        item=item,
        number=number,
        answer=answer_in_words(item, responses_of(attempt).get(sha256)),
        criteria=rubric(item),
        examples=examples_of([item])[sha256],
        chosen={mark.criterion: mark.points for mark in own},
        comment=next((text for text in comments.values() if text), ""),
    )


def examples_of(items: Sequence[Item]) -> dict[str, tuple[Example, ...]]:
    """Worked examples by item, for graders only."""
    keys = get_keys([item.sha256 for item in items])
    return {
        item.sha256: tuple(
            Example(
                each["text"],
                tuple((criterion.title, each["marks"][criterion.slug]) for criterion in item.criteria),
                each["why"],
            )
            for each in keys[item.sha256].get("examples", ())
        )
        for item in items
    }


def get_attempt_sheet(actor: Actor, attempt_id: UUID) -> AttemptSheet:
    """An attempt handed in, of a cohort on which the actor may mark."""
    attempt = get_attempt(attempt_id)
    place = staff_place(actor, attempt.enrolment_id, attempt.evaluation, Permission.MARK)
    if not attempt.state.is_submitted:
        raise NotFound("Ese intento todavía no se envía.")
    used = sum(each.state.is_submitted for each in attempts_at(attempt.enrolment_id, attempt.evaluation))
    reasons = payload_texts([attempt.decision.payload_id] if attempt.decision else [])
    return AttemptSheet(
        attempt_id=attempt_id,
        number=attempt.number,
        report=report_on(place, attempt, used),
        computed=attempt.computed_mark(get_items(attempt.state.items)),
        decision=attempt.decision,
        reason=next(iter(reasons.values()), None),
    )


def list_people(actor: Actor, code: str, ref: str, permission: Permission) -> PeopleSheet:
    """The people of a cohort on which the actor has the permission, with their standing in one evaluation."""
    cohort = open_cohort(actor, code, permission)
    course = course_of(cohort)
    part = evaluation_part(course, ref)
    people = roster(cohort.id)
    found = results(each.id for each in people)
    rows = tuple(_person_row(each, found[each.id][ref], course) for each in people)
    return PeopleSheet(cohort, course, ref, part, rows)


def get_practice(actor: Actor, code: str, ref: str, enrolment_id: UUID) -> tuple[Place, tuple[Item, ...]]:
    """The tasks of a practice to observe in somebody of the cohort."""
    place = _in_cohort(staff_place(actor, enrolment_id, ref, Permission.MARK), code)
    if place.purpose != Purpose.PRACTICAL:
        raise NotFound("Esa práctica no existe.")
    return place, _printed_items(place, _default_form(place, None))


def get_paper(actor: Actor, code: str, ref: str, enrolment_id: UUID, form: str | None) -> PaperSheet:
    """The questions of a paper evaluation of somebody of the cohort; NotFound for an unknown form."""
    place = _in_cohort(staff_place(actor, enrolment_id, ref, Permission.TRANSCRIBE_PAPER), code)
    if place.purpose == Purpose.PRACTICAL or (form is not None and form not in place.part.forms):
        raise NotFound("Esa evaluación en papel no existe.")
    chosen = _default_form(place, form)
    return PaperSheet(place, chosen, _printed_items(place, chosen))


def get_cohort_sheet(actor: Actor, code: str) -> CohortSheet:
    """Everybody's results in a cohort the actor may see."""
    cohort = open_cohort(actor, code, Permission.VIEW_COHORT)
    course = course_of(cohort)
    people = roster(cohort.id)
    found = results(each.id for each in people)
    return CohortSheet(cohort, course, tuple(evaluations_of(course)), tuple((each, found[each.id]) for each in people))


def _person_row(enrolment: EnrolmentSummary, result: EvaluationResult, course: Course) -> PersonRow:
    return PersonRow(enrolment, result, attempts_left(result.purpose, course.rules.resits, result.attempts))


def _in_cohort(place: Place, code: str) -> Place:
    if place.cohort.id != get_cohort_by_code(code).id:
        raise NotFound("Esa persona no está en este grupo.")
    return place


def _default_form(place: Place, form: str | None) -> str | None:
    return form or choose_form(place.part.forms, place.purpose, place.enrolment.id, None)


def _printed_items(place: Place, form: str | None) -> tuple[Item, ...]:
    shas = lay_out(place.part, form, None)
    items = get_items(shas)
    return tuple(items[sha256] for sha256 in shas)
