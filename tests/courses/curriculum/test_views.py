"""The catalogue for everybody, guides and sheets for the staff."""

import pytest
from flask.testing import FlaskClient

from courses.curriculum.operations import publish
from courses.curriculum.queries import latest_version
from lms.accounts.permissions import SYSTEM
from tests.courses.curriculum.breaking import BreakablePack
from tests.support.cast import PACK, Cast

GUIDE = f"/programas/{PACK}/curso/m01-base/sesion/guia"
SHEET = f"/programas/{PACK}/curso/m01-base/sesion/material/tarjetas"


def test_a_stranger_sees_what_a_course_asks_and_gives(client: FlaskClient, cast: Cast) -> None:
    assert f'href="/programas/{PACK}"' in client.get("/programas").text
    page = client.get(f"/programas/{PACK}").text
    for words in (
        "Curso de prueba", "Test course", "2 horas.", "80 % del tiempo", "s mayor de edad; no tiene antecedentes.",
        "Se aprueba con 14", "Controles: 60 % (mínimo 11)", "1 vez más", "Vale 24 meses", "Lo básico",
        "Hasta 45 personas", "70 %", "Constancia de participación", "Versión 1",
    ):  # fmt: skip
        assert words in page, words
    assert "guia" not in page


def test_sources_say_whether_they_are_reviewed(client: FlaskClient, cast: Cast) -> None:
    page = client.get(f"/programas/{PACK}/fuentes").text
    assert "Revisado el 15 de enero de 2026 por Elena Prueba, abogada inventada." in page
    assert page.count("por validar</strong>") == 1


def test_the_glossary_is_in_both_languages(client: FlaskClient, cast: Cast) -> None:
    page = client.get(f"/programas/{PACK}/glosario").text
    assert 'id="glosario-acta"' in page
    assert '<span class="soft" lang="en">grade record</span>' in page


def test_a_picture_is_kept_for_ever_and_can_do_nothing(client: FlaskClient, cast: Cast) -> None:
    answer = client.get(f"/programas/imagen/{latest_version(PACK).sha256}/linea.svg")
    assert answer.mimetype == "image/svg+xml"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")


@pytest.mark.parametrize("part", ["coordinator", "registrar"])
def test_the_staff_read_guides_and_sheets(client: FlaskClient, cast: Cast, part: str) -> None:
    cast.log_in(client, part)
    assert "Prepara la sala" in client.get(GUIDE).text
    assert client.get(SHEET).status_code == 200
    assert GUIDE in client.get(f"/programas/{PACK}").text


@pytest.mark.parametrize("part", ["trainee", "auditor", "stranger"])
def test_nobody_else_reads_them(client: FlaskClient, cast: Cast, part: str) -> None:
    cast.log_in(client, part)
    assert client.get(GUIDE).status_code == 403
    assert client.get(SHEET).status_code == 403
    assert "guia" not in client.get(f"/programas/{PACK}").text


def test_a_stranger_is_sent_to_log_in(client: FlaskClient, cast: Cast) -> None:
    assert client.get(GUIDE).status_code == 303


@pytest.mark.parametrize(
    "path",
    [
        "/programas/nada",
        "/programas/nada/fuentes",
        f"/programas/imagen/{'0' * 64}/linea.svg",
        f"/programas/{PACK}/curso/m01-base/leccion/guia",
        f"/programas/{PACK}/curso/m01-base/sesion/material/nada",
        f"{GUIDE}?version={'0' * 64}",
    ],
)
def test_what_is_not_there_is_not_found(client: FlaskClient, cast: Cast, path: str) -> None:
    cast.log_in(client, "coordinator")
    assert client.get(path).status_code == 404


def test_a_version_is_shown_only_under_its_own_programme(client: FlaskClient, cast: Cast, pack: BreakablePack) -> None:
    first = latest_version(PACK).sha256
    pack.change("curso/m01-base/guia.md", "Prepara la sala", "Prepara el patio")
    second = publish(SYSTEM, pack.folder)
    pack.change("programme.toml", f'slug = "{PACK}"', 'slug = "otro"')
    other = publish(SYSTEM, pack.folder.rename(pack.folder.with_name("otro")))
    assert second
    assert other
    cast.log_in(client, "coordinator")
    assert "Prepara la sala" in client.get(f"{GUIDE}?version={first}").text
    assert "Prepara el patio" in client.get(GUIDE).text
    assert client.get(f"{GUIDE}?version={other.sha256}").status_code == 404
