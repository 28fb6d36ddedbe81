"""The guides of those who run Cascada know every command, every option of theirs and every setting, and no others."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from lms.cli import cli
from lms.settings import DECLARED

DOCS = Path(__file__).resolve().parents[2] / "docs"
ROW = re.compile(r"^\| (`.+?`) \|", re.MULTILINE)
OPTION = re.compile(r"--[a-z-]+")
NOT_TOLD = {"--help", "--parent"}
"""Told for all at once; for a worker that a server started."""


def documented() -> dict[str, set[str]]:
    """The commands of ordenes.md's first table with their options."""
    table = (DOCS / "ordenes.md").read_text().partition("## Las formas")[0]
    cells = [cell for row in ROW.findall(table) for cell in re.findall(r"`(.+?)`", row)]
    return {_words(cell): set(OPTION.findall(cell)) for cell in cells}


def _words(cell: str) -> str:
    """The command's name: what comes before its arguments and options."""
    return re.match(r"[a-z-]+(?: [a-z][a-z-]+)*", cell).group()  # type: ignore[union-attr]


def built(group: click.Group, prefix: str = "") -> Iterator[tuple[str, list[set[str]]]]:
    """Every command with the names of each of its options."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from built(command, f"{prefix}{name} ")
        elif command and not command.hidden:
            options = (each for each in command.params if isinstance(each, click.Option) and not each.hidden)
            names = ({text for text in each.opts if text.startswith("--")} - NOT_TOLD for each in options)
            yield prefix + name, [each for each in names if each]


def test_every_command_is_documented_and_nothing_else():
    assert documented().keys() == dict(built(cli)).keys()


@pytest.mark.parametrize(("command", "options"), list(built(cli)))
def test_every_option_is_documented_by_one_of_its_names(command, options):
    told = documented()[command]
    assert [sorted(names) for names in options if len(names & told) != 1] == []
    assert told - set().union(*options) == set()


def test_every_setting_is_documented_and_nothing_else():
    table = (DOCS / "operacion.md").read_text().partition("## Los ajustes")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == [each.variable for each in DECLARED.values()]
