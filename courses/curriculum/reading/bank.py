"""bank.toml: items, and their keys apart."""

import hashlib
from itertools import pairwise
from typing import Any

import rfc8785

from courses.curriculum.domain import Criterion, Item, ItemKind, Level, Option
from courses.curriculum.encoding import to_json
from courses.curriculum.reading.pack import BankItem, Key
from courses.curriculum.reading.tables import Table


def read_bank(root: Table, course: str, module: str) -> list[BankItem]:
    """The items of one module's bank."""
    items = [_read_item(table, course, module) for table in root.tables("item", is_needed=True)]
    root.done()
    return items


def item_sha256(item: Item, key: Key) -> str:
    """SHA-256 of the canonical JSON (RFC 8785) of the whole item, key included."""
    return hashlib.sha256(rfc8785.dumps({**body_of(item), "key": key})).hexdigest()


def body_of(item: Item) -> dict[str, Any]:
    """The item as JSON values, without its hash."""
    body: dict[str, Any] = to_json(item)
    del body["sha256"]
    return body


def _read_item(table: Table, course: str, module: str) -> BankItem:
    kind = table.choice("kind", ItemKind)
    options, right = _read_options(table, kind)
    criteria = _read_criteria(table, kind)
    item = Item(
        sha256="",
        slug=table.slug(),
        kind=kind,
        stem=table.text("stem"),
        objective=table.text("objective"),
        difficulty=table.hundredths("difficulty", 0, 1),
        points=table.whole("points", low=1, high=100),
        critical=table.truth("critical"),
        source=table.text("source", ""),
        version=table.whole("version", low=1),
        options=options,
        criteria=criteria,
    )
    key = _read_key(table, item, right)
    table.done()
    _check_points(table, item)
    hashed = Item(**{**vars(item), "sha256": item_sha256(item, key)})
    return BankItem(hashed, key, course, module, table.place())


def _read_options(table: Table, kind: ItemKind) -> tuple[tuple[Option, ...], list[str]]:
    if kind not in (ItemKind.SINGLE, ItemKind.MULTIPLE):
        return (), []
    options, right = [], []
    for number, each in enumerate(table.tables("options", is_needed=True), start=1):
        options.append(Option(f"o{number}", each.text("text")))
        if each.truth("right", default=False):
            right.append(f"o{number}")
        each.done()
    if len(options) < 2:
        table.fault("Hay menos de dos opciones.", "Escribe por lo menos dos.", "options")
    if len({option.text.casefold() for option in options}) < len(options):
        table.fault("Hay dos opciones iguales.", "Cambia una.", "options")
    if kind is ItemKind.SINGLE and len(right) != 1:
        table.fault(f"Hay {len(right)} opciones correctas.", "Marca una sola con right = true.", "options")
    if kind is ItemKind.MULTIPLE and not right:
        table.fault("No hay ninguna opción correcta.", "Marca las correctas con right = true.", "options")
    return tuple(options), right


def _read_criteria(table: Table, kind: ItemKind) -> tuple[Criterion, ...]:
    if kind not in (ItemKind.OPEN, ItemKind.PRACTICAL):
        return ()
    criteria = []
    for each in table.tables("criterion", is_needed=True):
        criteria.append(
            Criterion(
                slug=each.slug(),
                title=each.text("title"),
                levels=_read_levels(each),
                critical=each.truth("critical", default=False),
            )
        )
        each.done()
    if len({each.slug for each in criteria}) < len(criteria):
        table.fault("Hay dos criterios con el mismo nombre corto.", "Cambia el slug de uno.", "criterion")
    return tuple(criteria)


def _read_levels(table: Table) -> tuple[Level, ...]:
    levels = []
    for each in table.tables("levels", is_needed=True):
        levels.append(Level(each.whole("points", high=100), each.text("text")))
        each.done()
    if len(levels) < 2 or any(low.points >= high.points for low, high in pairwise(levels)):
        table.fault("Los niveles no suben.", "Escribe por lo menos dos, de menos a más puntos.", "levels")
    return tuple(levels) if levels else (Level(0, ""),)


def _read_key(table: Table, item: Item, right: list[str]) -> Key:
    key: Key = {
        "feedback_right": table.text("feedback_right", ""),
        "feedback_wrong": table.text("feedback_wrong", ""),
    }
    if item.options or item.kind in (ItemKind.SINGLE, ItemKind.MULTIPLE):
        key["right"] = right
    elif item.kind is ItemKind.TRUE_FALSE:
        key["right"] = table.truth("right")
    elif item.kind is ItemKind.SHORT_TEXT:
        key["answers"] = list(table.texts("answers"))
        if not key["answers"]:
            table.fault("No hay respuestas aceptadas.", "Escribe por lo menos una en answers.", "answers")
    else:
        key["examples"] = [_read_example(each, item) for each in table.tables("example")]
    return key


def _read_example(table: Table, item: Item) -> dict[str, Any]:
    marks = table.table("marks")
    allowed = {each.slug: {level.points for level in each.levels} for each in item.criteria}
    given = {slug: marks.whole(slug) for slug in marks.data} if marks else {}
    example = {"text": table.text("text"), "marks": given, "why": table.text("why")}
    table.done()
    if set(given) != set(allowed):
        table.fault("El ejemplo no califica cada criterio.", f"Pon una nota a: {', '.join(allowed)}.", "marks")
    for slug, points in given.items():
        if slug in allowed and points not in allowed[slug]:
            table.fault(f"«{slug}» no tiene un nivel de {points} puntos.", "Usa los puntos de un nivel.", "marks")
    return example


def _check_points(table: Table, item: Item) -> None:
    total = sum(each.max_points for each in item.criteria)
    if item.criteria and total != item.points:
        table.fault(
            f"«points» dice {item.points} y los criterios suman {total}.", "Haz que los puntos sean iguales.", "points"
        )
