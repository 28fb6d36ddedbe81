"""`lms people import`, `lms cohorts list|create`."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from flask.cli import with_appcontext

from courses.cohorts.domain import NewCohort
from courses.cohorts.importing import ImportPlan, RowPlan, Verdict
from courses.cohorts.operations.cohorts import create_cohort
from courses.cohorts.operations.roster import ImportResult, apply_import, plan_import
from courses.cohorts.queries.cohorts import CohortSummary, get_cohort, get_cohort_by_code, list_cohorts
from courses.cohorts.queries.enrolments import count_enrolled
from courses.cohorts.roster import Roster, read_roster
from courses.cohorts.spreadsheets.cells import UnreadableFile
from courses.cohorts.spreadsheets.reading import MAX_BYTES
from lms import clock
from lms.accounts.models.organisations import OrganisationKind
from lms.accounts.operations.organisations import create_organisation
from lms.accounts.permissions import SYSTEM, Permission
from lms.accounts.queries.organisations import find_organisation
from lms.database import transaction
from lms.errors import Invalid
from lms.languages import LANGUAGES
from lms.places import find_region

WORDS = {
    Verdict.NEW: "nuevas",
    Verdict.EXISTING: "ya registradas",
    Verdict.ENROLLED: "ya inscritas",
    Verdict.FAULTY: "con error",
}
json_option = click.option("--json", "as_json", is_flag=True, help="Salida JSON.")
day = click.DateTime(["%Y-%m-%d"])


@click.group()
def people() -> None:
    """Personas: importar nóminas."""


@people.command(name="import")
@click.argument("file", metavar="ARCHIVO", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--cohort", "--grupo", "code", required=True, metavar="CÓDIGO", help="Código del grupo.")
@click.option("--dry-run", "--simular", is_flag=True, help="Revisa y no guarda nada.")
@click.option(
    "--leave-out-faulty", "--sin-errores", is_flag=True, help="Importa las demás filas si hay filas con error."
)
@json_option
@with_appcontext
def import_roster(file: Path, code: str, dry_run: bool, leave_out_faulty: bool, as_json: bool) -> None:
    """Importa una nómina XLSX o CSV en un grupo. Si hay filas con error no guarda nada y termina con 1."""
    cohort = get_cohort_by_code(code)
    roster = _read(file)
    plan = plan_import(cohort.id, roster.rows)
    result = None
    if not dry_run and (plan.is_clean or leave_out_faulty):
        result = apply_import(SYSTEM, cohort.id, plan, without_faulty=leave_out_faulty)
    _report_rows(plan)
    if as_json:
        _print_json(_import_json(cohort, roster, plan, dry_run, result))
    else:
        _print_counts(cohort, plan, dry_run, result)
    sys.exit(0 if plan.is_clean or (result is not None) else 1)


@click.group()
def cohorts() -> None:
    """Grupos: listar y abrir."""


@cohorts.command(name="list")
@json_option
@with_appcontext
def list_them(as_json: bool) -> None:
    """Lista los grupos, los más recientes primero."""
    found = list_cohorts(SYSTEM, Permission.VIEW_COHORT)
    enrolled = count_enrolled(each.id for each in found)
    if as_json:
        _print_json([_cohort_json(each, enrolled.get(each.id, 0)) for each in found])
        return
    for each in found:
        dates = f"{each.starts_on} – {each.ends_on}"
        click.echo(
            f"{each.code}\t{each.programme}/{each.course}\t{each.region_name}\t{dates}\t{enrolled.get(each.id, 0)}"
        )


@cohorts.command()
@click.option("--code", "--codigo", required=True, help="Código: letras, cifras y guiones.")
@click.option("--programme", "--programa", required=True, help="Programa, como «orientadoras».")
@click.option("--course", "--curso", required=True, help="Curso del programa.")
@click.option("--organisation", "--institucion", required=True, help="Nombre de la institución; se crea si no existe.")
@click.option(
    "--kind",
    "--tipo",
    type=click.Choice([each.value for each in OrganisationKind]),
    default=OrganisationKind.OTHER.value,
    show_default=True,
    help="Tipo de la institución, si es nueva.",
)
@click.option("--region", required=True, help="Región: nombre o código INEI de dos cifras.")
@click.option("--place", "--lugar", required=True, help="Lugar de las sesiones.")
@click.option("--starts-on", "--desde", type=day, required=True, help="Primer día, AAAA-MM-DD.")
@click.option("--ends-on", "--hasta", type=day, required=True, help="Último día, AAAA-MM-DD.")
@click.option(
    "--language",
    "--lengua",
    type=click.Choice(list(LANGUAGES)),
    default="es-PE",
    show_default=True,
    help="Lengua de las sesiones.",
)
@click.option("--resolution", "--resolucion", default=None, help="Documento que lo autoriza.")
@json_option
@with_appcontext
def create(
    code: str, programme: str, course: str, organisation: str, kind: str, region: str, place: str,
    starts_on: datetime, ends_on: datetime, language: str, resolution: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Abre un grupo con la versión publicada más reciente del programa."""
    with transaction():
        new = NewCohort(
            code=code,
            programme=programme,
            course=course,
            organisation_id=_organisation(organisation, kind, region),
            region=region,
            place=place,
            language=language,
            starts_on=starts_on.date(),
            ends_on=ends_on.date(),
            resolution=resolution,
        )
        cohort = get_cohort(create_cohort(SYSTEM, new))
    if as_json:
        _print_json(_cohort_json(cohort, 0))
    else:
        click.echo(f"Grupo {cohort.code} abierto con la versión {cohort.version_sha256[:12]} de {cohort.programme}.")


def _read(file: Path) -> Roster:
    with file.open("rb") as stream:
        content = stream.read(MAX_BYTES + 1)
    try:
        return read_roster(content, clock.today())
    except UnreadableFile as error:
        raise Invalid(f"{file}: {error.message}") from None


def _organisation(name: str, kind: str, region: str) -> UUID:
    known = find_organisation(name)
    if known is not None:
        return known.id
    return create_organisation(SYSTEM, OrganisationKind(kind), name, find_region(region).code)


def _report_rows(plan: ImportPlan) -> None:
    """Faults and remarks on stderr: row, column and cell, never a name or a document."""
    for each in plan.rows:
        for fault in each.faults:
            place = f", celda {fault.cell}" if fault.cell else ""
            click.echo(f"Fila {fault.row}, columna «{fault.column}»{place}: {fault.message}", err=True)
        for note in each.notes:
            click.echo(f"Fila {each.row.number}, aviso: {note.message.removesuffix(':')}", err=True)


def _print_counts(cohort: CohortSummary, plan: ImportPlan, dry_run: bool, result: ImportResult | None) -> None:
    counts = ", ".join(f"{plan.count(verdict)} {words}" for verdict, words in WORDS.items())
    click.echo(f"Grupo {cohort.code}: {counts}.")
    if result is not None:
        click.echo(f"Quedaron inscritas {result.enrolled}; fuera, {result.left_out}.")
    elif dry_run:
        click.echo("Simulación: no se guardó nada.")
    else:
        click.echo("Hay filas con error: no se guardó nada.", err=True)


def _import_json(
    cohort: CohortSummary, roster: Roster, plan: ImportPlan, dry_run: bool, result: ImportResult | None
) -> dict[str, Any]:
    return {
        "cohort": cohort.code,
        "dry_run": dry_run,
        "applied": result is not None,
        "counts": {verdict.value: plan.count(verdict) for verdict in Verdict},
        "unused_columns": list(roster.unused),
        "rows": [_row_json(each) for each in plan.rows],
    }


def _row_json(plan: RowPlan) -> dict[str, Any]:
    return {
        "row": plan.row.number,
        "verdict": plan.verdict.value,
        "faults": [{"column": each.column, "cell": each.cell, "message": each.message} for each in plan.faults],
        "notes": [{"kind": each.kind.value, "message": each.message} for each in plan.notes],
    }


def _cohort_json(cohort: CohortSummary, enrolled: int) -> dict[str, Any]:
    return {
        "id": str(cohort.id),
        "code": cohort.code,
        "programme": cohort.programme,
        "course": cohort.course,
        "title": cohort.title,
        "version_sha256": cohort.version_sha256,
        "organisation": cohort.organisation_name,
        "region": cohort.region,
        "place": cohort.place,
        "language": cohort.language,
        "starts_on": cohort.starts_on.isoformat(),
        "ends_on": cohort.ends_on.isoformat(),
        "resolution": cohort.resolution,
        "state": cohort.state.name.lower(),
        "enrolled": enrolled,
    }


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))
