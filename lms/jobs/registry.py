"""Which code does which kind of job; handlers must be idempotent, for a job may run twice."""

from collections.abc import Callable
from typing import Any, Protocol

from lms.errors import SetupError


class Progress(Protocol):
    """Tells how far the job is and renews its lease; `step` is a Spanish phrase for the page."""

    def __call__(self, done: int, total: int, step: str = "") -> None: ...


Handler = Callable[[Progress, dict[str, Any]], None]
_handlers: dict[str, Handler] = {}


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that does jobs of this kind."""

    def register(function: Handler) -> Handler:
        _handlers[kind] = function
        return function

    return register


def get_handler(kind: str) -> Handler:
    """The function for a kind; raises SetupError."""
    if kind not in _handlers:
        raise SetupError(f"No hay código para tareas de la clase «{kind}».")
    return _handlers[kind]
