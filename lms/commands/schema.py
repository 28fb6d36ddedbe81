"""The version of the tables: asked, and brought up to date."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import current_app

from lms.errors import SetupError
from lms.extensions import db


class NewerDatabase(SetupError):
    """The tables were made by a later version of this program."""


def migrate(revision: str = "head") -> None:
    """Bring the tables up to a revision; raises NewerDatabase when theirs is unknown here."""
    try:
        command.upgrade(_config(), revision)
    except CommandError as error:
        raise NewerDatabase("La base de datos es de una versión más nueva de este programa: actualízalo.") from error


def rebuild(revision: str) -> None:
    """Make empty tables anew as they were at a revision; whatever they hold is lost."""
    command.downgrade(_config(), "base")
    command.upgrade(_config(), revision)


def present_revision() -> str | None:
    """The revision of the tables; None when there are none."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_known(revision: str) -> bool:
    """Whether this version of the program has the migrations that lead there."""
    return revision in {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _config() -> Config:
    config: Config = current_app.extensions["migrate"].migrate.get_config()
    return config
