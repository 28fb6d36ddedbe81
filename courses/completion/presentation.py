"""A cohort's list as the acta's page shows it."""

from dataclasses import dataclass

from courses.cohorts.queries import CohortSummary, EnrolmentSummary, course_of, programme_of
from courses.completion.domain import Outcome
from courses.completion.queries import CompletionView, completed_enrolments, outcomes
from courses.completion.wording import lack


@dataclass(frozen=True)
class ActaRow:
    """One person: how she stands, what she misses in words, and her completion once an acta holds it."""

    enrolment: EnrolmentSummary
    outcome: Outcome
    missing: tuple[str, ...]
    completion: CompletionView | None

    @property
    def is_new(self) -> bool:
        """Whether the next acta would hold her."""
        return self.completion is None and self.outcome.is_complete


def acta_rows(cohort: CohortSummary) -> list[ActaRow]:
    """Everybody enrolled, by surname."""
    programme, course = programme_of(cohort), course_of(cohort)
    done = completed_enrolments(cohort.id)
    return [
        ActaRow(
            enrolment,
            outcome,
            tuple(lack(each, programme, course) for each in outcome.missing),
            done.get(enrolment.id),
        )
        for enrolment, outcome in outcomes(cohort.id)
    ]
