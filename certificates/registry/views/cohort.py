"""A cohort's certificates: how far issuing is, the list, all PDFs at once."""

from flask import Response, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from certificates.issuing.queries.certificates import list_certificates
from certificates.issuing.wording import state_kind, state_name
from certificates.registry.archives import pack
from certificates.registry.cohorts import request_documents, request_issue, state_of
from certificates.registry.views.blueprint import bp
from courses.cohorts.queries.cohorts import open_cohort
from lms.accounts.guards import current_actor, guard
from lms.accounts.permissions import Permission
from lms.jobs.models import JobState
from lms.text import sort_key


@bp.get("/grupos/<code>/certificados")
@guard(Permission.VIEW_CERTIFICATES)
def cohort(code: str) -> str:
    """The state of issuing and the list by name."""
    found = open_cohort(current_actor(), code, Permission.VIEW_CERTIFICATES)
    certificates = list_certificates(cohort_id=found.id)
    return render_template(
        "certificates/registry/cohort.html",
        cohort=found,
        state=state_of(found.id),
        certificates=sorted(certificates, key=lambda each: (sort_key(each.claims.holder_name), each.revision)),
        may_issue=current_actor().may(Permission.ISSUE_CERTIFICATES, found.target),
        JobState=JobState,
        state_kind=state_kind,
        state_name=state_name,
    )


@bp.post("/grupos/<code>/certificados/emitir")
@guard(Permission.ISSUE_CERTIFICATES)
def issue(code: str) -> ResponseReturnValue:
    """Issue what is closed and not yet issued."""
    found = open_cohort(current_actor(), code, Permission.ISSUE_CERTIFICATES)
    request_issue(current_actor(), found)
    flash(_("La emisión está en marcha. Actualizar esta página para ver el avance."), "success")
    return redirect(url_for("registry.cohort", code=found.code), code=303)


@bp.post("/grupos/<code>/certificados/preparar")
@guard(Permission.VIEW_CERTIFICATES)
def prepare(code: str) -> ResponseReturnValue:
    """Draw every PDF that is not yet drawn."""
    found = open_cohort(current_actor(), code, Permission.VIEW_CERTIFICATES)
    request_documents(current_actor(), found)
    flash(_("Los PDF se están preparando. Actualizar esta página para ver el avance."), "success")
    return redirect(url_for("registry.cohort", code=found.code), code=303)


@bp.get("/grupos/<code>/certificados.zip")
@guard(Permission.VIEW_CERTIFICATES)
def archive(code: str) -> Response:
    """All PDFs of the cohort's valid certificates, with an index."""
    found = open_cohort(current_actor(), code, Permission.VIEW_CERTIFICATES)
    answer = send_file(
        pack(found), mimetype="application/zip", as_attachment=True, download_name=f"certificados-{found.code}.zip"
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
