"""A cohort's evaluations: results, practices to observe, paper to key in."""

from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from courses.cohorts.views.blueprint import label_people, label_person
from courses.curriculum.domain import Purpose
from courses.evaluation.desk import (
    CohortSheet,
    PeopleSheet,
    examples_of,
    get_cohort_sheet,
    get_paper,
    get_practice,
    list_people,
)
from courses.evaluation.forms import paper_form, read_paper, read_rubric, rubric_fields, rubric_form
from courses.evaluation.operations.marking import observe_practical
from courses.evaluation.operations.paper import transcribe_paper
from courses.evaluation.scoring import rubric
from courses.evaluation.views.blueprint import bp, stems_of
from courses.evaluation.wording import purpose_words, result_words, table_titles
from lms.accounts.guards import current_actor, guard
from lms.accounts.permissions import Permission
from lms.errors import Conflict, Invalid
from lms.forms import blame
from lms.ids import new_id
from lms.web.downloads import csv_answer
from lms.web.locale import mark


@bp.get("/grupos/<code>/evaluaciones")
@guard(Permission.VIEW_COHORT)
def cohort(code: str) -> str:
    """Everybody's results, and where practices and paper are entered."""
    sheet, actor = get_cohort_sheet(current_actor(), code), current_actor()
    return render_template(
        "courses/evaluation/cohort.html",
        sheet=sheet,
        cohort=sheet.cohort,
        labels=label_people([enrolment for enrolment, _found in sheet.rows]),
        result_words=result_words,
        purpose_words=purpose_words,
        tables=list(zip(table_titles(sheet), sheet.tables, strict=True)),
        may_mark=actor.may(Permission.MARK, sheet.cohort.target),
        may_transcribe=actor.may(Permission.TRANSCRIBE_PAPER, sheet.cohort.target),
    )


@bp.get("/grupos/<code>/evaluaciones.csv")
@guard(Permission.VIEW_COHORT)
def cohort_csv(code: str) -> Response:
    """The same results as a file for a spreadsheet."""
    sheet = get_cohort_sheet(current_actor(), code)
    return csv_answer(f"evaluaciones-{sheet.cohort.code}.csv", *_csv_rows(sheet))


@bp.get("/grupos/<code>/practica/<module>/<part>")
@guard(Permission.MARK)
def practice(code: str, module: str, part: str) -> str:
    """Whom to observe."""
    sheet = list_people(current_actor(), code, f"{module}/{part}", Permission.MARK)
    return _people_page(sheet, "evaluation.observe")


@bp.route("/grupos/<code>/practica/<module>/<part>/<uuid:enrolment_id>", methods=["GET", "POST"])
@guard(Permission.MARK)
def observe(code: str, module: str, part: str, enrolment_id: UUID) -> ResponseReturnValue:
    """The observation sheet of one person."""
    actor, ref = current_actor(), f"{module}/{part}"
    place, items = get_practice(actor, code, ref, enrolment_id)
    tasks = [(item, rubric(item)) for item in items]
    form = rubric_form(tasks, key=str(new_id()))
    if form.validate_on_submit():
        try:
            points = read_rubric(form, tasks)
            observe_practical(actor, enrolment_id, ref, points, form.comment.data, key=form.key.data)
        except (Invalid, Conflict) as error:
            blame(form, error)
        else:
            flash(_("La práctica quedó registrada."), "success")
            return redirect(url_for("evaluation.practice", code=code, module=module, part=part), code=303)
    page = render_template(
        "courses/evaluation/observe.html",
        form=form,
        place=place,
        person_label=label_person(place.enrolment),
        tasks=list(zip(items, rubric_fields(form, tasks), strict=True)),
        examples=examples_of(items),
        stem=stems_of(place.cohort),
    )
    return page, 400 if form.errors else 200


@bp.get("/grupos/<code>/papel/<module>/<part>")
@guard(Permission.TRANSCRIBE_PAPER)
def paper(code: str, module: str, part: str) -> str:
    """Whose paper to key in."""
    sheet = list_people(current_actor(), code, f"{module}/{part}", Permission.TRANSCRIBE_PAPER)
    return _people_page(sheet, "evaluation.transcribe")


@bp.route("/grupos/<code>/papel/<module>/<part>/<uuid:enrolment_id>", methods=["GET", "POST"])
@guard(Permission.TRANSCRIBE_PAPER)
def transcribe(code: str, module: str, part: str, enrolment_id: UUID) -> ResponseReturnValue:
    """The answers of one sheet of paper on one page; a linked evaluation asks for its form first."""
    actor, ref = current_actor(), f"{module}/{part}"
    sheet = get_paper(actor, code, ref, enrolment_id, request.args.get("forma"))
    person_label = label_person(sheet.place.enrolment)
    if sheet.place.part.forms and "forma" not in request.args:
        return render_template("courses/evaluation/choose_form.html", place=sheet.place, person_label=person_label)
    form = paper_form(sheet.items, str(new_id()))
    if form.validate_on_submit():
        try:
            responses = read_paper(form, sheet.items)
            transcribe_paper(actor, enrolment_id, ref, responses, sheet.form, key=form.key.data)
        except (Invalid, Conflict) as error:
            blame(form, error)
        else:
            flash(_("Las respuestas en papel quedaron guardadas."), "success")
            return redirect(url_for("evaluation.paper", code=code, module=module, part=part), code=303)
    fields = [(item, form[f"p{n}"]) for n, item in enumerate(sheet.items, start=1)]
    page = render_template(
        "courses/evaluation/paper.html",
        form=form,
        sheet=sheet,
        person_label=person_label,
        fields=fields,
        stem=stems_of(sheet.place.cohort),
    )
    return page, 400 if form.errors else 200


def _people_page(sheet: PeopleSheet, endpoint: str) -> str:
    labels = label_people([row.enrolment for row in sheet.rows])
    return render_template(
        "courses/evaluation/people.html", sheet=sheet, labels=labels, endpoint=endpoint, result_words=result_words
    )


def _csv_rows(sheet: CohortSheet) -> tuple[list[str], list[list[str]]]:
    """Head and rows; a mark with its decimal point, else the state in words."""
    titles = [f"{sheet.course.module_of(ref).title}: {part.title}" for ref, part in sheet.marked]
    head = [_("Apellidos"), _("Nombres"), *titles, _("Autocontroles"), _("Preguntas críticas por resolver")]
    rows = []
    for enrolment, found in sheet.rows:
        marks = [mark(found[ref].mark) or result_words(found[ref])[0] for ref, _part in sheet.marked]
        failures = sum(len(found[ref].critical_failures) for ref, part in sheet.marked if _is_graded(part.purpose))
        person = enrolment.person
        rows.append([person.surnames, person.given_names, *marks, str(sheet.checks_done(found)), str(failures)])
    return head, rows


def _is_graded(purpose: Purpose | None) -> bool:
    return purpose not in (Purpose.PRE_TEST, Purpose.POST_TEST)
