"""`lms courses`: check, publish, review-list, table."""

import csv
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from courses.curriculum.checks.every import check_pack
from courses.curriculum.encoding import to_json
from courses.curriculum.faults import Fault, Severity
from courses.curriculum.operations import publish_all
from courses.curriculum.overview import list_figures, to_markdown
from courses.curriculum.reading.pack import Pack
from courses.curriculum.reading.programme import list_folders, read_pack
from courses.curriculum.review import OpenQuestion, list_open
from lms.accounts.permissions import SYSTEM
from lms.csv_files import harmless
from lms.errors import NotFound

pack_option = click.option("--pack", "slug", metavar="PROGRAMA", help="Solo este programa (nombre de su carpeta).")
json_option = click.option("--json", "as_json", is_flag=True, help="Salida JSON.")


@click.group()
def courses() -> None:
    """Programas: revisar, publicar, listar lo que falta validar."""


@courses.command()
@pack_option
@json_option
@click.option("--notices", "--avisos", is_flag=True, help="Muestra también los avisos, que no impiden publicar.")
@with_appcontext
def check(slug: str | None, as_json: bool, notices: bool) -> None:
    """Revisa los programas: archivo, línea, qué está mal y cómo se arregla. Termina con 1 si hay faltas."""
    packs = _read(slug)
    faults = [fault for pack in packs for fault in check_pack(pack)]
    if as_json:
        _print_json({"packs": [_pack_json(pack) for pack in packs], "faults": [to_json(fault) for fault in faults]})
    else:
        _print_faults(faults, notices)
    sys.exit(any(fault.severity is Severity.ERROR for fault in faults))


@courses.command()
@json_option
@with_appcontext
def publish(as_json: bool) -> None:
    """Publica como versión nueva cada programa que cambió. Si alguno tiene una falta, no publica ninguno."""
    published = publish_all(SYSTEM, _folder())
    if as_json:
        return _print_json([{**to_json(each), "published_at": each.published_at.isoformat()} for each in published])
    for each in published:
        click.echo(f"{each.slug}: versión {each.number} ({each.sha256[:12]})")
    if not published:
        click.echo("Nada cambió: todo estaba publicado.")
    return None


@courses.command("review-list")
@pack_option
@json_option
@click.option("--csv", "as_csv", is_flag=True, help="Salida CSV, para abrir como hoja de cálculo.")
@with_appcontext
def review_list(slug: str | None, as_json: bool, as_csv: bool) -> None:
    """Lista lo que está «por validar»: cada fuente y cada recuadro, con los lugares que se apoyan en él."""
    rows = [row for pack in _read(slug) for row in map(_review_row, list_open(pack))]
    if as_json:
        _print_json(rows)
    elif as_csv:
        _print_csv(rows)
    else:
        for row in rows:
            _print_question(row)


@courses.command()
@pack_option
@json_option
@click.option("--markdown", "as_markdown", is_flag=True, help="La página docs/programas.md.")
@with_appcontext
def table(slug: str | None, as_json: bool, as_markdown: bool) -> None:
    """Cifras por módulo: minutos, palabras, ítems, críticos, fuentes, facilidad de lectura y revisión."""
    packs = _read(slug)
    if as_markdown:
        return click.echo(to_markdown(packs))
    rows = [asdict(row) for row in list_figures(packs)]
    return _print_json(rows) if as_json else _print_csv(rows)


def _folder() -> Path:
    folder: Path = current_app.extensions["settings"].content
    return folder


def _read(slug: str | None) -> list[Pack]:
    folders = [each for each in list_folders(_folder()) if slug in (None, each.name)]
    if not folders:
        raise NotFound(f"No hay ningún programa{f' «{slug}»' if slug else ''} en {_folder()}.")
    return [read_pack(each) for each in folders]


def _pack_json(pack: Pack) -> dict[str, Any]:
    return {"slug": pack.programme.slug, "sha256": pack.sha256}


def _print_faults(faults: list[Fault], with_notices: bool) -> None:
    errors = [fault for fault in faults if fault.severity is Severity.ERROR]
    notices = [fault for fault in faults if fault.severity is Severity.NOTICE]
    for fault in errors:
        click.echo(str(fault))
    for fault in notices if with_notices else []:
        click.echo(f"aviso: {fault}")
    hint = "" if with_notices or not notices else " Míralos con --avisos."
    click.echo(f"{len(errors)} faltas, {len(notices)} avisos.{hint}")


def _review_row(question: OpenQuestion) -> dict[str, Any]:
    return {
        "kind": question.kind,
        "title": question.title,
        "detail": question.detail,
        "confidence": question.confidence,
        "file": question.place.file,
        "line": question.place.line,
        "used_in": list(question.used_in),
    }


def _print_question(row: dict[str, Any]) -> None:
    confidence = f" [{row['confidence']}]" if row["confidence"] else ""
    click.echo(f"{row['file']}:{row['line']}: {row['kind']}{confidence}: {row['title']}")
    for line in filter(None, (row["detail"], ", ".join(row["used_in"]))):
        click.echo(f"    {line}")


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _print_csv(rows: Iterable[dict[str, Any]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    for index, row in enumerate(rows):
        if not index:
            writer.writerow(row)
        writer.writerow(" ".join(cell) if isinstance(cell, list) else harmless(cell) for cell in row.values())
