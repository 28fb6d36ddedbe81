"""The public page, its JSON twin, the search form, the issuing keys and the batch."""

import csv
import io

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from werkzeug.datastructures import MIMEAccept
from werkzeug.wrappers import Response as BaseResponse

from certificates.issuing.queries import list_keys
from certificates.issuing.serials import MalformedSerial, group_serial, parse_serial
from certificates.verification import wording
from certificates.verification.domain import Verdict
from certificates.verification.forms import BatchForm, SearchForm
from certificates.verification.presentation import other_language, page_context
from certificates.verification.queries import verify_many, verify_publicly
from certificates.verification.shapes import verdict_json
from lms.accounts.guards import guard, public
from lms.accounts.permissions import Permission
from lms.accounts.throttle import hit_from_network

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
    except MalformedSerial as error:
        form.codigo.errors = [error.message]
        return _search_page(form), 400
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
    except MalformedSerial as error:
        return _malformed(error, wants_json)
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


def _malformed(error: MalformedSerial, wants_json: bool) -> Response:
    if wants_json:
        return _with_status(jsonify(outcome="not_valid", checks=[{"check": "format", "detail": "malformed"}]), 400)
    form = SearchForm(meta={"csrf": False})
    form.codigo.errors = [error.message]
    return Response(_search_page(form), status=400)


def _search_page(form: SearchForm) -> str:
    return render_template("certificates/verification/search.html", form=form, translations=other_language())


def _with_status(response: Response, status: int) -> Response:
    response.status_code = status
    return response


def _csv(rows: list[tuple[str, Verdict]]) -> Response:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(["codigo", "resultado", "estado", "nombre", "curso", "horas", "emitido", "comprobado"])
    for text, verdict in rows:
        shown = verdict.certificate
        writer.writerow(
            [
                group_serial(verdict.serial) if verdict.serial else defuse(text),
                verdict.outcome.value,
                wording.state_name(shown.status.state) if shown else "",
                defuse(shown.claims.holder_name) if shown else "",
                shown.claims.course_title if shown else "",
                shown.claims.hours if shown else "",
                shown.claims.issued_at[:10] if shown else "",
                verdict.checked_at.isoformat(timespec="seconds"),
            ]
        )
    headers = {"Content-Disposition": "attachment; filename=verificacion.csv"}
    return Response("\ufeff" + buffer.getvalue(), mimetype="text/csv", headers=headers)


def defuse(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + text if text[:1] in "=+-@\t\r" else text
