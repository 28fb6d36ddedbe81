"""The catalogue, for everybody."""

import pytest
from flask.testing import FlaskClient

from courses.curriculum.queries import latest_version
from tests.support.cast import PACK, Cast


def test_a_stranger_sees_what_a_course_asks_and_gives(client: FlaskClient, cast: Cast) -> None:
    assert f'href="/programas/{PACK}"' in client.get("/programas").text
    page = client.get(f"/programas/{PACK}").text
    for words in (
        "Curso de prueba", "Test course", "2 horas.", "80 % de las horas", "s mayor de edad; no tiene antecedentes.",
        "Se aprueba con 14", "Controles: 60 % (mínimo 11)", "1 vez más", "Vale 24 meses", "Lo básico",
        "Hasta 45 personas", "70 %", "Constancia de participación", "Versión 1",
    ):  # fmt: skip
        assert words in page, words


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


@pytest.mark.parametrize(
    "path",
    [
        "/programas/nada",
        "/programas/nada/fuentes",
        f"/programas/imagen/{'0' * 64}/linea.svg",
    ],
)
def test_what_is_not_there_is_not_found(client: FlaskClient, cast: Cast, path: str) -> None:
    assert client.get(path).status_code == 404
