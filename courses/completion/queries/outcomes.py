"""Gathering ledgers and answering what is met and missing, a whole cohort at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from courses.attendance.queries.ledger import HoursLedger, ledgers
from courses.attendance.queries.sessions import SessionSummary, sessions_of
from courses.cohorts.queries.cohorts import CohortSummary, get_cohort
from courses.cohorts.queries.decisions import ApprovalView, DecisionView, approval_of, eligibility_of
from courses.cohorts.queries.enrolments import EnrolmentSummary, get_enrolment, roster
from courses.completion.domain import EvaluationFact, Ledger, Outcome, evaluate
from courses.curriculum.domain import Course, Purpose
from courses.curriculum.queries import get_course
from courses.evaluation.queries.results import EvaluationResult, results
from lms import clock
from lms.accounts.queries.consents import consents_in_force
from lms.accounts.queries.identities import all_identities, resolve_people


@dataclass(frozen=True)
class CohortFacts:
    """What the requirements need to know of the whole cohort; `pre_post_share` in whole percent, rounded down."""

    is_approved: bool
    attendees: int
    pre_post_share: int
    has_unlicensed_session: bool


def outcome_of(enrolment_id: UUID) -> Outcome:
    """What one enrolment has met and still misses."""
    enrolment = get_enrolment(enrolment_id)
    cohort = get_cohort(enrolment.cohort_id)
    found = gather_ledgers(cohort, [enrolment])
    return evaluate(found[enrolment_id], get_course(cohort.version_sha256, cohort.course))


def outcomes(cohort_id: UUID) -> list[tuple[EnrolmentSummary, Outcome]]:
    """Every enrolment in force with its outcome, in the roster's order."""
    cohort = get_cohort(cohort_id)
    course = get_course(cohort.version_sha256, cohort.course)
    enrolments = [each for each in roster(cohort_id) if each.withdrawn_at is None]
    found = gather_ledgers(cohort, enrolments)
    return [(each, evaluate(found[each.id], course)) for each in enrolments]


def gather_ledgers(cohort: CohortSummary, enrolments: Sequence[EnrolmentSummary]) -> dict[UUID, Ledger]:
    """Ledgers of these enrolments of one cohort, in a constant number of queries."""
    course = get_course(cohort.version_sha256, cohort.course)
    everybody = roster(cohort.id, with_withdrawn=True) if _depends_on_others(course) else []
    ids = list({each.id for each in (*everybody, *enrolments)})
    hours, marks, decisions = ledgers(ids), results(ids), eligibility_of([each.id for each in enrolments])
    consenting = _consenting([each.person_id for each in enrolments], cohort.programme)
    sessions = [session for session in sessions_of(cohort.id) if session.cancelled_at is None]
    facts = _cohort_facts(cohort, course, everybody, hours, marks, sessions)
    return {
        each.id: _ledger(
            hours[each.id],
            marks.get(each.id, {}),
            decisions.get(each.id, {}),
            each.person_id in consenting,
            facts,
        )
        for each in enrolments
    }


def _cohort_facts(
    cohort: CohortSummary,
    course: Course,
    everybody: Sequence[EnrolmentSummary],
    hours: Mapping[UUID, HoursLedger],
    marks: Mapping[UUID, Mapping[str, EvaluationResult]],
    sessions: Sequence[SessionSummary],
) -> CohortFacts:
    """Who came counts, even if she left the list afterwards: else a full session could be filled again."""
    attendees = [each.id for each in everybody if sum(hours[each.id].attended.values())]
    tested = [enrolment_id for enrolment_id in attendees if _has_pre_and_post(course, marks.get(enrolment_id, {}))]
    return CohortFacts(
        is_approved=_is_approved(approval_of(cohort.id), sessions),
        attendees=len(attendees),
        pre_post_share=100 * len(tested) // len(attendees) if attendees else 0,
        has_unlicensed_session=any(not _is_licensed(session) for session in sessions),
    )


def _is_approved(approval: ApprovalView | None, sessions: Sequence[SessionSummary]) -> bool:
    """Nobody can say of a session that is still to come that it took place as reported."""
    if approval is None or not approval.approved:
        return False
    return all(session.starts_at <= approval.approved_at for session in sessions)


def _depends_on_others(course: Course) -> bool:
    """Whether what one person misses depends on how many came and took the tests."""
    return course.rules.max_attendees is not None or course.rules.pre_post_share is not None


def _consenting(person_ids: Sequence[UUID], purpose: str) -> set[UUID]:
    """Who consents, under any of her merged records."""
    return set(resolve_people(consents_in_force(all_identities(person_ids), purpose)).values())


def _has_pre_and_post(course: Course, marks: Mapping[str, EvaluationResult]) -> bool:
    purposes = {part.purpose for ref, part in course.parts() if ref in marks and marks[ref].submitted_at is not None}
    return {Purpose.PRE_TEST, Purpose.POST_TEST} <= purposes


def _is_licensed(session: SessionSummary) -> bool:
    return any(trainer.is_lead and trainer.licence_id is not None for trainer in session.trainers)


def _ledger(
    hours: HoursLedger,
    marks: Mapping[str, EvaluationResult],
    decisions: Mapping[str, DecisionView],
    has_consent: bool,
    facts: CohortFacts,
) -> Ledger:
    return Ledger(
        attended=hours.attended,
        self_study=hours.self_study,
        evaluations={ref: _evaluation_fact(result) for ref, result in marks.items()},
        eligible={slug: decision.holds_on(clock.today()) for slug, decision in decisions.items()},
        has_consent=has_consent,
        is_approved=facts.is_approved,
        attendees=facts.attendees,
        pre_post_share=facts.pre_post_share,
        has_unlicensed_session=facts.has_unlicensed_session,
        evidence=(*hours.evidence, *(str(id_) for result in marks.values() for id_ in result.attempt_ids)),
        last_fact_on=_last_fact(hours, marks),
    )


def _evaluation_fact(result: EvaluationResult) -> EvaluationFact:
    return EvaluationFact(
        result.submitted_at is not None, result.state == "needs_marking", result.mark, result.critical_failures
    )


def _last_fact(hours: HoursLedger, marks: Mapping[str, EvaluationResult]) -> date | None:
    days = [clock.lima_day(result.submitted_at) for result in marks.values() if result.submitted_at is not None]
    return max([*days, *([hours.last_on] if hours.last_on else [])], default=None)
