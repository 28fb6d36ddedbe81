"""Szigriszt-Pazos' formula on texts counted by hand."""

import pytest

from courses.curriculum.reading_ease import count_words, measure

CASES = [
    ("La casa es azul. El sol sale.", 7, 10, 2),
    ("Son 24 horas.", 2, 3, 1),
    ("- Tú sí.\n- Yo no.", 4, 4, 2),
    ("Lo dice la [Ley 30364, Ley para prevenir](norma:ley-30364). Es ley.", 5, 6, 2),
    ("La [audiencia](glosario:audiencia) es ya.", 4, 6, 1),
    ("## Un título largo\n\nSí.", 1, 1, 1),
    ("| Una | tabla |\n|---|---|\n| larga | aquí |\n\nSí.", 1, 1, 1),
    ("![Una imagen muy larga](x.svg)\n\nSí.", 1, 1, 1),
    ("::: digo\n¿Estás bien? Ven.\n:::", 3, 4, 2),
    ("Mira el art. 16 de hoy. Ven.", 6, 7, 2),
    ("«Ven ya». Ella vino.", 4, 6, 2),
    ("Una línea\nsigue aquí.", 4, 9, 1),
]


@pytest.mark.parametrize(("text", "words", "syllables", "sentences"), CASES, ids=[case[0][:20] for case in CASES])
def test_words_syllables_and_sentences(text: str, words: int, syllables: int, sentences: int) -> None:
    ease = measure(text)
    assert (ease.words, ease.syllables, ease.sentences) == (words, syllables, sentences)


def test_the_score_is_the_published_formula() -> None:
    assert measure("La casa es azul. El sol sale.").score == round(206.835 - 62.3 * 10 / 7 - 7 / 2, 1)


def test_a_text_without_words_scores_nothing() -> None:
    assert measure("![x](y.svg)").score == 0


def test_every_word_a_reader_meets_is_counted() -> None:
    assert (
        count_words("## Dos palabras\n\nLa [Ley 30364](norma:x). ![no se cuenta](x.svg)\n\n| a | b |\n|---|---|") == 7
    )
