"""init, start, serve, worker, backup, restore."""

import json
import os
from pathlib import Path
from typing import NoReturn

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from lms.accounts.operations.administrators import create_administrator
from lms.commands import archives, progress, schema, serving, setting_up
from lms.demo.logins import demo_logins
from lms.demo.operations import demo_job, ensure_demo
from lms.errors import SetupError
from lms.installation.models import Environment
from lms.installation.queries import get_environment
from lms.jobs.models import JobState
from lms.jobs.worker import run_worker
from lms.printing.requirements import check as missing_packages
from lms.web.logging import configure


@click.command()
@click.option("--given-names", "--nombres", prompt="Nombres de quien administra", help="Nombres de quien administra.")
@click.option("--surnames", "--apellidos", prompt="Apellidos", help="Sus apellidos.")
@click.option("--document", "--dni", prompt="DNI", help="Su DNI.")
@with_appcontext
def init(given_names: str, surnames: str, document: str) -> None:
    """Crea una instalación real, sin datos de demostración, y da el código de quien administra."""
    schema.migrate()
    setting_up.ensure_environment(Environment.PRODUCTION)
    setting_up.publish()
    code = create_administrator(given_names, surnames, document)
    click.echo("Instalación lista. Código de un solo uso para activar la cuenta de administración (30 días):")
    click.echo(f"\n    {code}\n")
    click.echo("Ábrelo en /activar. Si aún no lo hiciste, fija LMS_PUBLIC_URL: sin ella no se emiten certificados.")


host_option = click.option("--host", default="127.0.0.1", show_default=True, help="Dirección en la que escucha.")
port_option = click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Puerto.")


@click.command()
@host_option
@port_option
@with_appcontext
def start(host: str, port: int) -> None:
    """Prepara todo y sirve; si no hay instalación, arma la demostración en segundo plano."""
    _require_packages()
    schema.migrate()
    if get_environment() is None:
        setting_up.require_loopback(host)
        setting_up.ensure_environment(Environment.DEMO)
    _serve(host, port)


@click.command()
@host_option
@port_option
@with_appcontext
def serve(host: str, port: int) -> None:
    """Sirve una instalación que ya existe."""
    _require_packages()
    schema.migrate()
    if get_environment() is None:
        raise SetupError("No hay instalación en esta carpeta. Usa «./run lms init» o «./run» para la demostración.")
    _serve(host, port)


@click.command()
@click.option("--threads", default=1, show_default=True, type=click.IntRange(1, 8), help="Tareas a la vez.")
@click.option("--parent", type=int, hidden=True)
@with_appcontext
def worker(threads: int, parent: int | None) -> None:
    """Hace las tareas en segundo plano hasta que se le detenga."""
    run_worker(_app(), threads, parent=parent)


@click.command()
@click.argument("file", metavar="ARCHIVO", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def backup(file: Path) -> None:
    """Guarda base de datos, claves y archivos en un solo archivo .tar.gz (contiene datos personales)."""
    size = archives.back_up(setting_up.settings(), file)
    click.echo(f"Copia guardada: {file.name}, {size // 1024 + 1} kB. Guárdala como un secreto.")


@click.command()
@click.argument("file", metavar="ARCHIVO", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def restore(file: Path) -> None:
    """Llena una carpeta de datos vacía (LMS_DATA) con una copia."""
    archives.restore(setting_up.settings(), file)
    click.echo("Copia restaurada.")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Salida JSON.")
@with_appcontext
def demo(as_json: bool) -> None:
    """Arma la demostración aquí mismo, con personas inventadas, sin servir páginas."""
    from lms.jobs.running import run_waiting  # noqa: PLC0415

    schema.migrate()
    setting_up.ensure_environment(Environment.DEMO)
    setting_up.publish()
    ensure_demo()
    _keep_quiet()
    with progress.bar(_app(), "Demostración", demo_job):
        run_waiting()
    job = demo_job()
    if job is None or job.state != JobState.DONE:
        raise SetupError("La demostración no se pudo armar: mira el registro de arriba.")
    logins = demo_logins()
    click.echo(json.dumps([vars(each) for each in logins], ensure_ascii=False) if as_json else _login_lines())


def _app() -> Flask:
    """The application itself, for other threads and processes."""
    return current_app._get_current_object()  # type: ignore[attr-defined,no-any-return]


def _require_packages() -> None:
    missing = missing_packages()
    if missing:
        raise SetupError("Faltan paquetes del sistema. Escribe: apt-get install -y " + " ".join(missing))


def _serve(host: str, port: int) -> NoReturn:
    is_demo = get_environment() == Environment.DEMO
    if is_demo:
        setting_up.require_loopback(host)
        _keep_quiet()
    listener = serving.open_port(host, port)
    setting_up.publish()
    if is_demo:
        ensure_demo()
    _announce(host, port)
    serving.serve(_app(), listener)


def _keep_quiet() -> None:
    """Thousands of log lines of the demonstration would hide its logins; who sets LMS_LOG_LEVEL sees them."""
    configure(os.environ.setdefault("LMS_LOG_LEVEL", "WARNING"))


def _announce(host: str, port: int) -> None:
    click.echo(f"\nCascada está en http://{host}:{port}/   (Ctrl-C la detiene)")
    if get_environment() == Environment.DEMO:
        click.echo("Es una DEMOSTRACIÓN con personas inventadas. Para entrar:\n" + _login_lines())
    elif not setting_up.settings().public_url:
        click.echo("Falta LMS_PUBLIC_URL: sin ella no se emiten certificados.")


def _login_lines() -> str:
    return "\n".join(f"  {each.role:<24} documento {each.document}   clave {each.password}" for each in demo_logins())


COMMANDS = (init, start, serve, worker, backup, restore, demo)
