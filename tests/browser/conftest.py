"""A real Chromium against a real server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.support.site import Site, run_lms, serving

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The whole demonstration, built and served."""
    data = tmp_path_factory.mktemp("demo") / "var"
    built = run_lms(data, "demo")
    assert built.returncode == 0, built.stderr[-3000:]
    with serving(data) as site:
        yield site


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    """A phone of 360 px without JavaScript."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=False, locale="es-PE", has_touch=True
    )
    yield context
    context.close()


@pytest.fixture
def desk(chromium: Browser, tmp_path: Path) -> Iterator[BrowserContext]:
    """A desktop."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="es-PE", accept_downloads=True)
    yield context
    context.close()
