"""The guides name buttons and messages as the pages say them."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDES = ("coordinacion", "formadores", "participantes", "verificar", "privacidad")
QUOTED = re.compile(r"«([^«»]+)»")
SPOKEN = "\n".join(
    path.read_text()
    for folder, pattern in (
        ("templates", "*.html"),
        ("lms", "*.py"),
        ("courses", "*.py"),
        ("courses/content", "*.toml"),
        ("certificates", "*.py"),
    )
    for path in sorted((ROOT / folder).rglob(pattern))
)


def is_said(words: str) -> bool:
    """Whether a page says the words; … stands for what the page fills in."""
    return all(re.sub(r"\s+", " ", piece).strip() in SPOKEN for piece in words.split("…"))


@pytest.mark.parametrize("guide", GUIDES)
def test_a_guide_quotes_the_pages(guide: str) -> None:
    text = (ROOT / "docs" / f"{guide}.md").read_text()
    quoted = set(QUOTED.findall(text))
    assert len(quoted) > 3
    assert sorted(words for words in quoted if not is_said(words)) == []


def test_what_no_page_says_is_noticed() -> None:
    assert not is_said("Este botón no existe")
