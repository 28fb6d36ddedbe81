"""The lawyers' list: every source and every box of a pack that waits for a review, with the places that lean on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from courses.curriculum.domain import Source
from courses.curriculum.markdown import SOURCE_LINK, links, parse
from courses.curriculum.reading.pack import Pack, Place
from courses.curriculum.reading_ease import prose_blocks


@dataclass(frozen=True)
class OpenQuestion:
    """Something to review: a source (with its id and confidence) or a por-validar box (with its text)."""

    kind: str
    title: str
    detail: str
    confidence: str
    place: Place
    used_in: tuple[str, ...] = ()


def list_open(pack: Pack) -> list[OpenQuestion]:
    """Sources nobody signed for, then the boxes."""
    uses = _list_uses(pack)
    sources = [source for source in pack.programme.sources if not source.is_reviewed]
    return [*(_from_source(pack, source, uses) for source in sources), *_list_boxes(pack)]


def _from_source(pack: Pack, source: Source, uses: dict[str, list[str]]) -> OpenQuestion:
    place = pack.place("source", source.id)
    used = tuple(dict.fromkeys(uses.get(source.id, [])))
    return OpenQuestion("fuente", source.norma, source.nota or "", source.confianza.value, place, used)


def _list_uses(pack: Pack) -> dict[str, list[str]]:
    """Where each source is cited: "file:line" of texts and items."""
    uses: dict[str, list[str]] = {}
    for file, text in pack.texts.items():
        for href, line in links(parse(text)):
            if href.startswith(SOURCE_LINK):
                uses.setdefault(href.removeprefix(SOURCE_LINK), []).append(f"{file}:{line}")
    for each in pack.items:
        uses.setdefault(each.item.source, []).append(f"{each.place.file}:{each.place.line}")
    return uses


def _list_boxes(pack: Pack) -> Iterator[OpenQuestion]:
    for file, text in pack.texts.items():
        tokens = parse(text)
        for index, token in enumerate(tokens):
            if token.type == "container_box_open" and token.info.strip() == "por-validar":
                words = " ".join(prose_blocks(tokens[index : _end(tokens, index)], with_norms=True))
                yield OpenQuestion(
                    "recuadro", _first_sentence(words), words, "", Place(file, (token.map or [0])[0] + 1)
                )


def _end(tokens: Sequence[Token], index: int) -> int:
    return next(i for i in range(index, len(tokens)) if tokens[i].type == "container_box_close")


def _first_sentence(words: str) -> str:
    return words.partition(". ")[0].rstrip(".")
