"""The command line `lms`: a list of the packages' commands; exit 0 done, 1 not done, 2 could not tell."""

import os
from collections.abc import Sequence

import click
from flask.cli import ScriptInfo
from sqlalchemy.exc import OperationalError, ProgrammingError

from lms.app import PACKAGES, create_app
from lms.commands.cli import COMMANDS
from lms.commands.spanish import speak_spanish
from lms.errors import CascadaError

HINT = "Revisa LMS_DATA y DATABASE_URL; «./run lms init» instala."


class Lms(click.Group):
    """A Click group that says our errors in one Spanish line on stderr and exits with 1."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except CascadaError as error:
            click.echo(error.message, err=True)
            ctx.exit(1)
        except (OperationalError, ProgrammingError) as error:
            kind = type(error.orig).__name__
            click.echo(f"La base de datos no responde o no está instalada ({kind}). {HINT}", err=True)
            ctx.exit(1)


speak_spanish()
cli = Lms(name="lms", help="Cascada: cursos, evaluaciones, certificados y cascadas. Cada orden tiene su --help.")
for wiring in PACKAGES:
    for command in wiring.commands:
        cli.add_command(command)
for command in COMMANDS:
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point; what it writes is for its owner alone."""
    os.umask(0o077)
    cli.main(arguments, prog_name="lms", obj=ScriptInfo(create_app=create_app))
