"""Every page that a role can reach, walked in the demonstration: accessible, narrow, quiet, light."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from lms.app import create_app
from lms.demo.logins import demo_logins
from lms.settings import read_settings
from tests.support.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES_A_KIND = 2
NOT_PAGES = re.compile(r"formato=csv|\.(csv|xlsx|pdf|zip|json|svg)$|/pdf$|/static/|/exportar|/plantilla|/datos")
UNREACHED = {
    "static",
    "web.static_file",
}
"""GET routes that are no pages of the walk: files."""


@dataclass
class Walk:
    """What one role saw: a page of each kind of address, and what was wrong with it."""

    role: str
    seen: dict[str, list[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def adapter(tmp_path_factory: pytest.TempPathFactory) -> object:
    """The application's own map of addresses."""
    app = create_app(read_settings({"LMS_DATA": str(tmp_path_factory.mktemp("map"))}))
    return app.url_map.bind("127.0.0.1")


def kind_of(adapter: object, address: str) -> str | None:
    """The endpoint behind an address."""
    try:
        return str(adapter.match(urlsplit(address).path)[0])  # type: ignore[attr-defined]
    except Exception:
        return None


def log_in(page: Page, site: Site, document: str, password: str) -> None:
    page.goto(f"{site.url}/ingresar")
    page.locator("input[type=text]").first.fill(document)
    page.locator("input[type=password]").fill(password)
    page.locator("main button").click()


def walk(page: Page, site: Site, adapter: object, role: str) -> Walk:
    """Breadth first over the links, two pages of each kind."""
    found = Walk(role)
    queue, known = [f"{site.url}/"], {f"{site.url}/"}
    while queue:
        address = queue.pop(0)
        kind = kind_of(adapter, address)
        if kind is None or len(found.seen.get(kind, [])) >= PAGES_A_KIND:
            continue
        found.seen.setdefault(kind, []).append(address)
        response = page.goto(address)
        if response is None or response.status >= 400:
            found.faults.append(f"{kind}: {response.status if response else 'nothing'}")
            continue
        found.faults += inspect(page, kind)
        for link in page.locator("a[href]").evaluate_all("links => links.map(link => link.href)"):
            target = urldefrag(link).url
            if target.startswith(site.url) and target not in known and not NOT_PAGES.search(target):
                known.add(target)
                queue.append(target)
    return found


def inspect(page: Page, kind: str) -> list[str]:
    """Faults of the page that is open: axe, sideways scroll, more than one h1."""
    faults = [
        f"{kind}: {violation['id']} {violation['nodes'][0]['html'][:120]}"
        for violation in Axe().run(page).response["violations"]
    ]
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > page.viewport_size["width"]:  # type: ignore[index]
        faults.append(f"{kind}: {width} px wide")
    if page.locator("h1").count() != 1:
        faults.append(f"{kind}: {page.locator('h1').count()} h1")
    return faults


def test_every_page_is_accessible_and_fits_320_px(
    demo_site: Site, chromium: Browser, adapter: object, tmp_path: Path
) -> None:
    walks = []
    for login in (None, *demo_logins()):
        context = chromium.new_context(viewport={"width": 320, "height": 640}, locale="es-PE", bypass_csp=True)
        page = context.new_page()
        if login:
            log_in(page, demo_site, login.document, login.password)
        walks.append(walk(page, demo_site, adapter, login.role if login else "visitante"))
        context.close()
    faults = sorted({f"{each.role} {fault}" for each in walks for fault in each.faults})
    assert faults == []
    seen = {kind for each in walks for kind in each.seen}
    assert len(seen) > 40, sorted(seen)
