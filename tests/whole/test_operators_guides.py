"""The operators' guides name every command, option, setting, key and exit code that there is."""

import json
import re
from collections.abc import Iterator

import click
import pytest
from flask import Flask

from lms.cli import cli
from lms.settings import DECLARED
from tests.support.site import ROOT

COMMANDS = (ROOT / "docs" / "ordenes.md").read_text()
OPERATION = (ROOT / "docs" / "operacion.md").read_text()


def commands(group: click.Group = cli, *path: str) -> Iterator[tuple[str, click.Command]]:
    """Every command with the words that lead to it."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, *path, name)
        else:
            yield " ".join((*path, name)), command


def row_of(path: str) -> str:
    """The command's line in the table of commands."""
    rows = [line for line in COMMANDS.splitlines() if line.startswith("|")]
    found = [row for row in rows if re.search(rf"`{path}(?= |`)", row.split(" | ")[0])]
    return found[0] if found else ""


@pytest.mark.parametrize(("path", "command"), list(commands()), ids=[path for path, _ in commands()])
def test_every_command_is_documented_with_its_options(path, command):
    row = row_of(path)
    assert row, f"{path} is not in docs/ordenes.md"
    options = [each for each in command.params if isinstance(each, click.Option) and not each.hidden]
    unnamed = [each.opts for each in options if not any(opt in row for opt in each.opts)]
    assert unnamed == []


def test_no_command_is_documented_that_does_not_exist():
    known = {path for path, _ in commands()}
    for cell in re.findall(r"^\| (`[^|]*?`)(?: /| \|)", COMMANDS, re.MULTILINE):
        words = cell.strip("`").split()
        assert words[0] in known or " ".join(words[:2]) in known, cell


@pytest.mark.parametrize("path", [path for path, each in commands() if any(p.name == "as_json" for p in each.params)])
def test_every_json_has_its_shape(path):
    assert "--json" in row_of(path)
    shapes = COMMANDS.partition("## Las formas de `--json`")[2]
    assert f"`{path}`" in shapes


@pytest.mark.parametrize("variable", sorted(each.variable for each in DECLARED.values()))
def test_every_setting_is_documented(variable):
    assert f"| `{variable}` |" in OPERATION


def test_no_setting_is_documented_that_does_not_exist():
    known = {each.variable for each in DECLARED.values()}
    for guide in (ROOT / "docs").glob("*.md"):
        named = set(re.findall(r"\b(?:LMS_[A-Z_]+|DATABASE_URL)\b", guide.read_text()))
        assert named <= known, guide.name


def test_every_key_that_is_made_is_documented():
    sources = [
        path.read_text() for package in ("lms", "courses", "certificates") for path in (ROOT / package).rglob("*.py")
    ]
    made = {name for text in sources for name in re.findall(r'read_or_make\([^"]*"([^"]+\.key)"', text)}
    named = {re.sub(r"\{.*?\}", "production", name) for name in made}
    assert len(named) > 3
    assert [name for name in named if f"`{name}`" not in OPERATION] == []


def test_the_shapes_are_those_of_the_commands(app: Flask):
    """The listings that need no data, key by key."""
    runner = app.test_cli_runner()
    for path in ("settings", "permissions", "courses table", "courses review-list", "audit verify", "cohorts list"):
        printed = json.loads(runner.invoke(cli, [*path.split(), "--json"], obj=None).stdout)
        first = printed[0] if isinstance(printed, list) and printed else printed
        shape = next(line for line in COMMANDS.splitlines() if line.startswith(f"| `{path}` | `"))
        assert [key for key in first if not re.search(rf"[{{ ]{key}\b", shape)] == [], path
