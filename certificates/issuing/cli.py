"""`lms certificates …`: issue and list; verification adds `verify`."""

import json
from typing import Any

import click
from flask.cli import with_appcontext

from certificates.issuing.operations.certificates import issue_cohort
from certificates.issuing.queries.certificates import CertificateView, list_certificates
from courses.cohorts.queries.cohorts import get_cohort_by_code
from lms.accounts.permissions import SYSTEM


@click.group()
def certificates() -> None:
    """Certificados: emitir, listar, verificar."""


@certificates.command()
@click.option("--cohort", required=True, help="Código del grupo.")
@click.option("--json", "as_json", is_flag=True, help="Salida JSON.")
@with_appcontext
def issue(cohort: str, as_json: bool) -> None:
    """Emite lo que las actas cerradas del grupo permiten y aún no se emitió; repetirla no duplica nada."""
    found = get_cohort_by_code(cohort)
    count = issue_cohort(SYSTEM, found.id, _silent)
    click.echo(json.dumps({"cohort": found.code, "issued": count}) if as_json else f"Certificados emitidos: {count}")


@certificates.command("list")
@click.option("--cohort", help="Solo de este grupo (código).")
@click.option("--programme", help="Solo de este programa.")
@click.option("--json", "as_json", is_flag=True, help="Salida JSON.")
@with_appcontext
def list_(cohort: str | None, programme: str | None, as_json: bool) -> None:
    """Lista los certificados con su estado de hoy."""
    cohort_id = get_cohort_by_code(cohort).id if cohort else None
    rows = list_certificates(programme=programme, cohort_id=cohort_id)
    if as_json:
        click.echo(json.dumps([_shape(row) for row in rows], ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row.serial_text}  {row.status.state.value:<10}  {row.claims.holder_name}  ({row.course})")
    click.echo(f"Total: {len(rows)}")


def _shape(view: CertificateView) -> dict[str, Any]:
    return {
        "serial": view.serial,
        "programme": view.programme,
        "course": view.course,
        "state": view.status.state.value,
        "generation": view.generation,
        "revision": view.revision,
        "holder_name": view.claims.holder_name,
        "earned_on": view.earned_on.isoformat(),
        "issued_at": view.claims.issued_at,
        "valid_until": view.claims.valid_until,
    }


def _silent(done: int, total: int, step: str = "") -> None:
    """Progress of a command that ends before anybody could read it."""
