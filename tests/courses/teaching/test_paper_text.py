"""What paper adds to a text: lines to write on, boxes to tick, pictures in words."""

import pytest

from courses.curriculum.domain import Programme
from courses.curriculum.queries import get_programme, latest_version
from courses.teaching.paper_text import to_paper
from tests.support.cast import PACK, Cast

RULE = '<span class="rule"></span>'


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return get_programme(latest_version(PACK).sha256)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Lugar: ______ Fecha: ______", f'<p class="fields"><span>Lugar:</span>{RULE}<span>Fecha:</span>{RULE}</p>'),
        ("\\______", f'<p class="fields">{RULE}</p>'),
        ("- ______ para el ______", f'<li><div class="fields">{RULE}<span>para el</span>{RULE}</div></li>'),
        ("**Dónde.** ______", f'<p class="fields"><span><strong>Dónde.</strong></span>{RULE}</p>'),
    ],
)
def test_a_blank_reaches_to_the_margin(programme: Programme, text: str, html: str) -> None:
    assert html in to_paper(programme, text)


@pytest.mark.parametrize("text", ["Pregunto por el _____.", "**ACTA ______** hoy", f"{'palabra ' * 12}______"])
def test_a_short_one_a_bold_one_and_one_without_room_stay_as_written(programme: Programme, text: str) -> None:
    html = to_paper(programme, text)
    assert "____" in html
    assert "fields" not in html


def test_a_cell_to_fill_in_keeps_its_room(programme: Programme) -> None:
    room = '<td><span class="room" style="width: 13ch"></span></td>'
    assert room in to_paper(programme, "| Lugar | Hora |\n|---|---|\n| Posta | ________ |")


def test_a_box_is_drawn(programme: Programme) -> None:
    html = to_paper(programme, "- ☐ Sí")
    assert '<li class="choice"><span class="tick"></span>' in html
    assert "☐" not in html


def test_a_picture_is_told_in_words(programme: Programme) -> None:
    html = to_paper(programme, "![Tres pasos: «uno» y dos](pasos.svg)")
    assert "<figcaption>Descripción del dibujo: Tres pasos: «uno» y dos</figcaption></figure>" in html
