"""What a package hands to the roof: its tables, pages, commands, navigation and start-up calls."""

from collections.abc import Callable
from dataclasses import dataclass

from click import Command
from flask import Blueprint, Flask


@dataclass(frozen=True)
class NavEntry:
    """A link of the main navigation, with what lies there in a sentence for the start page.

    Shown to who holds the permission (a `Permission` value; None = any account).
    """

    endpoint: str
    label: str
    hint: str
    permission: str | None = None


@dataclass(frozen=True)
class Wiring:
    """Everything `lms.app` and `lms.cli` wire for one package."""

    models: tuple[str, ...] = ()
    blueprints: tuple[Blueprint, ...] = ()
    commands: tuple[Command, ...] = ()
    navigation: tuple[NavEntry, ...] = ()
    init_app: tuple[Callable[[Flask], None], ...] = ()
