"""The blueprint, and how a page opens a cohort or a file."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from flask import Blueprint, Response, current_app, make_response

from courses.cohorts.queries.cohorts import CohortSummary
from courses.cohorts.queries.enrolments import EnrolmentSummary, get_enrolment, roster
from courses.cohorts.uploads import Uploads
from lms.accounts.queries.people import documents_of
from lms.errors import NotFound
from lms.settings import Settings

bp = Blueprint("cohorts", __name__)


def open_enrolment(cohort: CohortSummary, enrolment_id: UUID) -> EnrolmentSummary:
    """An enrolment of this very cohort."""
    enrolment = get_enrolment(enrolment_id)
    if enrolment.cohort_id != cohort.id:
        raise NotFound("No existe esa inscripción.")
    return enrolment


def label_people(people: Sequence[EnrolmentSummary]) -> dict[UUID, str]:
    """Each enrolment's name for lists; homonyms are told apart by their masked documents."""
    names = Counter(each.person.list_name for each in people)
    documents = documents_of(each.person_id for each in people if names[each.person.list_name] > 1)
    return {
        each.id: f"{each.person.list_name} ({documents[each.person_id].masked})"
        if each.person_id in documents
        else each.person.list_name
        for each in people
    }


def label_person(enrolment: EnrolmentSummary) -> str:
    """One person's name as the lists of her cohort have it."""
    return label_people(roster(enrolment.cohort_id)).get(enrolment.id, enrolment.person.list_name)


def uploads() -> Uploads:
    """Where uploaded rosters wait."""
    settings: Settings = current_app.extensions["settings"]
    return Uploads(Path(settings.data) / "uploads")


def never_stored(page: str, status: int = 200) -> Response:
    """A page with personal data that no cache may keep."""
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response
