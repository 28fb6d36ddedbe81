"""The trainee's own courses and lessons, and the booklet on paper."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from courses.attendance.queries.entries import attendance_of
from courses.attendance.wording import status_name
from courses.completion.wording import describe_all, progress_words
from courses.curriculum.domain import Part, PartKind
from courses.curriculum.languages import find_reviewed, reviewed_texts
from courses.curriculum.markdown import references
from courses.learning.domain import check_of
from courses.learning.presentation import (
    around,
    card_of,
    html_of,
    lessons_of,
    link_to,
    next_link,
    questions_of,
    tasks_of,
)
from courses.learning.queries import Study, own_study, progress_of, sessions_for, studies_of
from courses.learning.wording import part_hint, self_study_words, status_words
from lms.accounts.guards import current_actor, guard
from lms.accounts.permissions import Permission

bp = Blueprint("learning", __name__)


@bp.get("/mis-cursos")
@guard(Permission.LEARN)
def home() -> str:
    """One's own courses, each with its hours and its next step."""
    cards = [card_of(study, progress_of(study)) for study in studies_of(current_actor())]
    return render_template("courses/learning/home.html", cards=cards)


@bp.get("/mis-cursos/<uuid:enrolment_id>")
@guard(Permission.LEARN)
def course(enrolment_id: UUID) -> str:
    """Every part with its state, the hours, what is missing, the next step."""
    study = own_study(current_actor(), enrolment_id)
    progress = progress_of(study)
    outcome = progress.outcome
    return render_template(
        "courses/learning/course.html",
        study=study,
        progress=progress,
        outcome=outcome,
        progress_words=progress_words(outcome, study.course),
        missing=describe_all(outcome.missing, study.programme, study.course),
        met=describe_all(outcome.met, study.programme, study.course),
        modules=[(each, tasks_of(study, progress.steps, each), lessons_of(each)) for each in study.course.modules],
        has_self_study=study.course.planned_minutes(PartKind.LESSON) > 0,
        next=next_link(study, progress.steps),
    )


@bp.get("/mis-cursos/<uuid:enrolment_id>/<module>/<part>")
@guard(Permission.LEARN)
def part(enrolment_id: UUID, module: str, part: str) -> ResponseReturnValue:
    """A lesson to read, a session's dates, or the way to an evaluation."""
    study, ref = own_study(current_actor(), enrolment_id), f"{module}/{part}"
    shown = study.course.part(ref)
    if shown.kind == PartKind.EVALUATION:
        return redirect(link_to(study, ref).href, code=303)
    return _lesson(study, ref, shown) if shown.kind == PartKind.LESSON else _session(study, ref, shown)


@bp.get("/mis-cursos/<uuid:enrolment_id>/<module>/cuadernillo")
@guard(Permission.LEARN)
def booklet(enrolment_id: UUID, module: str) -> str:
    """The paper that earns a module's self-study: its questions, and where each lesson is to print."""
    study = own_study(current_actor(), enrolment_id)
    shown = study.course.module(module)
    return render_template(
        "courses/learning/booklet.html",
        study=study,
        cohort=study.cohort,
        module=shown,
        sheets=[link_to(study, f"{module}/{each.slug}") for each in lessons_of(shown)],
        questions=questions_of(study.programme, study.cohort.version_sha256, shown),
    )


def _lesson(study: Study, ref: str, shown: Part) -> str:
    step = progress_of(study).step(ref)
    before, after = around(study, ref)
    reviewed = find_reviewed(study.programme, shown, request.args.get("lengua"))
    text = reviewed.text if reviewed else shown.text or ""
    return render_template(
        "courses/learning/lesson.html",
        study=study,
        module=study.course.module_of(ref),
        part=shown,
        html=html_of(study.programme, study.cohort.version_sha256, text),
        references=references(study.programme, text),
        reviewed=reviewed,
        languages=reviewed_texts(study.programme, shown),
        earning=self_study_words(step, check_of(study.course, ref)),
        before=before,
        after=after,
    )


def _session(study: Study, ref: str, shown: Part) -> str:
    sessions = sessions_for(study, ref)
    before, after = around(study, ref)
    return render_template(
        "courses/learning/session.html",
        study=study,
        module=study.course.module_of(ref),
        part=shown,
        hint=part_hint(shown),
        status=status_words(progress_of(study).step(ref)),
        sessions=[(each, attendance_of(each.id).get(study.id)) for each in sessions],
        status_name=status_name,
        before=before,
        after=after,
    )
