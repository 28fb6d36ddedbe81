"""Every address of the application, with something in the place of each id."""

from collections.abc import Iterator
from uuid import UUID

from flask import Flask
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter, Rule, UUIDConverter


def rules(app: Flask) -> list[Rule]:
    """All rules but the static files'."""
    return sorted((rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"), key=str)


def methods(rule: Rule) -> list[str]:
    """The rule's methods that a reader uses."""
    return sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})


def address(app: Flask, rule: Rule) -> str:
    """An address the rule answers to."""
    values = {name: _filler(converter) for name, converter in rule._converters.items()}
    return app.url_map.bind("localhost").build(rule.endpoint, values, methods(rule)[0])


def _filler(converter: BaseConverter) -> object:
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    fillers: dict[type, object] = {UUIDConverter: UUID(int=7), IntegerConverter: 1}
    return fillers.get(type(converter), "x")


def requests(app: Flask) -> Iterator[tuple[str, str, object]]:
    """(method, address, who may) for each rule and method."""
    for rule in rules(app):
        access = getattr(app.view_functions[rule.endpoint], "access", None)
        for method in methods(rule):
            yield method, address(app, rule), access
