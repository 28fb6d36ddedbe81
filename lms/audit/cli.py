"""`lms audit verify`: the chain recomputed."""

import json

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import DBAPIError

from lms.audit.queries import ChainReport, NoChain, verify_chain


@click.group()
def audit() -> None:
    """La bitácora encadenada."""


@audit.command()
@click.option("--json", "as_json", is_flag=True, help="Salida JSON.")
@click.pass_context
@with_appcontext
def verify(context: click.Context, as_json: bool) -> None:
    """Recalcula la cadena y nombra cada entrada cambiada o que falta; 1 si hay alguna, 2 si no se pudo leer."""
    try:
        report = verify_chain()
    except (DBAPIError, NoChain) as error:
        words = error.message if isinstance(error, NoChain) else "No se pudo leer la bitácora: ¿hay instalación aquí?"
        click.echo('{"outcome": "could_not_check"}' if as_json else words)
        context.exit(2)
    click.echo(json.dumps(as_dict(report), ensure_ascii=False) if as_json else in_words(report))
    context.exit(0 if report.sound else 1)


def as_dict(report: ChainReport) -> dict[str, object]:
    """{outcome, entries, head, checks: [{check, outcome, faults: [{seq, reason}]}]}."""
    verdict = "valid" if report.sound else "not_valid"
    faults = [{"seq": fault.seq, "reason": fault.reason} for fault in report.faults]
    checks = [{"check": "chain", "outcome": verdict, "faults": faults}]
    return {"outcome": verdict, "entries": report.entries, "head": report.head, "checks": checks}


def in_words(report: ChainReport) -> str:
    """The same for people."""
    if report.sound:
        return f"La cadena está completa: {report.entries} entradas.\nHuella de la última: {report.head}"
    return "La cadena está rota:\n" + "\n".join(f"  entrada {fault.seq}: {fault.reason}" for fault in report.faults)
