"""What the courses keep about a person, for her download (portability)."""

from typing import Any
from uuid import UUID

from flask import Flask

from courses.attendance.queries.ledger import ledgers
from courses.cohorts.queries.cohorts import get_cohort
from courses.cohorts.queries.decisions import eligibility_of
from courses.cohorts.queries.enrolments import enrolments_of
from courses.evaluation.queries.results import results
from lms.accounts.signals import personal_data_requested


def init_app(_app: Flask) -> None:
    """Connect once a process; connecting again changes nothing."""
    personal_data_requested.connect(describe_courses)


def describe_courses(_sender: Any, person_ids: tuple[UUID, ...]) -> tuple[str, list[dict[str, Any]]]:
    """Her enrolments with minutes, decisions and marks (hundredths of 20); the first id leads to all her records."""
    enrolments = enrolments_of(person_ids[0])
    ids = [enrolment.id for enrolment in enrolments]
    hours, decisions, marks = ledgers(ids), eligibility_of(ids), results(ids)
    return "courses", [
        {
            "cohort": (cohort := get_cohort(enrolment.cohort_id)).code,
            "programme": cohort.programme,
            "course": cohort.course,
            "withdrawn_at": enrolment.withdrawn_at,
            "minutes_attended": hours[enrolment.id].attended,
            "minutes_of_self_study": hours[enrolment.id].self_study,
            "requirements": {name: each.outcome for name, each in decisions[enrolment.id].items()},
            "evaluations": {
                name: {
                    "state": each.state,
                    "attempts": each.attempts,
                    "mark": each.mark,
                    "submitted_at": each.submitted_at,
                }
                for name, each in marks[enrolment.id].items()
            },
        }
        for enrolment in enrolments
    ]
