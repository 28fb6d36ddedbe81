"""A cohort under way, a pack to change, and a reader of PDF."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.courses.attendance.group import Group, form_group, living_on
from tests.courses.curriculum.conftest import pack  # noqa: F401 — the same fixture here
from tests.support.cast import Cast


@pytest.fixture
def group(cast: Cast) -> Iterator[Group]:
    with living_on():
        yield form_group(cast)


@pytest.fixture
def read(tmp_path: Path) -> Callable[[bytes], str]:
    """The words of a PDF, with single spaces."""

    def words(pdf: bytes) -> str:
        file = tmp_path / "read.pdf"
        file.write_bytes(pdf)
        text = subprocess.run(["pdftotext", str(file), "-"], check=True, capture_output=True, text=True).stdout
        return " ".join(text.split())

    return words
