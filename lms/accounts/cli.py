"""`lms permissions`."""

import json

import click

from lms.accounts.matrix import as_markdown, matrix
from lms.accounts.permissions import Role


@click.command()
@click.option("--markdown", "as_document", is_flag=True, help="El documento docs/permisos.md, completo.")
@click.option("--json", "as_json", is_flag=True, help="Salida JSON.")
def permissions(as_document: bool, as_json: bool) -> None:
    """Muestra quién puede hacer qué, según el código."""
    if as_document:
        click.echo(as_markdown(), nl=False)
    elif as_json:
        rows = [
            {"permission": permission.name.lower(), "roles": dict(zip(Role, cells, strict=True))}
            for permission, cells in matrix()
        ]
        click.echo(json.dumps(rows, ensure_ascii=False))
    else:
        for permission, cells in matrix():
            held = [f"{role} ({word})" for role, word in zip(Role, cells, strict=True) if word != "no"]
            click.echo(f"{permission.value}: {', '.join(held)}")
