"""Lessons as HTML."""

import pytest

from courses.curriculum.domain import Programme
from courses.curriculum.markdown import BOXES, references, render
from tests.courses.curriculum.breaking import BreakablePack


@pytest.fixture
def programme(pack: BreakablePack) -> Programme:
    return pack.read().programme


def html(programme: Programme, text: str) -> str:
    return str(render(programme, text, picture_url=lambda name: f"/imagen/{name}"))


def test_a_norm_nobody_reviewed_says_so(programme: Programme) -> None:
    text = html(programme, "[Una](norma:norma-uno) y [dos](norma:norma-dos).")
    assert '<a href="#norma-norma-uno">Una</a> y' in text
    assert '<a href="#norma-norma-dos">dos</a> <small class="soft">(por validar)</small>' in text


def test_a_word_leads_to_the_glossary(programme: Programme) -> None:
    assert '<a href="#glosario-acta">acta</a>' in html(programme, "El [acta](glosario:acta).")


def test_a_picture_is_a_lazy_figure_with_its_size(programme: Programme) -> None:
    text = html(programme, "![Una línea](linea.svg)")
    assert text.startswith('<figure><img src="/imagen/linea.svg" alt="Una línea"')
    assert 'width="120"' in text
    assert 'height="20"' in text
    assert 'loading="lazy"' in text


@pytest.mark.parametrize("name", BOXES)
def test_every_box_has_its_title_in_words(programme: Programme, name: str) -> None:
    text = html(programme, f"::: {name}\nHola.\n:::")
    look, title = BOXES[name]
    assert text.startswith(f'<div class="{look} {name}">\n<p><strong>{title}</strong></p>\n<p>Hola.</p>')


def test_html_scripts_and_styles_are_inert(programme: Programme) -> None:
    text = html(programme, "<script>x</script>\n\n<b>y</b> [z](javascript:alert(1))\n\n| a |\n|--:|\n| 1 |")
    assert "<script" not in text
    assert "<b>" not in text
    assert "href" not in text
    assert "style=" not in text
    assert '<td class="n">1</td>' in text


def test_a_table_scrolls_in_its_own_named_region(programme: Programme) -> None:
    text = html(programme, "| a |\n|---|\n| 1 |\n\nx\n\n| b |\n|---|\n| 2 |")
    assert text.count('<div class="table scroll" role="region" tabindex="0" aria-label="Tabla') == 2
    assert 'aria-label="Tabla 2"' in text


def test_the_page_keeps_its_only_first_heading(programme: Programme) -> None:
    assert "<h1" not in html(programme, "# Uno")


def test_rendering_twice_gives_the_same(programme: Programme) -> None:
    text = "[dos](norma:norma-dos)\n\n![Una línea](linea.svg)"
    assert html(programme, text) == html(programme, text)


def test_references_come_in_order_and_once(programme: Programme) -> None:
    cited = references(
        programme, "[b](norma:norma-dos) [a](norma:norma-uno)", "[b](norma:norma-dos) [c](glosario:acta)"
    )
    assert [source.id for source in cited.sources] == ["norma-dos", "norma-uno"]
    assert [term.slug for term in cited.terms] == ["acta"]
