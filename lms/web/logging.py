"""JSON lines on stderr: which page, how long, what failed; never addresses, form values, persons or error texts."""

import logging
import secrets
import sys
import time
import traceback
from pathlib import Path
from types import TracebackType

import structlog
from flask import Flask, g, request
from structlog.typing import EventDict, WrappedLogger
from werkzeug.wrappers import Response

from lms.settings import Settings

log = structlog.get_logger()
ExcInfo = tuple[type[BaseException] | None, BaseException | None, TracebackType | None]


def init_app(app: Flask) -> None:
    """Configure structlog and log each request once."""
    settings: Settings = app.extensions["settings"]
    configure(settings.log_level)
    app.before_request(_begin)
    app.after_request(_end)
    app.log_exception = log_exception  # type: ignore[method-assign]


def configure(level: str) -> None:
    """Level DEBUG also shows the texts of exceptions, which may hold personal data: for development only."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            structlog.processors.format_exc_info if level == "DEBUG" else where_it_failed,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=lambda *_args: structlog.PrintLogger(sys.stderr),
    )


def where_it_failed(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Replace exc_info by the kinds of exception and the lines of code: texts may hold a name or a document."""
    info = event.pop("exc_info", None)
    error = info if isinstance(info, BaseException) else (info[1] if isinstance(info, tuple) else sys.exc_info()[1])
    if info and error is not None:
        event["error"] = _kinds(error)
        frames = traceback.extract_tb(error.__traceback__)
        ours = [frame for frame in frames if "site-packages" not in frame.filename]
        event["trace"] = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in (*ours, *frames[-2:])]
    return event


def request_id() -> str:
    """The reference a reader can quote to support."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(6)
    return str(g.request_id)


def log_exception(exc_info: ExcInfo) -> None:
    """What Flask calls for an unforeseen exception."""
    log.error("request.failed", id=request_id(), endpoint=request.endpoint, exc_info=exc_info)


def _kinds(error: BaseException) -> list[str]:
    chain: list[str] = []
    current: BaseException | None = error
    while current is not None and len(chain) < 5:
        chain.append(type(current).__name__)
        current = current.__cause__ or current.__context__
    return chain


def _begin() -> None:
    g.request_id = secrets.token_hex(6)
    g.started = time.perf_counter()


def _end(response: Response) -> Response:
    if request.endpoint != "static":
        took = round((time.perf_counter() - g.started) * 1000, 1) if "started" in g else None
        where = {"method": request.method, "endpoint": request.endpoint, "status": response.status_code}
        log.info("request", id=request_id(), ms=took, **where)
    return response
