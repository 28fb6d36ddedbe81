"""Packs, booklets and tests as a reader of the PDF sees them."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from flask.testing import FlaskClient

from courses.curriculum.operations import publish
from courses.curriculum.queries import latest_version
from courses.teaching.papers import compose_booklet, compose_pack
from courses.teaching.printing import print_booklet, print_pack
from courses.teaching.queries import Edition, get_edition
from lms.accounts.permissions import SYSTEM
from lms.printing.press import AssetRefused, draw
from tests.courses.curriculum.breaking import BreakablePack
from tests.support.cast import PACK, Cast

Read = Callable[[bytes], str]
HERE = f"/programas/{PACK}/curso/m01-base"


@pytest.fixture
def edition(cast: Cast) -> Edition:
    return get_edition(SYSTEM, PACK, None)


@pytest.fixture
def get(client: FlaskClient, cast: Cast, read: Read) -> Callable[[str], str]:
    """The words of a PDF that the coordinator opens."""
    cast.log_in(client, "coordinator")
    return lambda path: read(client.get(f"{HERE}/{path}").data)


def test_a_pack_holds_cover_guide_sheets_attendance_answers_and_sources(get: Callable[[str], str]) -> None:
    text = get("sesion/paquete.pdf")
    for words in (
        "Corte Superior de Prueba", "Curso de prueba", "Sesión presencial", "Duración",
        latest_version(PACK).sha256[:12],
        "Guía para quien facilita", "Prepara la sala", "Recorta las tarjetas", "Hoja de asistencia",
        "Salida: hora y firma", "Respuestas: Comprueba lo que sabes", "Falso. Así es: nunca.", "Verde.", "105, Policía",
        "1 de ",
    ):  # fmt: skip
        assert words in text, words


def test_a_pack_brings_the_tests_of_its_module_and_their_keys(get: Callable[[str], str]) -> None:
    text = get("sesion/paquete.pdf")
    asked, told = text.index("Apellidos y nombres Grupo Fecha"), text.index("No se reparte ni se lee antes")
    assert asked < text.index("Camu camu") < told < text.index("Sí, las dos crecen")


def test_tests_that_ask_the_same_are_printed_once(app: object, edition: Edition, read: Read) -> None:
    pack = compose_pack(edition, "replica", "b01-sesion/sesion")
    assert [test.title for test in pack.tests] == ["Prueba de entrada / Prueba de salida"]
    text = read(print_pack(edition, pack))
    assert text.count("El juego sobra en la sesión.") == 2  # asked once, and once in the key
    assert "Hoy respondo:" in text


def test_the_final_examination_is_not_in_the_pack(edition: Edition, pack: BreakablePack) -> None:
    pack.change("curso/m01-base/module.toml", 'purpose = "quiz"', 'purpose = "exam"')
    assert compose_pack(edition, "curso", "m01-base/sesion").tests
    publish(SYSTEM, pack.folder)
    assert not compose_pack(get_edition(SYSTEM, PACK, None), "curso", "m01-base/sesion").tests


def test_a_programme_with_its_own_attendance_sheet_gets_no_second(
    app: object, edition: Edition, pack: BreakablePack
) -> None:
    assert compose_pack(edition, "curso", "m01-base/sesion").needs_attendance
    pack.change("curso/m01-base/module.toml", '["tarjetas.md"]', '["tarjetas.md", "hoja-de-asistencia.md"]')
    pack.change("curso/m01-base/hoja-de-asistencia.md", "", "| N.º | Firma |\n|---|---|\n| 1 | |\n")
    publish(SYSTEM, pack.folder)
    newer = get_edition(SYSTEM, PACK, None)
    assert not compose_pack(newer, "curso", "m01-base/sesion").needs_attendance


def test_a_booklet_asks_without_telling(get: Callable[[str], str]) -> None:
    text = get("cuadernillo.pdf")
    for words in (
        "Cuadernillo de estudio", "Lo básico", "Qué es el acta", "FICTICIO: caso inventado", "(por validar)",
        "Comprueba lo que sabes", "En violencia se puede conciliar.", "Verde", "Mi nombre", "Lo recibe (nombre)",
        "tu estudio: 1 h", "Norma dos, inventada para las pruebas", "Palabras", "Línea 100",
    ):  # fmt: skip
        assert words in text, words
    for words in ("Sí, es verde", "Así es: nunca", "en violencia nunca se concilia"):
        assert words not in text, words


def test_a_written_evaluation_leaves_room_and_no_key(get: Callable[[str], str]) -> None:
    text = get("control/prueba.pdf")
    for words in ("Control del módulo", "Apellidos y nombres", "Camu camu", "Marca todas", "Explica con tus palabras"):
        assert words in text, words
    for words in ("24 horas", "Sí, las dos crecen", "Bien explicado"):
        assert words not in text, words


def test_linked_forms_begin_on_pages_of_their_own(client: FlaskClient, cast: Cast, read: Read) -> None:
    cast.log_in(client, "coordinator")
    pdf = client.get(f"/programas/{PACK}/replica/b01-sesion/pre-prueba/prueba.pdf").data
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert len(opened.pages) == 2
    assert "Forma A" in read(pdf)
    assert "Forma B" in read(pdf)


def test_where_an_alias_will_do_nobody_signs(app: object, cast: Cast, pack: BreakablePack, read: Read) -> None:
    pack.change("curso/course.toml", "alias = false", "alias = true")
    publish(SYSTEM, pack.folder)
    edition = get_edition(SYSTEM, PACK, None)
    text = read(print_booklet(edition, compose_booklet(edition, "curso", "m01-base")))
    assert "Este cuadernillo es tuyo" in text
    for words in ("Mi nombre", "Curso de prueba", "Corte Superior de Prueba"):
        assert words not in text, words


def test_every_letter_is_of_the_two_typefaces_and_the_file_is_tagged(client: FlaskClient, cast: Cast) -> None:
    cast.log_in(client, "coordinator")
    answer = client.get(f"{HERE}/sesion/paquete.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'inline; filename="paquete-curso-m01-base-sesion.pdf"'
    with pikepdf.open(BytesIO(answer.data)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "es-PE"
        assert str(pdf.docinfo.Title) == "Sesión presencial · Curso de prueba"
        families = {str(each.FontFamily) for each in pdf.objects if _describes_a_font(each)}
    assert families <= {"Cascada Serif", "Cascada Sans"}


def test_large_print_takes_more_room(app: object, cast: Cast, pack: BreakablePack) -> None:
    pack.change("curso/m01-base/leccion.md", "", "\n\nUna frase corta.\n" * 120)
    publish(SYSTEM, pack.folder)
    edition = get_edition(SYSTEM, PACK, None)
    booklet = compose_booklet(edition, "curso", "m01-base")
    pages = [_count(print_booklet(edition, booklet, is_large=large)) for large in (False, True)]
    assert pages[1] > pages[0]


def test_a_browser_that_has_it_is_sent_nothing(client: FlaskClient, cast: Cast) -> None:
    cast.log_in(client, "coordinator")
    first = client.get(f"{HERE}/cuadernillo.pdf")
    again = client.get(f"{HERE}/cuadernillo.pdf", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""


def test_a_page_may_fetch_nothing_but_its_own(tmp_path: Path) -> None:
    style = tmp_path / "paper.css"
    style.write_text("p { color: red }")
    picture = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
    page = '<html lang="es"><title>x</title><p>Hola <img src="{}" alt="x"></html>'
    assert draw(page.format("dibujo:a.svg"), style, {"dibujo:a.svg": picture}).startswith(b"%PDF")
    for address in ("dibujo:b.svg", "https://example.org/a.svg", "file:///etc/hostname"):
        with pytest.raises(AssetRefused):
            draw(page.format(address), style)


def _describes_a_font(thing: pikepdf.Object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and "/FontFamily" in thing


def _count(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)
