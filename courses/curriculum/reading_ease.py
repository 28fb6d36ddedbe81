"""How easy a Spanish text reads, by Szigriszt-Pazos' formula and the INFLESZ scale.

P = 206.835 - 62.3 * syllables / words - words / sentences (F. Szigriszt Pazos, "Sistemas predictivos de legibilidad
del mensaje escrito: fórmula de perspicuidad", Universidad Complutense de Madrid, 1993). From 55 on, "normal", the text
suits an average reader (I. M. Barrio-Cantalejo et al., "Validación de la Escala INFLESZ para evaluar la legibilidad de
los textos dirigidos a pacientes", Anales del Sistema Sanitario de Navarra 31(2), 2008, 135-152).

A sentence ends at . ! ? … or with its block (paragraph or list item). Words with digits count neither as words nor as
syllables. Left out: headings, tables, pictures, and the words of links to a norm, since legal names stay as they are.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from courses.curriculum.markdown import SOURCE_LINK, inline_tokens, parse
from courses.curriculum.syllables import count_syllables

NORMAL = 55
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?…]+[»”)\"]*(?=\s+[«“(¿¡—\"]*[A-ZÁÉÍÓÚÜÑ]|\s*$)")
_LEFT_OUT = {"heading_open": "heading_close", "table_open": "table_close"}


@dataclass(frozen=True)
class Ease:
    """The counts of a text and what they come to."""

    syllables: int
    words: int
    sentences: int

    @property
    def score(self) -> float:
        """Perspicuity, to one decimal; 0 without words."""
        if not self.words:
            return 0.0
        return round(206.835 - 62.3 * self.syllables / self.words - self.words / self.sentences, 1)


def measure(markdown: str) -> Ease:
    """The reading ease of a lesson's prose."""
    sentences = [words for block in prose_blocks(parse(markdown)) for words in split_sentences(block)]
    words = [word for sentence in sentences for word in sentence]
    return Ease(sum(map(count_syllables, words)), len(words), len(sentences))


def count_words(markdown: str) -> int:
    """Every word a reader meets, legal names, headings and tables included; descriptions of pictures are not."""
    texts = (child.content for child, _ in inline_tokens(parse(markdown)) if child.type in ("text", "code_inline"))
    return sum(len(_WORD.findall(text)) for text in texts)


def split_sentences(text: str) -> list[list[str]]:
    """The countable words of each sentence that has any."""
    sentences = [[w for w in _WORD.findall(each) if not re.search(r"\d", w)] for each in _SENTENCE_END.split(text)]
    return [words for words in sentences if words]


def prose_blocks(tokens: Sequence[Token], *, with_norms: bool = False) -> Iterator[str]:
    """The running text of each paragraph and list item, without the names of norms unless they are asked for."""
    waiting_for: str | None = None
    for token in tokens:
        if waiting_for:
            waiting_for = None if token.type == waiting_for else waiting_for
        elif token.type in _LEFT_OUT:
            waiting_for = _LEFT_OUT[token.type]
        elif token.type == "inline":
            yield _prose(token.children or [], with_norms)


def _prose(children: Sequence[Token], with_norms: bool) -> str:
    text, is_norm = "", False
    for child in children:
        if child.type in ("link_open", "link_close"):
            is_norm = child.type == "link_open" and str(child.attrGet("href")).startswith(SOURCE_LINK)
        elif child.type in ("softbreak", "hardbreak"):
            text += " "
        elif child.type in ("text", "code_inline") and (with_norms or not is_norm):
            text += child.content
    return text
