"""Scoring one response by its item's kind; raw points in hundredths, the item's own weight comes in when grading."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from courses.curriculum.domain import Criterion, Item, ItemKind, Level
from lms.errors import Invalid
from lms.text import plain, tidy

Response: TypeAlias = str | tuple[str, ...] | bool
MAX_SHORT_TEXT = 200
MAX_TEXT = 4000


class InvalidResponse(Invalid):
    """The response is none of those the item allows."""

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence, "answer", **values)


@dataclass(frozen=True)
class Score:
    """Raw points out of a maximum, both in hundredths."""

    points: int
    maximum: int
    is_critical_failure: bool = False

    @property
    def is_full(self) -> bool:
        return self.points == self.maximum


def check_response(item: Item, response: object) -> Response:
    """The response in its stored shape: an option id, several in the item's order, a truth value, or tidy text."""
    if item.kind == ItemKind.SINGLE:
        return _known_options(item, (response,))[0]
    if item.kind == ItemKind.MULTIPLE:
        return _known_options(item, tuple(response) if isinstance(response, list | tuple | set | frozenset) else ())
    if item.kind == ItemKind.TRUE_FALSE:
        if not isinstance(response, bool):
            raise InvalidResponse("Marca verdadero o falso.")
        return response
    if item.kind == ItemKind.PRACTICAL:
        raise InvalidResponse("Esta tarea se observa: no lleva respuesta escrita.")
    return _text(item, response)


def score(item: Item, key: Mapping[str, Any], response: Response | None) -> Score | None:
    """The machine's score, or None when a person must mark it; what was left blank earns nothing."""
    if response is None:
        return Score(0, 100, item.critical or any(criterion.critical for criterion in item.criteria))
    if item.kind == ItemKind.MULTIPLE:
        right, chosen = set(key["right"]), set(response if isinstance(response, tuple) else ())
        return _judge(item, 100 * max(0, len(chosen & right) - len(chosen - right)), 100 * len(right))
    if item.kind == ItemKind.SHORT_TEXT:
        accepted = {_bare(answer) for answer in key["answers"]}
        return _judge(item, 100 * (_bare(str(response)) in accepted), 100)
    if item.is_marked_by_hand:
        return None
    return _judge(item, 100 * (response == _the_right_one(item, key)), 100)


def rubric(item: Item) -> tuple[Criterion, ...]:
    """What a person marks: the item's criteria; of a short text, whether it says the right thing in other words."""
    if item.kind == ItemKind.SHORT_TEXT:
        levels = (Level(0, "No dice lo que se pregunta"), Level(1, "Dice lo que se pregunta"))
        return (Criterion("", "Respuesta", levels, item.critical),)
    return item.criteria if item.is_marked_by_hand else ()


def score_criterion(item: Item, criterion: Criterion, points: int) -> Score:
    """A grader's points (hundredths) as a score; Invalid when no level is worth that.

    The lowest level fails a critical criterion, and any criterion of a critical item that names none.
    """
    if points not in {100 * level.points for level in criterion.levels}:
        raise Invalid("Elige uno de los niveles de la pauta.", criterion.slug)
    is_decisive = criterion.critical or (item.critical and not any(each.critical for each in item.criteria))
    lowest = 100 * min(level.points for level in criterion.levels)
    return Score(points, 100 * criterion.max_points, is_decisive and points == lowest)


def _judge(item: Item, points: int, maximum: int) -> Score:
    return Score(points, maximum, item.critical and points < maximum)


def _the_right_one(item: Item, key: Mapping[str, Any]) -> object:
    return key["right"] if item.kind == ItemKind.TRUE_FALSE else key["right"][0]


def _known_options(item: Item, chosen: tuple[object, ...]) -> tuple[str, ...]:
    known = tuple(option.id for option in item.options)
    if not all(chosen) or not chosen:
        raise InvalidResponse(
            "Marca una respuesta." if item.kind == ItemKind.SINGLE else "Marca al menos una respuesta."
        )
    if not all(each in known for each in chosen):
        raise InvalidResponse("Esa opción no está en la pregunta.")
    return tuple(each for each in known if each in chosen)


def _bare(text: str) -> str:
    """For comparing: no case, accents, extra spaces or outer punctuation."""
    return plain(text).strip(" .,;:¡!¿?«»\"'")


def _text(item: Item, response: object) -> str:
    lines = response.splitlines() if isinstance(response, str) else []
    text = "\n".join(tidy(line) for line in lines).strip()
    if item.kind == ItemKind.SHORT_TEXT:
        text = tidy(text)
    if not text:
        raise InvalidResponse("Escribe tu respuesta.")
    limit = MAX_SHORT_TEXT if item.kind == ItemKind.SHORT_TEXT else MAX_TEXT
    if len(text) > limit:
        raise InvalidResponse("Tu respuesta es muy larga: tiene que caber en %(n)s letras.", n=limit)
    return text
