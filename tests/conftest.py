"""The test bench: a real database, the whole app, a small invented cast."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.app import create_app
from lms.extensions import db
from lms.settings import read_settings
from tests.support.browser import Browser
from tests.support.cast import Cast, form_cast
from tests.support.databases import Bench, open_bench


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """SQLite files, or PostgreSQL databases when LMS_TEST_DATABASE=postgresql, made from templates."""
    with open_bench(tmp_path_factory.mktemp("bench")) as opened:
        yield opened


@pytest.fixture(scope="session")
def whole_app(bench: Bench) -> Iterator[Flask]:
    """The application, wired once; its database is set back for every test."""
    app = create_app(
        read_settings(
            {
                "LMS_DATA": str(bench.folder / "data"),
                "DATABASE_URL": bench.url("live"),
                "LMS_PUBLIC_URL": "https://certificados.prueba.pe",
                "LMS_CONTENT": str(Path(__file__).parent / "packs"),
            }
        )
    )
    app.testing = True
    app.test_client_class = Browser
    app.config["PROPAGATE_EXCEPTIONS"] = False
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _in_template(bench: Bench, app: Flask, name: str, base: str | None) -> bool:
    """Set the live database to a template, or to its base when it is still to be built (True)."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    for folder in ("files", "uploads"):
        shutil.rmtree(bench.folder / "data" / folder, ignore_errors=True)
    building = not bench.has(name)
    bench.restore(base if building else name)
    return building


def _empty(bench: Bench, app: Flask) -> None:
    if _in_template(bench, app, "empty", None):
        from flask_migrate import upgrade

        with app.app_context():
            upgrade()
            db.session.remove()
            db.engine.dispose()
        bench.keep("empty")


@pytest.fixture
def bare_app(bench: Bench, whole_app: Flask) -> Iterator[Flask]:
    """The application on an empty, migrated database: not installed, nothing published."""
    _empty(bench, whole_app)
    with whole_app.app_context():
        yield whole_app
        db.session.remove()


@pytest.fixture
def app(bench: Bench, whole_app: Flask) -> Iterator[Flask]:
    """The application installed for production, the test packs published, the cast registered; context pushed."""
    if not bench.has("world"):
        _empty(bench, whole_app)
        with whole_app.app_context():
            bench.notes["cast"] = form_cast()
            db.session.remove()
            db.engine.dispose()
        bench.keep("world")
    _in_template(bench, whole_app, "world", None)
    with whole_app.app_context():
        yield whole_app
        db.session.remove()


@pytest.fixture
def cast(bench: Bench, app: Flask) -> Cast:
    """Marisol coordinates, Inés judges and teaches, Rubén trains officers, Rosa learns, … (tests/support/cast.py)."""
    return bench.notes["cast"]


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser of nobody in particular; `cast.log_in(client, "coordinator")` makes it somebody's."""
    return app.test_client()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last; what needs neither database nor many seconds is quick."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
    for item in items:
        is_long = item.get_closest_marker("browser") or item.get_closest_marker("slow")
        if not is_long and "bench" not in getattr(item, "fixturenames", ()):
            item.add_marker("quick")


os.environ.setdefault("SOURCE_DATE_EPOCH", "1767225600")
hypothesis.settings.register_profile("busy", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("busy")  # a busy machine is no fault of the code
