"""Assets, compression and caching."""

import gzip

import brotli
import pytest


def test_assets_are_kept_for_ever_under_an_address_of_their_content(client):
    page = client.get("/").text
    address = page.split('<link rel="stylesheet" href="')[1].split('"')[0]
    answer = client.get(address)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get(address.split("?")[0]).headers["Cache-Control"] == "public, max-age=300"


def test_assets_do_not_vary_with_the_cookie(client, cast):
    answer = cast.log_in(client, "trainee").get("/static/style.css")
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/privacidad", "/static/style.css"])
def test_text_travels_compressed(client, path):
    plain = client.get(path)
    small = client.get(path, headers={"Accept-Encoding": "gzip, br"})
    older = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert (small.headers["Content-Encoding"], older.headers["Content-Encoding"]) == ("br", "gzip")
    assert all("Accept-Encoding" in answer.headers["Vary"] for answer in (plain, small, older))
    assert brotli.decompress(small.data).startswith(plain.data[:200])
    assert gzip.decompress(older.data).startswith(plain.data[:200])
    assert len(small.data) < len(plain.data) / 2


def test_a_browser_that_has_the_file_gets_only_a_304(client):
    encoding = {"Accept-Encoding": "br"}
    first = client.get("/static/style.css", headers=encoding)
    again = client.get("/static/style.css", headers={"If-None-Match": first.headers["ETag"], **encoding})
    assert (again.status_code, again.data) == (304, b"")


def test_who_refuses_encodings_gets_none(client):
    answer = client.get("/privacidad", headers={"Accept-Encoding": "identity, br;q=0, gzip;q=0"})
    assert "Content-Encoding" not in answer.headers
