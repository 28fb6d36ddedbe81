"""`lms settings`."""

import json
from urllib.parse import urlsplit

import click
from flask import current_app
from flask.cli import with_appcontext

from lms.settings import DECLARED, Settings


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Salida JSON.")
@with_appcontext
def settings(as_json: bool) -> None:
    """Muestra cada ajuste, su valor y para qué sirve."""
    present: Settings = current_app.extensions["settings"]
    rows = [
        {"variable": each.variable, "value": without_password(str(getattr(present, name))), "purpose": each.purpose}
        for name, each in DECLARED.items()
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row['variable']}={row['value']}\n    {row['purpose']}")


def without_password(value: str) -> str:
    """A database's address without its password; anything else as it is."""
    password = urlsplit(value).password if "://" in value else None
    return value.replace(f":{password}@", ":•••@") if password else value
