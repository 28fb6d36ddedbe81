"""Every word a reader sees goes through gettext."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment

from lms.cli import cli  # noqa: F401 — so that every error is known
from lms.errors import CascadaError, Invalid, SetupError

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
SHEETS = TEMPLATES / "certificates" / "rendering"
"""The certificate's own sheet is Spanish by design: it is the signed paper."""
SPOKEN_ATTRIBUTES = re.compile(r'\b(?:alt|title|placeholder|aria-label|content)="([^"{]*[^\W\d_]{2}[^"{]*)"')
NOT_SPOKEN = re.compile(r'<meta name="(?:viewport|referrer|theme-color|robots)"[^>]*>')
CLASS_BLOCK = re.compile(r"{% block wide %}wide{% endblock %}")
"""A class name, not a word."""
CALLS_THAT_SPEAK = {"flash"}
FIELDS = re.compile(r"(Field|Required|Length|EqualTo|NumberRange|ValidationError)$")

templates = sorted(path for path in TEMPLATES.rglob("*.html") if SHEETS not in path.parents)
modules = sorted(
    path
    for package in ("lms", "courses", "certificates")
    for path in (ROOT / package).rglob("*.py")
    if "demo" not in path.parts
)


def text_outside_gettext(source: str) -> Iterator[str]:
    """The words of a template that stand in its own markup."""
    source = CLASS_BLOCK.sub("", source)
    pieces = [token[2] for token in Environment(autoescape=True).lex(source) if token[1] == "data"]
    markup = NOT_SPOKEN.sub("", "\0".join(pieces))
    yield from (match.group(1) for match in SPOKEN_ATTRIBUTES.finditer(markup))
    visible = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", markup, flags=re.DOTALL)
    for words in re.sub(r"<[^<>]*>|&\w+;", "\n", visible).replace("\0", " ").split("\n"):
        if re.search(r"[^\W\d_]{2}", words):
            yield words.strip()


@pytest.mark.parametrize("path", templates, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_says_nothing_outside_gettext(path: Path) -> None:
    assert list(text_outside_gettext(path.read_text())) == []


@pytest.mark.parametrize("path", modules, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_form_or_flash_says_nothing_outside_gettext(path: Path) -> None:
    spoken = [
        argument.value
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and speaks(node)
        for argument in node.args[:1]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value
    ]
    assert spoken == []


@pytest.mark.parametrize("path", modules, ids=lambda path: str(path.relative_to(ROOT)))
def test_an_error_is_one_sentence_whose_values_stand_apart(path: Path) -> None:
    """For gettext finds a sentence by its words; commands and settings speak to operators alone."""
    if path.name == "cli.py":
        return
    pieced = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and name_of(node) in ERRORS
        and node.args
        and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
    ]
    assert pieced == []


def test_an_error_is_told_in_the_readers_language() -> None:
    error = Invalid("Escribir %(n)s caracteres como máximo.", "note", n=30)
    assert error.message == str(error) == "Escribir 30 caracteres como máximo."
    assert error.told({"Escribir %(n)s caracteres como máximo.": "At most %(n)s characters."}.__getitem__) == (
        "At most 30 characters."
    )
    assert Invalid("Al menos el 70 % asiste.").message == "Al menos el 70 % asiste."


def kinds_of(base: type[CascadaError]) -> Iterator[type[CascadaError]]:
    yield base
    for kind in base.__subclasses__():
        yield from kinds_of(kind)


ERRORS = {kind.__name__ for kind in kinds_of(CascadaError) if not issubclass(kind, SetupError)}


def speaks(node: ast.Call) -> bool:
    """Whether the call's first argument is shown to a reader."""
    name = name_of(node)
    return name in CALLS_THAT_SPEAK or (isinstance(node.func, ast.Name) and bool(FIELDS.search(name)))


def name_of(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def test_the_net_catches_a_word() -> None:
    assert list(text_outside_gettext("<p>{{ _('bien') }} mal</p>")) == ["mal"]
    assert list(text_outside_gettext('<img alt="mal">')) == ["mal"]
    assert list(text_outside_gettext("<p>{{ _('bien') }}</p>")) == []
