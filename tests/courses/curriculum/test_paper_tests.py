"""The tests that the police sessions print ask what the screen asks, and the guide's key is right."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from courses.curriculum.domain import ItemKind
from courses.curriculum.reading.pack import BankItem
from courses.curriculum.reading.programme import read_pack
from lms.text import plain
from tests.courses.curriculum.test_shipped_packs import CONTENT

HINT = "*(marca una o más)*"
WORDS = {True: "verdadero", False: "falso"}


@dataclass(frozen=True)
class Asked:
    """A question of the sheet, and its line of the key."""

    stem: str
    choices: tuple[str, ...]
    key: str
    is_critical: bool


def asked(slug: str, form: str) -> list[Asked]:
    """The questions of one form as printed, with the key that the guide gives."""
    folder = CONTENT / slug / "pares" / "b-sesion-entre-pares"
    sheet = (folder / "pruebas.md").read_text("utf-8").split(f"## Forma {form}\n")[1].split("## Forma")[0]
    key = (folder / "guia.md").read_text("utf-8").split(f"| Forma {form} | Respuesta |")[1].split("\n\n")[0]
    lines = [line.split("|") for line in key.strip().split("\n")[1:]]
    questions = re.split(r"\*\*\d+\.\*\* ", sheet)[1:]
    return [_asked(text, cells) for text, cells in zip(questions, lines, strict=True)]


def _asked(text: str, cells: list[str]) -> Asked:
    stem, *rest = text.split("\n")
    choices = tuple(line.removeprefix("- ☐ ").strip() for line in rest if line.startswith("- ☐ "))
    return Asked(plain(stem.replace(HINT, "")), choices, cells[2].strip(), "crítica" in cells[1])


def banked(slug: str, form: str) -> Iterator[Asked]:
    """The same from the bank."""
    pack = read_pack(CONTENT / slug)
    for sha256 in pack.programme.course("pares").part("b-sesion-entre-pares/pre-prueba").forms[form]:
        each = pack.item(sha256)
        choices = tuple(option.text for option in each.item.options) or ("Verdadero", "Falso")
        yield Asked(plain(each.item.stem.replace(HINT, "")), choices, _key(each), each.item.critical)


def _key(each: BankItem) -> str:
    if each.item.kind is ItemKind.TRUE_FALSE:
        return WORDS[each.key["right"]]
    *first, last = [f"{option.removeprefix('o')}.ª" for option in each.key["right"]]
    return f"{', '.join(first)} y {last}" if first else last


@pytest.mark.parametrize("form", ["A", "B"])
@pytest.mark.parametrize("slug", ["modo-ninez", "modo-mujer"])
def test_paper_screen_and_key_agree(slug: str, form: str) -> None:
    assert asked(slug, form) == list(banked(slug, form))
