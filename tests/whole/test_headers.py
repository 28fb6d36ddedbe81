"""Security headers on whatever is answered."""

import pytest

PAGES = ["/", "/ingresar", "/privacidad", "/verificar", "/no-hay", "/static/style.css", "/mi-cuenta"]


@pytest.mark.parametrize("path", PAGES)
def test_each_answer_is_armoured(client, path):
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Server" not in headers


@pytest.mark.parametrize("path", ["/", "/ingresar", "/privacidad", "/no-hay", "/mi-cuenta"])
def test_pages_are_not_kept_without_asking(client, path):
    assert client.get(path).headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("path", ["/", "/mi-cuenta", "/certificados", "/nombramientos", "/no-hay", "/privacidad"])
def test_no_cache_keeps_a_page_of_the_logged_in(client, cast, path):
    assert cast.log_in(client, "registrar").get(path).headers["Cache-Control"] == "no-store"


def test_style_and_script_are_kept_all_the_same(client, cast):
    page = cast.log_in(client, "registrar").get("/").text
    style = page.split('rel="stylesheet" href="')[1].split('"')[0]
    assert "immutable" in client.get(style).headers["Cache-Control"]


def test_verdicts_are_never_kept(client):
    assert client.get("/v/0000000000000000").headers["Cache-Control"] == "no-store"


def test_https_is_remembered_where_it_is_used(client):
    assert "Strict-Transport-Security" not in client.get("/").headers
    secure = client.get("/", base_url="https://certificados.prueba.pe")
    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(client):
    cookie = client.get("/ingresar").headers["Set-Cookie"]
    for word in ("HttpOnly", "SameSite=Lax", "Secure", "Path=/"):
        assert word in cookie


def test_no_page_holds_inline_code(client, cast):
    for browser in (client, cast.log_in(client, "administrator")):
        for path in PAGES[:4]:
            page = browser.get(path).text
            assert " style=" not in page
            assert " onclick=" not in page
            assert "<script>" not in page
            assert "javascript:" not in page
