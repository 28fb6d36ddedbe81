"""A cohort's list as the acta's page shows it."""

from dataclasses import dataclass

from courses.cohorts.queries.cohorts import CohortSummary, course_of, programme_of
from courses.cohorts.queries.enrolments import EnrolmentSummary
from courses.completion.domain import COHORT_KINDS, Outcome
from courses.completion.queries.actas import CompletionView, completed_enrolments
from courses.completion.queries.outcomes import outcomes
from courses.completion.wording import lack, lack_all


@dataclass(frozen=True)
class ActaRow:
    """One person: how she stands, what she herself misses in words, her completion once an acta holds it."""

    enrolment: EnrolmentSummary
    outcome: Outcome
    missing: tuple[str, ...]
    completion: CompletionView | None

    @property
    def is_new(self) -> bool:
        """Whether the next acta would hold her."""
        return self.completion is None and self.outcome.is_complete


@dataclass(frozen=True)
class ActaSheet:
    """Everybody enrolled, by surname, and what the cohort as a whole misses, in words."""

    rows: tuple[ActaRow, ...]
    missing: tuple[str, ...]

    @property
    def newly(self) -> tuple[ActaRow, ...]:
        return tuple(row for row in self.rows if row.is_new)


def get_sheet(cohort: CohortSummary) -> ActaSheet:
    """The cohort's list as it stands now."""
    programme, course = programme_of(cohort), course_of(cohort)
    done, found = completed_enrolments(cohort.id), outcomes(cohort.id)
    common = [each for each in found[0][1].missing if each.kind in COHORT_KINDS] if found else []
    return ActaSheet(
        rows=tuple(
            ActaRow(
                enrolment,
                outcome,
                tuple(lack_all([each for each in outcome.missing if each.kind not in COHORT_KINDS], programme, course)),
                done.get(enrolment.id),
            )
            for enrolment, outcome in found
        ),
        missing=tuple(lack(each, programme, course) for each in common),
    )
