"""The public page, its JSON twin, the search form, the issuing keys and the batch."""

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MIMEAccept
from werkzeug.wrappers import Response as BaseResponse

from certificates.issuing.keys import list_keys
from certificates.issuing.serials import MalformedSerial, group_serial, parse_serial
from certificates.issuing.wording import state_name
from certificates.verification import wording
from certificates.verification.domain import Verdict
from certificates.verification.forms import BatchForm, SearchForm
from certificates.verification.presentation import other_language, page_context
from certificates.verification.queries import malformed, verify_many, verify_publicly
from certificates.verification.shapes import verdict_json
from lms.accounts.guards import guard, public
from lms.accounts.permissions import Permission
from lms.accounts.throttle import hit_from_network
from lms.web.downloads import csv_answer

bp = Blueprint("verification", __name__)
LOOKUPS_A_MINUTE = 60


@bp.after_request
def never_keep(response: Response) -> Response:
    """A status is of now: no cache keeps it."""
    response.headers["Cache-Control"] = "no-store"
    response.vary.add("Accept")
    return response


@bp.get("/verificar")
@public
def search() -> str | BaseResponse | tuple[str, int]:
    """Type a code; works without JavaScript."""
    form = SearchForm(request.args, meta={"csrf": False})
    if "codigo" not in request.args:
        return _search_page(form)
    hit_from_network("verify", LOOKUPS_A_MINUTE, 60)
    try:
        serial = parse_serial(request.args["codigo"])
    except MalformedSerial:
        return _malformed(request.args["codigo"], wants_json=False)
    return redirect(url_for("verification.show", serial=serial, lang=request.args.get("lang")), code=303)


@bp.get("/v/<serial>")
@bp.get("/V/<serial>", endpoint="show_upper")
@public
def show(serial: str) -> Response | BaseResponse:
    """The verdict on a serial: page, or JSON by Accept; unknown and not public answer alike."""
    hit_from_network("verify", LOOKUPS_A_MINUTE, 60)
    wants_json = prefers_json(request.accept_mimetypes)
    try:
        canonical = parse_serial(serial)
    except MalformedSerial:
        return _malformed(serial, wants_json)
    verdict = verify_publicly(canonical)
    status = 200 if verdict.is_known else 404
    if wants_json:
        return _with_status(jsonify(verdict_json(verdict)), status)
    return Response(render_template("certificates/verification/show.html", **page_context(verdict)), status=status)


@bp.get("/claves.json")
@public
def keys() -> Response:
    """The public halves of the issuing keys (Ed25519, RFC 8032), so that anyone can check a signature."""
    return jsonify(
        [
            {"key_id": key.id, "alg": "Ed25519", "public_key": key.public_key.hex(), "environment": key.environment}
            for key in list_keys()
        ]
    )


@bp.route("/verificar/lote", methods=["GET", "POST"])
@guard(Permission.VERIFY_BATCH)
def batch() -> str | Response | tuple[str, int]:
    """Up to 1,000 codes at once, on the page or as CSV."""
    form = BatchForm()
    if request.method == "GET":
        return render_template("certificates/verification/batch.html", form=form, rows=None)
    if not form.validate():
        return render_template("certificates/verification/batch.html", form=form, rows=None), 400
    rows = verify_many(form.codes())
    if form.as_file.data:
        return _csv(rows)
    return render_template(
        "certificates/verification/batch.html", form=form, rows=rows, words=wording, group_serial=group_serial
    )


def prefers_json(accept: MIMEAccept) -> bool:
    """Whether JSON is asked for before HTML."""
    return accept.best_match(["text/html", "application/json"]) == "application/json"


def _malformed(typed: str, wants_json: bool) -> Response:
    if wants_json:
        return _with_status(jsonify(verdict_json(malformed())), 400)
    form = SearchForm(meta={"csrf": False}, data={"codigo": typed})
    form.codigo.errors = [wording.malformed_words()]
    return Response(_search_page(form), status=400)


def _search_page(form: SearchForm) -> str:
    return render_template("certificates/verification/search.html", form=form, translations=other_language())


def _with_status(response: Response, status: int) -> Response:
    response.status_code = status
    return response


def _csv(rows: list[tuple[str, Verdict]]) -> Response:
    head = [
        _("código"),
        _("resultado"),
        _("estado"),
        _("nombre"),
        _("curso"),
        _("horas"),
        _("emitido"),
        _("comprobado"),
    ]
    return csv_answer("verificacion.csv", head, [_csv_row(text, verdict) for text, verdict in rows])


def _csv_row(text: str, verdict: Verdict) -> tuple[object, ...]:
    code = group_serial(verdict.serial) if verdict.serial else text
    checked = verdict.checked_at.isoformat(timespec="seconds")
    if verdict.certificate is None:
        return (code, verdict.outcome.value, "", "", "", "", "", checked)
    claims, state = verdict.certificate.claims, state_name(verdict.certificate.status.state)
    return (
        code,
        verdict.outcome.value,
        state,
        claims.holder_name,
        claims.course_title,
        claims.hours,
        claims.issued_at[:10],
        checked,
    )
