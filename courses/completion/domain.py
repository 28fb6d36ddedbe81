"""One pure answer to "what is met, what is missing": `evaluate(ledger, course)`, for page, job and command line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from courses.curriculum.domain import Component, Course, PartKind, Rules


class RequirementKind(StrEnum):
    """The kinds of requirement a course's rules can make."""

    CONSENT = "consent"
    ELIGIBILITY = "eligibility"
    HOURS = "hours"
    MANDATORY_PART = "mandatory_part"
    COMPONENT = "component"
    FINAL_MARK = "final_mark"
    CRITICAL_ITEMS = "critical_items"
    TRAINER_LICENCE = "trainer_licence"
    MAX_ATTENDEES = "max_attendees"
    PRE_POST = "pre_post"
    APPROVAL = "approval"


COHORT_KINDS = frozenset(
    {
        RequirementKind.TRAINER_LICENCE,
        RequirementKind.MAX_ATTENDEES,
        RequirementKind.PRE_POST,
        RequirementKind.APPROVAL,
    }
)
"""What the whole cohort meets or misses together."""


@dataclass(frozen=True)
class EvaluationFact:
    """Where one evaluation stands: mark in vigesimal hundredths (None = not yet), critical items failed (SHA-256)."""

    is_submitted: bool = False
    needs_marking: bool = False
    mark: int | None = None
    critical_failures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ledger:
    """All that counts for one enrolment: minutes by part, evaluations, decisions, and the facts of its cohort."""

    attended: Mapping[str, int] = field(default_factory=dict)
    self_study: Mapping[str, int] = field(default_factory=dict)
    evaluations: Mapping[str, EvaluationFact] = field(default_factory=dict)
    eligible: Mapping[str, bool] = field(default_factory=dict)
    has_consent: bool = False
    is_approved: bool = False
    attendees: int = 0
    pre_post_share: int = 0
    has_unlicensed_session: bool = False
    evidence: tuple[str, ...] = ()
    last_fact_on: date | None = None

    @property
    def minutes(self) -> int:
        """Minutes in person and of self-study together."""
        return sum(self.attended.values()) + sum(self.self_study.values())


@dataclass(frozen=True)
class Requirement:
    """One demand and how far it is met; `needed` and `reached` in the kind's own unit, `ref` names the thing."""

    kind: RequirementKind
    is_met: bool
    ref: str = ""
    needed: int | None = None
    reached: int | None = None
    is_waiting: bool = False


@dataclass(frozen=True)
class Outcome:
    """The verdict on one ledger: every requirement, the minutes, the final mark and the evidence."""

    requirements: tuple[Requirement, ...]
    minutes: int
    course_minutes: int
    final_mark: int | None
    evidence: tuple[str, ...]

    @property
    def met(self) -> tuple[Requirement, ...]:
        return tuple(each for each in self.requirements if each.is_met)

    @property
    def missing(self) -> tuple[Requirement, ...]:
        return tuple(each for each in self.requirements if not each.is_met)

    @property
    def is_complete(self) -> bool:
        return not self.missing


def evaluate(ledger: Ledger, course: Course) -> Outcome:
    """Compare the ledger with the course's rules; no clock, no database."""
    rules = course.rules
    final = final_mark(ledger, course.components)
    requirements = (
        *_consent(ledger, rules),
        *_eligibility(ledger, rules),
        _hours(ledger, course),
        *(_mandatory_part(ledger, course, ref) for ref in rules.mandatory_parts),
        *(_component(ledger, component) for component in course.components),
        *_final_mark(rules, final, course.components, ledger),
        *_critical_items(ledger, course),
        *_cohort(ledger, rules),
    )
    return Outcome(requirements, ledger.minutes, course.planned_minutes(), final, ledger.evidence)


def component_mark(ledger: Ledger, component: Component) -> Decimal | None:
    """The plain mean of the component's evaluations in vigesimal hundredths, not rounded; None while one is open."""
    marks = [ledger.evaluations.get(ref, EvaluationFact()).mark for ref in component.evaluations]
    known = [mark for mark in marks if mark is not None]
    return Decimal(sum(known)) / len(known) if known and len(known) == len(marks) else None


def final_mark(ledger: Ledger, components: tuple[Component, ...]) -> int | None:
    """The weighted mean in vigesimal hundredths, rounded once, half up; None while a component is open."""
    marks = [(component.weight, component_mark(ledger, component)) for component in components]
    if not marks or any(mark is None for _, mark in marks):
        return None
    total = sum((weight * mark for weight, mark in marks if mark is not None), Decimal(0))
    return int((total / sum(weight for weight, _ in marks)).quantize(Decimal(1), ROUND_HALF_UP))


def _consent(ledger: Ledger, rules: Rules) -> list[Requirement]:
    return [Requirement(RequirementKind.CONSENT, ledger.has_consent)] if rules.consent else []


def _eligibility(ledger: Ledger, rules: Rules) -> list[Requirement]:
    return [
        Requirement(RequirementKind.ELIGIBILITY, ledger.eligible.get(slug, False), slug) for slug in rules.eligibility
    ]


def _hours(ledger: Ledger, course: Course) -> Requirement:
    """The share is of all the course's minutes: 80 % of 30 h are 24 h, in person and self-study together."""
    needed = -(-course.planned_minutes() * course.rules.attendance_share // 100)
    return Requirement(RequirementKind.HOURS, ledger.minutes >= needed, "", needed, ledger.minutes)


def _mandatory_part(ledger: Ledger, course: Course, ref: str) -> Requirement:
    part = course.part(ref)
    if part.kind == PartKind.EVALUATION:
        done = ledger.evaluations.get(ref, EvaluationFact()).is_submitted
        return Requirement(RequirementKind.MANDATORY_PART, done, ref)
    reached = ledger.attended.get(ref, 0) + ledger.self_study.get(ref, 0)
    needed = -(-part.minutes * course.rules.attendance_share // 100)
    return Requirement(RequirementKind.MANDATORY_PART, reached >= needed, ref, needed, reached)


def _component(ledger: Ledger, component: Component) -> Requirement:
    mark = component_mark(ledger, component)
    waiting = any(ledger.evaluations.get(ref, EvaluationFact()).needs_marking for ref in component.evaluations)
    reached = None if mark is None else int(mark)
    return Requirement(
        RequirementKind.COMPONENT,
        mark is not None and mark >= component.minimum,
        component.slug,
        component.minimum,
        reached,
        waiting,
    )


def _final_mark(
    rules: Rules, final: int | None, components: tuple[Component, ...], ledger: Ledger
) -> list[Requirement]:
    if rules.pass_mark is None:
        return []
    refs = [ref for component in components for ref in component.evaluations]
    waiting = any(ledger.evaluations.get(ref, EvaluationFact()).needs_marking for ref in refs)
    reached = final is not None and final >= rules.pass_mark
    return [Requirement(RequirementKind.FINAL_MARK, reached, "", rules.pass_mark, final, waiting)]


def _critical_items(ledger: Ledger, course: Course) -> list[Requirement]:
    """Critical items count in the graded evaluations only: a self-check is there to learn from."""
    if not course.rules.critical_items:
        return []
    graded = {ref for component in course.components for ref in component.evaluations}
    failures = [item for ref, fact in ledger.evaluations.items() if ref in graded for item in fact.critical_failures]
    return [Requirement(RequirementKind.CRITICAL_ITEMS, not failures, "", 0, len(failures))]


def _cohort(ledger: Ledger, rules: Rules) -> list[Requirement]:
    found = []
    if rules.trainer_licence:
        found.append(Requirement(RequirementKind.TRAINER_LICENCE, not ledger.has_unlicensed_session))
    if rules.max_attendees is not None:
        within = ledger.attendees <= rules.max_attendees
        found.append(Requirement(RequirementKind.MAX_ATTENDEES, within, "", rules.max_attendees, ledger.attendees))
    if rules.pre_post_share is not None:
        enough = ledger.pre_post_share >= rules.pre_post_share
        found.append(Requirement(RequirementKind.PRE_POST, enough, "", rules.pre_post_share, ledger.pre_post_share))
    if rules.approval:
        found.append(Requirement(RequirementKind.APPROVAL, ledger.is_approved))
    return found
