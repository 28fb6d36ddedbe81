"""The command line itself: Spanish everywhere, exit codes, no tracebacks."""

import re
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner, Result

from lms.cli import cli
from tests.lms.commands.conftest import Operator

ENGLISH = re.compile(r"\b(Usage|Options|Commands|Show this|No such|Missing|Try|required|TEXT|FILE|INTEGER|OPTIONS)\b")


def commands(group: click.Group = cli, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command and group with the words that lead to it."""
    for name, command in group.commands.items():
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, *path, name)


ALL = [("", cli), *((" ".join(path), command) for path, command in commands())]
by_path = pytest.mark.parametrize(("path", "command"), ALL, ids=[path or "lms" for path, _ in ALL])


def typed(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words), prog_name="lms")


@by_path
def test_every_command_explains_itself_in_spanish(path, command):
    result = typed(*path.split(), "--help")
    assert result.exit_code == 0
    assert result.output.startswith("Uso: lms")
    assert ENGLISH.findall(result.output) == []
    assert command.help
    assert command.help[-1] == "." or command.help[-1] == "»"


@by_path
def test_every_option_says_what_it_is_for(path, command):
    options = [each for each in command.params if isinstance(each, click.Option) and not each.hidden]
    assert [each.opts for each in options if not each.help] == []


@by_path
def test_an_unknown_option_ends_with_2(path, command):
    result = typed(*path.split(), "--no-hay-tal")
    assert result.exit_code == 2
    assert "No existe la opción --no-hay-tal" in result.output


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["no-hay-tal"], "No existe la orden no-hay-tal"),
        (["backup"], "Falta 'ARCHIVO'"),
        (["backup", "a", "b"], "Sobra: b"),
        (["cascade", "show"], "Falta la opción '--programme'"),
        (["cascade", "show", "--programme"], "La opción --programme lleva un valor"),
        (["serve", "--port", "70000"], "70000 está fuera de 1<=x<=65535"),
        (["serve", "--port", "abc"], "«abc» no es un número"),
        (["people", "import", "/no/hay.xlsx", "--cohort", "X"], "no existe /no/hay.xlsx"),
    ],
)
def test_what_was_typed_wrong_is_said_in_spanish(words, sentence):
    result = typed(*words)
    assert (result.exit_code, sentence in result.output) == (2, True), result.output
    assert ENGLISH.findall(result.output) == []


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"LMS_LOG_LEVEL": "MUCHO"}, "LMS_LOG_LEVEL"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL"),
        ({"LMS_DATA": "/proc/no-se-puede"}, "LMS_DATA"),
    ],
)
def test_a_wrong_setting_is_named(lms: Operator, settings, sentence):
    result = lms("settings", **settings)
    assert (result.exit_code, sentence in result.output) == (1, True)
    assert len(result.output.splitlines()) == 1


@pytest.mark.parametrize(
    "words", [["cohorts", "list"], ["certificates", "list"], ["cascade", "show", "--programme", "x"]]
)
def test_an_empty_folder_is_said_and_not_traced(lms: Operator, words):
    result = lms(*words)
    assert (result.exit_code, "no está instalada" in result.output) == (1, True), result.output
    assert len(result.output.splitlines()) == 1


def test_a_database_server_that_is_not_there_is_said_and_not_traced(lms: Operator):
    result = lms("cohorts", "list", DATABASE_URL="postgresql://nadie@127.0.0.1:1/nada")
    assert (result.exit_code, "no responde" in result.output) == (1, True)
    assert "nadie" not in result.output


def test_the_program_name_is_lms():
    assert cli.name == "lms"
    assert typed().output.startswith("Uso: lms")
