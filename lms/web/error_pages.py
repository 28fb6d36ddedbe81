"""Errors become pages, or JSON for who asks for it; the only place that knows their HTTP statuses."""

from flask import Flask, Response, jsonify, make_response, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from lms.errors import CascadaError, Conflict, Forbidden, Invalid, NotFound, SetupError, TooMany
from lms.web.logging import request_id

STATUSES: dict[type[CascadaError], int] = {
    Invalid: 400,
    Forbidden: 403,
    NotFound: 404,
    Conflict: 409,
    TooMany: 429,
    SetupError: 503,
}
BARE_PAGE = (
    '<!doctype html><html lang="es-PE"><meta charset="utf-8"><title>Error</title>'
    "<h1>Algo falló</h1><p>Vuelve a intentarlo en unos minutos. Si pides ayuda, da este código: <code>%s</code></p>"
)


def init_app(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(CascadaError, _our_error)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(InternalServerError, _unforeseen)


def _our_error(error: CascadaError) -> Response:
    status = next((code for kind, code in STATUSES.items() if isinstance(error, kind)), 400)
    response = _answer(status, _title(status), error.told(_))
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _csrf_error(_error: CSRFError) -> Response:
    return _answer(400, _title(400), _("La página estuvo abierta demasiado tiempo. Recárgala y repite el envío."))


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:
        return make_response(error.get_response())
    response = _answer(status, _title(status), _message(status))
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response


def _unforeseen(_error: InternalServerError) -> Response:
    try:
        return _answer(500, _title(500), _message(500), reference=request_id())
    except Exception:  # the page itself may be what failed: the database, a template
        return make_response(BARE_PAGE % request_id(), 500)


def _answer(status: int, title: str, message: str, reference: str | None = None) -> Response:
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        body = {"error": title, "message": message} | ({"reference": reference} if reference else {})
        return make_response(jsonify(body), status)
    page = render_template("web/error.html", code=status, title=title, message=message, reference=reference)
    return make_response(page, status)


def _title(status: int) -> str:
    titles = {
        400: _("No se puede procesar lo enviado"),
        403: _("No tienes permiso"),
        404: _("No encontramos esta página"),
        405: _("Esta página no admite esa acción"),
        409: _("No se puede hacer ahora"),
        413: _("El archivo es demasiado grande"),
        429: _("Demasiados intentos"),
        503: _("La instalación no está completa"),
    }
    return str(titles.get(status, _("Algo falló")))


def _message(status: int) -> str:
    messages = {
        400: _("Revisa lo que escribiste y vuelve a enviarlo."),
        403: _("Tu cuenta no tiene permiso para ver esta página."),
        404: _("Revisa que la dirección esté completa o vuelve al inicio."),
        405: _("Vuelve al inicio y llega a la página por sus enlaces."),
        413: _("Elige un archivo más pequeño y vuelve a enviarlo."),
        429: _("Espera unos minutos y vuelve a intentarlo."),
    }
    return str(messages.get(status, _("Ya quedó registrado. Vuelve a intentarlo en unos minutos.")))
