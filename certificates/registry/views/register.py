"""The register: list, search, one certificate."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from certificates.issuing.holding import is_holder
from certificates.issuing.models.status import State
from certificates.issuing.queries.certificates import CertificateView, Search, count_found, find_certificates
from certificates.issuing.serials import MalformedSerial, parse_serial
from certificates.issuing.status import is_allowed
from certificates.issuing.wording import state_kind, state_name
from certificates.registry.forms import FilterForm, SearchForm, options
from certificates.registry.pages import Page
from certificates.registry.presentation import accreditation_rows, event_rows, fact_rows, kin_rows
from certificates.registry.queries import Exposure, exposure_of
from certificates.registry.views.blueprint import bp, open_certificate
from courses.cohorts.queries.cohorts import CohortSummary, list_cohorts
from courses.curriculum.queries import list_latest
from lms.accounts.guards import current_actor, guard
from lms.accounts.permissions import Permission
from lms.accounts.queries.identities import identities_of
from lms.accounts.queries.people import search_people
from lms.web.downloads import csv_answer

SEARCH_LIMIT = 50
STATES = (State.VALID, State.EXPIRED, State.REVOKED, State.SUPERSEDED)


@bp.get("/certificados")
@guard(Permission.VIEW_CERTIFICATES)
def index() -> ResponseReturnValue:
    """The certificates of the reader's scope, by programme and state, fifty a page or as CSV."""
    cohorts = _cohorts()
    form = _filter_form(cohorts)
    search = Search(cohorts, programme=form.programa.data or None, state=_state(form.estado.data))
    if request.args.get("formato") == "csv":
        return _csv(find_certificates(search), cohorts)
    page = Page(request.args.get("page", 1, type=int), count_found(search))
    found = find_certificates(search, page.offset, page.size)
    csv_url = url_for("registry.index", programa=search.programme, estado=search.state, formato="csv")
    return _list(found, cohorts, filters=form, form=SearchForm(), page_of=page, csv_url=csv_url)


@bp.post("/certificados/buscar")
@guard(Permission.VIEW_CERTIFICATES)
def search() -> ResponseReturnValue:
    """By exact code or part of a name; answered at once, so that no name enters an address."""
    cohorts = _cohorts()
    form = SearchForm()
    if not form.validate_on_submit():
        return _list([], cohorts, filters=_filter_form(cohorts), form=form), 400
    return _list(_search(form.text.data, cohorts), cohorts, filters=_filter_form(cohorts), form=form)


@bp.get("/certificados/<serial>")
@guard(Permission.VIEW_CERTIFICATES)
def show(serial: str) -> str:
    """One certificate: facts, what happened to it, lineage, what may be done."""
    view, cohort = open_certificate(serial, Permission.VIEW_CERTIFICATES)
    parents, children = kin_rows(view, _cohorts())
    return render_template(
        "certificates/registry/show.html",
        certificate=view,
        cohort=cohort,
        facts=fact_rows(view, cohort),
        events=event_rows(view.serial),
        parents=parents,
        children=children,
        accreditations=accreditation_rows(view),
        is_public=exposure_of(view.serial) != Exposure.HIDDEN,
        may_revoke=_may(view, cohort, Permission.REVOKE_CERTIFICATES, State.REVOKED),
        may_correct=_may(view, cohort, Permission.CORRECT_CERTIFICATES, State.SUPERSEDED),
        state_kind=state_kind,
        state_name=state_name,
    )


def _cohorts() -> dict[UUID, CohortSummary]:
    return {each.id: each for each in list_cohorts(current_actor(), Permission.VIEW_CERTIFICATES)}


def _filter_form(cohorts: Mapping[UUID, CohortSummary]) -> FilterForm:
    slugs = {each.programme for each in cohorts.values()}
    titles = [(version.slug, version.title) for version in list_latest() if version.slug in slugs]
    form = FilterForm(request.args)
    form.programa.choices = options(titles, _("Todos"))
    form.estado.choices = options([(each.value, state_name(each)) for each in STATES], _("Todos"))
    return form


def _state(value: str | None) -> State | None:
    return State(value) if value in {each.value for each in STATES} else None


def _search(text: str, cohorts: Mapping[UUID, CohortSummary]) -> list[CertificateView]:
    """By code if there is such a certificate, else by any name its holder ever bore."""
    try:
        found = find_certificates(Search(cohorts, serials=[parse_serial(text)]))
    except MalformedSerial:
        found = []
    if found:
        return found
    people = {identity for person in search_people(text, SEARCH_LIMIT) for identity in identities_of(person.id)}
    return find_certificates(Search(cohorts, person_ids=people), limit=SEARCH_LIMIT)


def _list(found: Sequence[CertificateView], cohorts: Mapping[UUID, CohortSummary], **context: Any) -> str:
    return render_template(
        "certificates/registry/index.html",
        certificates=found,
        cohorts=cohorts,
        state_kind=state_kind,
        state_name=state_name,
        may_sign=current_actor().may_somewhere(Permission.ISSUE_CERTIFICATES),
        **context,
    )


def _may(view: CertificateView, cohort: CohortSummary, permission: Permission, following: State) -> bool:
    actor = current_actor()
    allowed = is_allowed(view.status.state, following) and not is_holder(actor, view)
    return allowed and actor.may(permission, cohort.target)


def _csv(found: Sequence[CertificateView], cohorts: Mapping[UUID, CohortSummary]) -> Response:
    about = [_("código"), _("nombre"), _("programa"), _("certificado"), _("grupo")]
    dates = [_("estado"), _("obtenido"), _("emitido"), _("vigente hasta")]
    return csv_answer("certificados.csv", about + dates, [_csv_row(each, cohorts[each.cohort_id]) for each in found])


def _csv_row(view: CertificateView, cohort: CohortSummary) -> tuple[object, ...]:
    claims = view.claims
    about = (view.serial_text, claims.holder_name, claims.programme_title, claims.certificate_title, cohort.code)
    return (*about, state_name(view.status.state), claims.earned_on, claims.issued_at[:10], claims.valid_until or "")
