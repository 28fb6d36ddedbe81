"""Whose evaluation this is: her own, or that of somebody whose cohort the actor may work on."""

from dataclasses import dataclass
from uuid import UUID

from courses.cohorts.queries.cohorts import CohortSummary, course_of, get_cohort
from courses.cohorts.queries.enrolments import EnrolmentSummary, get_enrolment
from courses.curriculum.domain import Course, Module, Part, PartKind, Purpose
from lms.accounts.permissions import Actor, Permission, authorise
from lms.accounts.queries.identities import is_self
from lms.errors import Conflict, Forbidden, NotFound


class OwnWork(Forbidden):
    """Nobody grades, keys in or decides her own evaluation."""

    def __init__(self) -> None:
        super().__init__("Nadie califica ni registra su propia evaluación: lo hace otra persona.")


class Withdrawn(Conflict):
    """Who left the cohort adds nothing to it."""

    def __init__(self) -> None:
        super().__init__("Esta inscripción está retirada del grupo: ya no recibe respuestas ni notas.")


@dataclass(frozen=True)
class Place:
    """One evaluation of one enrolment, in its cohort and course."""

    enrolment: EnrolmentSummary
    cohort: CohortSummary
    course: Course
    ref: str
    part: Part

    @property
    def module(self) -> Module:
        return self.course.module_of(self.ref)

    @property
    def purpose(self) -> Purpose:
        assert self.part.purpose is not None  # noqa: S101 — the pack check demands it of every evaluation
        return self.part.purpose

    def check_enrolled(self) -> None:
        """Raise Withdrawn if the person left the cohort."""
        if self.enrolment.withdrawn_at is not None:
            raise Withdrawn


def evaluation_part(course: Course, ref: str) -> Part:
    """The evaluation named "<module>/<part>"; NotFound if it is none."""
    part = course.part(ref)
    if part.kind != PartKind.EVALUATION:
        raise NotFound("Esa evaluación no existe.")
    return part


def own_place(actor: Actor, enrolment_id: UUID, ref: str) -> Place:
    """The actor's own evaluation; anybody else's looks as if it did not exist."""
    place = _place(enrolment_id, ref)
    if not is_self(actor, place.enrolment.person_id) or not actor.may(Permission.LEARN, place.cohort.target):
        raise NotFound("No existe esa evaluación.")
    return place


def staff_place(actor: Actor, enrolment_id: UUID, ref: str, permission: Permission) -> Place:
    """Somebody else's evaluation, on whose cohort the actor has the permission."""
    place = _place(enrolment_id, ref)
    authorise(actor, permission, place.cohort.target)
    if is_self(actor, place.enrolment.person_id):
        raise OwnWork
    return place


def _place(enrolment_id: UUID, ref: str) -> Place:
    enrolment = get_enrolment(enrolment_id)
    cohort = get_cohort(enrolment.cohort_id)
    course = course_of(cohort)
    return Place(enrolment, cohort, course, ref, evaluation_part(course, ref))
