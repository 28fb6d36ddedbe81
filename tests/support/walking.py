"""Walking the whole site as one person does: breadth first over the links, a few pages of each kind."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urldefrag, urlsplit

from playwright.sync_api import Error, Page
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from lms.accounts.guards import ANY_ACCOUNT
from lms.app import create_app
from lms.settings import read_settings
from tests.support.people_at_work import Somebody
from tests.support.site import Site

Door = Callable[[Somebody], None]
"""Something to do first, because what lies behind it is reached by a form and by no link."""
Look = Callable[[Page, str], None]
"""What is done with each page: it is open, and of this kind."""
START = "web.home"
BEHIND_A_FORM = "behind a form"


@dataclass
class Walk:
    """What one person saw: how many pages and files of each kind, and the addresses that failed."""

    seen: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


class Surveyor:
    """Knows the kinds of addresses of a site: the application's own endpoints.

    Each role sees `pages_a_kind`; what is alike for everybody is not seen over and over again.
    """

    def __init__(self, site: Site, pages_a_kind: int = 2) -> None:
        self.site, self.pages_a_kind = site, pages_a_kind
        app = create_app(read_settings({"LMS_DATA": str(site.data)}))
        self.addresses: MapAdapter = app.url_map.bind(urlsplit(site.url).netloc)
        self.pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or set())}
        views = app.view_functions
        self.common = {each for each in self.pages if getattr(views[each], "access", None) in ("público", ANY_ACCOUNT)}
        self.seen: Counter[str] = Counter()

    def kind_of(self, address: str) -> str | None:
        """The endpoint behind an address, another kind for a page's twin as a file; None elsewhere."""
        parts = urlsplit(address)
        if not address.startswith(f"{self.site.url}/"):
            return None
        try:
            endpoint = str(self.addresses.match(parts.path, method="GET")[0])
        except HTTPException:
            return None
        return " ".join([endpoint, *parse_qs(parts.query).get("formato", [])])

    def walk(self, who: Somebody, look: Look, doors: Sequence[Door] = ()) -> Walk:
        """Everything from the start page on, then what lies behind each door."""
        found, waiting = Walk(), list(doors)
        queue = Queue(f"{self.site.url}/")
        while queue.waiting or waiting:
            if not queue.waiting:
                waiting.pop(0)(who)
                self.seen[self.kind_of(who.page.url) or BEHIND_A_FORM] += 1
                look(who.page, BEHIND_A_FORM)
                queue.add(*links_of(who.page))
                continue
            address = queue.waiting.pop(0)
            kind = self.kind_of(address)
            if kind is None or self._is_enough(kind, found):
                continue
            found.seen[kind] += 1
            self.seen[kind] += 1
            if is_page(who.page, address, kind, found):
                look(who.page, kind)
                queue.add(*links_of(who.page))
        return found

    def _is_enough(self, kind: str, found: Walk) -> bool:
        is_alike = kind in self.common and kind != START
        return found.seen[kind] >= self.pages_a_kind or (is_alike and self.seen[kind] > self.pages_a_kind)


class Queue:
    """Addresses still to see; none enters twice."""

    def __init__(self, *addresses: str) -> None:
        self.waiting: list[str] = []
        self._known: set[str] = set()
        self.add(*addresses)

    def add(self, *addresses: str) -> None:
        for address in addresses:
            if address not in self._known:
                self._known.add(address)
                self.waiting.append(address)


def is_page(page: Page, address: str, kind: str, found: Walk) -> bool:
    """Open it; False for a file or a failure, which is noted."""
    try:
        response = page.goto(address)
    except Error as error:
        if "Download is starting" not in error.message and "ERR_ABORTED" not in error.message:
            found.failures.append(f"{kind}: {error.message}")
        return False
    if response is None or response.status >= 400:
        found.failures.append(f"{kind}: {response.status if response else 'no answer'} {address}")
        return False
    return response.headers.get("content-type", "").startswith("text/html")


def links_of(page: Page) -> list[str]:
    """Where the open page leads, without fragments."""
    hrefs = page.locator("a[href]").evaluate_all("links => links.map(link => link.href)")
    return list(dict.fromkeys(urldefrag(href).url for href in hrefs))
