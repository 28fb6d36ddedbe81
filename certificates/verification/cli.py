"""`lms certificates verify`: exit 0 valid, 1 not valid, 2 could not check."""

import json
import sys
from pathlib import Path

import click
from flask.cli import ScriptInfo

from certificates.issuing.cli import certificates
from certificates.issuing.serials import group_serial
from certificates.verification.domain import Check, Outcome, Question, Verdict
from certificates.verification.queries import verify_file, verify_text
from certificates.verification.shapes import verdict_json
from certificates.verification.wording import check_title, check_words, outcome_title
from lms import clock
from lms.errors import CascadaError

EXIT = {Outcome.VALID: 0, Outcome.NOT_VALID: 1, Outcome.COULD_NOT_CHECK: 2}
MAX_FILE = 20_000_000


@certificates.command()
@click.argument("what", metavar="CÓDIGO|ARCHIVO.pdf")
@click.option("--json", "as_json", is_flag=True, help="Salida JSON.")
@click.pass_context
def verify(context: click.Context, what: str, as_json: bool) -> None:
    """Verifica un código o un PDF. Termina con 0 válido, 1 no válido, 2 no se pudo comprobar."""
    verdict = _verify(context.ensure_object(ScriptInfo), what)
    if as_json:
        click.echo(json.dumps(verdict_json(verdict), ensure_ascii=False))
    else:
        _print(verdict)
    sys.exit(EXIT[verdict.outcome])


def _verify(info: ScriptInfo, what: str) -> Verdict:
    """The verdict; whatever breaks on the way, be it settings, database or disk, could not be checked."""
    path = Path(what)
    is_file = path.suffix.lower() == ".pdf" or path.is_file()
    try:
        content = _read(path) if is_file else b""
    except OSError:
        return _could_not(Question.FILE, "unreadable")
    try:
        with info.load_app().app_context():
            return verify_file(content) if is_file else verify_text(what)
    except CascadaError as error:
        click.echo(error.message, err=True)
    except Exception as error:
        click.echo(f"No se pudo consultar el registro ({type(error).__name__}).", err=True)
    return _could_not(Question.FOUND, "no_register")


def _read(path: Path) -> bytes:
    if path.stat().st_size > MAX_FILE:
        raise OSError("too large")
    return path.read_bytes()


def _could_not(question: Question, detail: str) -> Verdict:
    return Verdict((Check(question, Outcome.COULD_NOT_CHECK, detail),), clock.now())


def _print(verdict: Verdict) -> None:
    click.echo(f"{outcome_title(verdict)} ({verdict.outcome.value})")
    for check in verdict.checks:
        click.echo(f"  {check_title(check)}: {check_words(check)}")
    if verdict.certificate:
        claims = verdict.certificate.claims
        click.echo(
            f"  {claims.holder_name} · {claims.certificate_title} · {claims.hours} h · {group_serial(claims.serial)}"
        )
