"""Commands as an operator types them, on folders and databases of their own."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import Context
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

from lms.app import create_app
from lms.cli import cli
from lms.extensions import db
from lms.settings import read_settings
from tests.support.databases import Bench

PACKS = Path(__file__).parents[2] / "packs"


@dataclass
class Operator:
    """Types `lms …`; each `place` is another folder with another database, empty at first."""

    folder: Path
    bench: Bench
    addresses: dict[str, str] = field(default_factory=dict)

    def __call__(self, *arguments: str, place: str = "first", **settings: str) -> Result:
        apps: list[Flask] = []

        def create() -> Flask:
            apps.append(create_app(read_settings(self.environment(place) | settings)))
            return apps[0]

        try:
            return run_apart(list(arguments), ScriptInfo(create_app=create))
        finally:
            for app in apps:
                let_go(app)

    @contextmanager
    def at(self, place: str) -> Iterator[Flask]:
        """The application at a place, to look at what a command did."""
        app = create_app(read_settings(self.environment(place)))
        with app.app_context():
            yield app
        let_go(app)

    def data(self, place: str = "first") -> Path:
        return self.folder / place

    def environment(self, place: str) -> dict[str, str]:
        if place not in self.addresses:
            self.addresses[place] = self.bench.create(f"operator_{place}")
        return {
            "LMS_DATA": str(self.data(place)),
            "DATABASE_URL": self.addresses[place],
            "LMS_CONTENT": str(PACKS),
            "LMS_PUBLIC_URL": "https://certificados.prueba.pe",
        }


def run_apart(arguments: list[str], info: ScriptInfo) -> Result:
    """Run a command as if no application were at work here."""
    return Context().run(CliRunner().invoke, cli, arguments, obj=info, prog_name="lms")


def let_go(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def mode(path: Path) -> int:
    """The permission bits."""
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def lms(tmp_path: Path, bench: Bench) -> Operator:
    return Operator(tmp_path, bench)
