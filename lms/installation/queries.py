"""Reading what this installation is."""

from sqlalchemy import select

from lms.errors import SetupError
from lms.extensions import db
from lms.installation.models import Environment, Installation


def get_environment() -> Environment | None:
    """Demonstration or production; None while nothing is installed."""
    return db.session.scalar(select(Installation.environment))


def require_environment() -> Environment:
    """The same, where nothing makes sense before the installation; raises SetupError."""
    environment = get_environment()
    if environment is None:
        raise SetupError("Todavía no hay instalación: usa «./run lms init» o «./run» para la demostración.")
    return environment
