"""A fresh copy of the test pack for each test."""

import shutil
from pathlib import Path

import pytest

from tests.courses.curriculum.breaking import PACKS, SLUG, BreakablePack


@pytest.fixture
def pack(tmp_path: Path) -> BreakablePack:
    return BreakablePack(Path(shutil.copytree(PACKS / SLUG, tmp_path / SLUG)))
