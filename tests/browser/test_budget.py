"""Every page of a trainee and of a verifier fits one congestion window: 14 kB cold, 6 kB warm, on the wire."""

import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from urllib.parse import urldefrag, urljoin, urlsplit

import brotli
import pytest

from lms.demo.staff import PASSWORD, TRAINEE_DNI
from tests.support.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]

COLD, WARM, STYLE = 14_000, 6_000, 5_000
LINK = re.compile(r'<a [^>]*?href="([^"]+)"')
ASSET = re.compile(r'(?:<link rel="stylesheet" href|<script src)="([^"]+)"')
FOREIGN = re.compile(r'<(?:link|script|img)[^>]+(?:href|src)="(https?:)?//')
FILES = re.compile(r"\.(json|csv|xlsx|pdf|svg)$|/pdf$")


class Reader:
    """Somebody's browser as far as bytes go."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str, data: bytes | None = None) -> tuple[bytes, str]:
        """The body as sent and as text."""
        request = urllib.request.Request(urljoin(self.site.url, path), data, {"Accept-Encoding": "br"})
        with self.opener.open(request) as response:
            sent = response.read()
            packed = response.headers.get("Content-Encoding") == "br"
        return sent, (brotli.decompress(sent) if packed else sent).decode(errors="replace")

    def log_in(self) -> None:
        _, page = self.get("/ingresar")
        names = re.findall(r'<input[^>]+name="([^"]+)"', page)
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        assert token
        login, password = [name for name in names if name != "csrf_token"][:2]
        form = {"csrf_token": token.group(1), login: TRAINEE_DNI, password: PASSWORD}
        self.get("/ingresar", urllib.parse.urlencode(form).encode())


def pages(reader: Reader, start: str, within: str) -> Iterator[tuple[str, bytes, str]]:
    """Breadth first, all pages below `within`."""
    queue, known = [start], {start}
    while queue:
        path = queue.pop(0)
        try:
            sent, text = reader.get(path)
        except urllib.error.HTTPError as error:
            pytest.fail(f"{path}: {error.code}")
        yield path, sent, text
        for link in LINK.findall(text):
            target = urlsplit(urldefrag(urljoin(reader.site.url + path, link.replace("&amp;", "&"))).url)
            following = target.path + (f"?{target.query}" if target.query else "")
            own = f"{target.scheme}://{target.netloc}" == reader.site.url and re.match(within, target.path)
            if own and following not in known and not FILES.search(target.path):
                known.add(following)
                queue.append(following)


def too_heavy(reader: Reader, start: str, within: str) -> tuple[int, list[str]]:
    """How many pages were weighed, and those over a budget."""
    assets: dict[str, int] = {}
    count, faults = 0, []
    for path, sent, text in pages(reader, start, within):
        count += 1
        for asset in ASSET.findall(text):
            if asset not in assets:
                assets[asset] = len(reader.get(asset)[0])
        cold = len(sent) + sum(assets[asset] for asset in ASSET.findall(text))
        if len(sent) > WARM or cold > COLD:
            faults.append(f"{path}: {len(sent)} warm, {cold} cold")
        if FOREIGN.search(text):
            faults.append(f"{path}: asks another host")
    return count, faults


def test_every_trainee_page_fits(demo_site: Site) -> None:
    reader = Reader(demo_site)
    reader.log_in()
    count, faults = too_heavy(reader, "/mis-cursos", r"/(mis-cursos|mi-cuenta|mis-certificados)")
    assert faults == []
    assert count > 40


def test_every_public_page_fits(demo_site: Site) -> None:
    serials = demo_site.lms("certificates", "list", "--programme", "orientadoras", "--json").stdout
    reader = Reader(demo_site)
    for serial in re.findall(r'"serial": "(\w{16})"', serials)[:3]:
        assert too_heavy(reader, f"/v/{serial}", r"/[vV]/")[1] == []
    assert too_heavy(reader, "/verificar", r"/(verificar|privacidad|ingresar)$")[1] == []


def test_the_style_sheet_is_one_small_file(demo_site: Site) -> None:
    reader = Reader(demo_site)
    sheets = {asset for asset in ASSET.findall(reader.get("/")[1]) if ".css" in asset}
    assert [len(reader.get(sheet)[0]) <= STYLE for sheet in sheets] == [True]
