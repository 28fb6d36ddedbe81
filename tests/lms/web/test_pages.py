"""The start page and the privacy page."""

import dataclasses

from lms.accounts.guards import current_actor
from lms.installation.models import Environment
from lms.installation.operations import install
from lms.web.context import list_nav


def test_a_stranger_is_told_what_this_is_and_where_to_go(client):
    page = client.get("/").text
    assert 'href="/ingresar"' in page
    assert 'href="/verificar"' in page
    assert "no es una firma digital" in page


def test_each_role_finds_its_own_pages(client, cast):
    page = cast.log_in(client, "administrator").get("/").text
    assert 'href="/administracion"' in page
    assert 'href="/bitacora"' not in page
    assert 'href="/bitacora"' in cast.log_in(client, "auditor").get("/").text


def test_the_page_one_is_on_is_marked_in_the_menu(client, cast):
    page = cast.log_in(client, "administrator").get("/administracion/instituciones/nueva").text
    assert '<a href="/administracion/instituciones" aria-current="page">' in page


def test_the_privacy_page_names_the_contact(app, client, monkeypatch):
    assert "por definir" in client.get("/privacidad").text
    settings = dataclasses.replace(app.extensions["settings"], privacy_contact="datos@prueba.pe")
    monkeypatch.setitem(app.extensions, "settings", settings)
    page = client.get("/privacidad").text
    assert "datos@prueba.pe" in page
    assert "Ley 29733" in page
    assert "por validar" in page


def test_the_demonstration_says_so_on_every_page(bare_app):
    browser = bare_app.test_client()
    assert "DEMOSTRACIÓN" not in browser.get("/").text
    install(Environment.DEMO)
    assert "DEMOSTRACIÓN" in browser.get("/").text


def test_strangers_have_no_menu(app):
    with app.test_request_context("/"):
        assert list_nav() == []


def test_the_actor_is_read_once_a_request(app, cast, client):
    with cast.log_in(client, "trainee") as browser:
        browser.get("/mi-cuenta")
        assert current_actor() is current_actor()
