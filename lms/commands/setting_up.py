"""Making an installation ready: migrate, publish, check what the machine needs."""

from flask import current_app

from courses.curriculum.operations import publish_all
from lms.accounts.permissions import SYSTEM
from lms.errors import SetupError
from lms.installation.models import Environment
from lms.installation.operations import install
from lms.installation.queries import get_environment
from lms.settings import Settings


def settings() -> Settings:
    """The settings the application was made with."""
    return current_app.extensions["settings"]  # type: ignore[no-any-return]


def publish() -> None:
    """Publish what changed in the content folder."""
    publish_all(SYSTEM, settings().content)


def ensure_environment(environment: Environment) -> None:
    """Install as `environment`, or refuse if this is already the other kind."""
    present = get_environment()
    if present is None:
        install(environment)
    elif present != environment:
        raise SetupError(
            "Esta carpeta de datos ya es una demostración: usa otra LMS_DATA."
            if present == Environment.DEMO
            else "Esta carpeta de datos ya es una instalación real: no puede volverse demostración."
        )


def require_loopback(host: str) -> None:
    """The demonstration's people and passwords are known to everybody: it listens on this machine only."""
    if host not in ("127.0.0.1", "::1", "localhost"):
        raise SetupError("La demostración solo puede abrirse en esta misma máquina (127.0.0.1).")
