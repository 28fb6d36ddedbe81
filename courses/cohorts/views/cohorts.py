"""The list of cohorts, a new one, and each one's overview."""

from collections.abc import Mapping
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from courses.cohorts.domain import CohortDetails, CohortState, NewCohort
from courses.cohorts.forms import CohortDetailsForm, CohortForm, FilterForm, TrainerForm, options
from courses.cohorts.operations.cohorts import add_cohort_trainer, create_cohort, edit_cohort
from courses.cohorts.queries.cohorts import (
    CohortSummary,
    course_of,
    get_cohort,
    list_cohorts,
    open_cohort,
    programme_of,
)
from courses.cohorts.queries.enrolments import count_enrolled
from courses.cohorts.queries.teaching import cohort_trainers
from courses.cohorts.views.blueprint import bp
from courses.cohorts.views.tasks import list_tasks
from courses.curriculum.queries import get_programme, list_latest
from lms.accounts.domain import parse_document
from lms.accounts.guards import current_actor, guard
from lms.accounts.permissions import Permission
from lms.accounts.queries.organisations import list_organisations
from lms.accounts.queries.people import find_person_by_document
from lms.errors import Conflict, Invalid, NotFound
from lms.forms import blame
from lms.languages import LANGUAGES
from lms.text import sort_key


@bp.get("/grupos")
@guard(Permission.VIEW_COHORT)
def index() -> str:
    """The cohorts of the reader's scope, filtered by programme, region and state."""
    cohorts = list_cohorts(current_actor(), Permission.VIEW_COHORT)
    search = FilterForm(request.args)
    search.programa.choices = options(
        {each.programme: programme_of(each).title for each in cohorts}.items(), _("Todos")
    )
    search.region.choices = options(_by_name({each.region: each.region_name for each in cohorts}), _("Todas"))
    search.estado.choices = options([(state.value, state.value) for state in CohortState], _("Todos"))
    shown = [each for each in cohorts if _is_wanted(each, search.data)]
    return render_template(
        "courses/cohorts/index.html",
        search=search,
        cohorts=shown,
        is_empty=not cohorts,
        enrolled=count_enrolled(each.id for each in shown),
        may_create=current_actor().may_somewhere(Permission.MANAGE_COHORT),
    )


@bp.route("/grupos/nuevo", methods=["GET", "POST"])
@guard(Permission.MANAGE_COHORT)
def create() -> ResponseReturnValue:
    """Open a cohort."""
    form = CohortForm()
    form.course.choices = options(_courses(), _("Elegir"))
    form.organisation.choices = options(((each.id, each.name) for each in list_organisations()), _("Elegir"))
    if form.validate_on_submit():
        try:
            cohort = get_cohort(create_cohort(current_actor(), _new_cohort(form)))
        except Invalid as error:
            blame(form, error)
        else:
            flash(_("El grupo %(code)s está abierto. Lo siguiente es la nómina.", code=cohort.code), "success")
            return redirect(url_for("cohorts.show", code=cohort.code), code=303)
    return render_template("courses/cohorts/new.html", form=form), 400 if form.errors else 200


@bp.get("/grupos/<code>")
@guard(Permission.VIEW_COHORT)
def show(code: str) -> str:
    """The cohort's facts and what is to be done."""
    cohort = open_cohort(current_actor(), code, Permission.VIEW_COHORT)
    rules = course_of(cohort).rules
    return render_template(
        "courses/cohorts/show.html",
        cohort=cohort,
        programme=programme_of(cohort),
        rules=rules,
        language=LANGUAGES.get(cohort.language, cohort.language),
        enrolled=count_enrolled([cohort.id]).get(cohort.id, 0),
        trainers=cohort_trainers(cohort.id),
        may_manage=current_actor().may(Permission.MANAGE_COHORT, cohort.target),
        tasks=list_tasks(current_actor(), cohort),
    )


@bp.route("/grupos/<code>/editar", methods=["GET", "POST"])
@guard(Permission.MANAGE_COHORT)
def edit(code: str) -> ResponseReturnValue:
    """Correct place, language, dates and resolution."""
    cohort = open_cohort(current_actor(), code, Permission.MANAGE_COHORT)
    form = CohortDetailsForm(obj=cohort)
    if form.validate_on_submit():
        changes = {name: form[name].data for name in ("place", "language", "starts_on", "ends_on", "resolution")}
        try:
            edit_cohort(current_actor(), cohort.id, CohortDetails(**changes))
        except Invalid as error:
            blame(form, error)
        else:
            flash(_("Los cambios quedaron guardados."), "success")
            return redirect(url_for("cohorts.show", code=cohort.code), code=303)
    return render_template("courses/cohorts/edit.html", form=form, cohort=cohort), 400 if form.errors else 200


@bp.route("/grupos/<code>/formadores", methods=["GET", "POST"])
@guard(Permission.MANAGE_COHORT)
def trainers(code: str) -> ResponseReturnValue:
    """Who teaches the cohort, and one more."""
    cohort = open_cohort(current_actor(), code, Permission.MANAGE_COHORT)
    form = TrainerForm()
    if form.validate_on_submit():
        try:
            add_cohort_trainer(current_actor(), cohort.id, _holder(form))
        except (Invalid, Conflict, NotFound) as error:
            blame(form, Invalid(error.sentence, "document", **error.values))
        else:
            flash(_("Esa persona ya puede enseñar en el grupo."), "success")
            return redirect(url_for("cohorts.trainers", code=cohort.code), code=303)
    page = render_template(
        "courses/cohorts/trainers.html",
        form=form,
        cohort=cohort,
        trainers=cohort_trainers(cohort.id),
        rules=course_of(cohort).rules,
    )
    return page, 400 if form.errors else 200


def _is_wanted(cohort: CohortSummary, chosen: Mapping[str, str | None]) -> bool:
    facts = {"programa": cohort.programme, "region": cohort.region, "estado": cohort.state.value}
    return all(not chosen[name] or chosen[name] == fact for name, fact in facts.items())


def _by_name(names: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(names.items(), key=lambda pair: sort_key(pair[1]))


def _courses() -> list[tuple[str, str]]:
    return [
        (f"{version.slug}/{course.slug}", " · ".join(dict.fromkeys((version.title, course.title))))
        for version in list_latest()
        for course in get_programme(version.sha256).courses
    ]


def _new_cohort(form: CohortForm) -> NewCohort:
    programme, _slash, course = form.course.data.partition("/")
    return NewCohort(
        code=form.code.data,
        programme=programme,
        course=course,
        organisation_id=UUID(form.organisation.data),
        region=form.region.data,
        place=form.place.data,
        language=form.language.data,
        starts_on=form.starts_on.data,
        ends_on=form.ends_on.data,
        resolution=form.resolution.data,
    )


def _holder(form: TrainerForm) -> UUID:
    person_id = find_person_by_document(parse_document(form.document_type.data, form.document.data))
    if person_id is None:
        raise NotFound("No hay una persona registrada con ese documento.")
    return person_id
