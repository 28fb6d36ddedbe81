"""Deciding once what this installation is."""

from lms.audit.operations import record
from lms.database import transaction
from lms.errors import Conflict
from lms.extensions import db
from lms.installation.models import Environment, Installation
from lms.installation.queries import get_environment


class AlreadyInstalled(Conflict):
    """An installation is what it is for ever."""


def install(environment: Environment) -> None:
    """Make this an installation of that kind; raises AlreadyInstalled the second time."""
    with transaction():
        if get_environment() is not None:
            raise AlreadyInstalled("Esta instalación ya existe.")
        db.session.add(Installation(id=1, environment=environment))
        record(None, "installation.created", "installation", "1", environment=str(environment))
