"""Frozen dataclasses to JSON values and back, by their annotations."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_json(value: Any) -> Any:
    """Dataclasses and mappings become objects, tuples lists, dates ISO text."""
    if is_dataclass(value):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: to_json(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [to_json(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def from_json(kind: type[T], data: Any) -> T:
    """The value of type `kind` that `to_json` made `data` of; keys that are absent take the field's default."""
    return cast(T, _decode(kind, data))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _decode(kind: Any, data: Any) -> Any:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        chosen = next(each for each in arguments if each is not type(None))
        return None if data is None else _decode(chosen, data)
    if origin is tuple:
        return tuple(_decode(arguments[0], each) for each in data)
    if origin is Mapping:
        return types.MappingProxyType({key: _decode(arguments[1], each) for key, each in data.items()})
    if is_dataclass(kind):
        hints = _hints(cast(type, kind))
        return cast(type, kind)(**{name: _decode(hints[name], each) for name, each in data.items()})
    if isinstance(kind, type) and issubclass(kind, date):
        return date.fromisoformat(data)
    return kind(data) if isinstance(kind, type) and issubclass(kind, StrEnum) else data
