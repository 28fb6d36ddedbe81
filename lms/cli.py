"""The command line `lms`: a list of the packages' commands; exit 0 done, 1 not done, 2 could not tell."""

import sys
from collections.abc import Sequence

import click
from flask.cli import FlaskGroup, ScriptInfo

from lms.app import PACKAGES, create_app
from lms.commands.cli import COMMANDS
from lms.errors import CascadaError


class Lms(FlaskGroup):
    """A Click group that says our errors in one Spanish line on stderr and exits with 1."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except CascadaError as error:
            click.echo(error.message, err=True)
            ctx.exit(1)


cli = Lms(
    name="lms",
    create_app=create_app,
    add_default_commands=False,
    add_version_option=False,
    set_debug_flag=False,
    load_dotenv=False,
    help="Cascada: cursos, evaluaciones, certificados y cascadas. Cada orden tiene su --help.",
)
for wiring in PACKAGES:
    for command in wiring.commands:
        cli.add_command(command)
for command in COMMANDS:
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point."""
    try:
        cli.main(args=list(arguments) if arguments is not None else None, obj=ScriptInfo(create_app=create_app))
    except CascadaError as error:
        click.echo(error.message, err=True)
        sys.exit(1)
