"""What a package hands to the roof: its tables, pages, commands and jobs."""

from collections.abc import Callable
from dataclasses import dataclass, field

from click import Command
from flask import Blueprint, Flask


@dataclass(frozen=True)
class Wiring:
    """Everything `lms.app` and `lms.cli` wire for one package."""

    models: tuple[str, ...] = ()
    blueprints: tuple[Blueprint, ...] = ()
    commands: tuple[Command, ...] = ()
    init_app: tuple[Callable[[Flask], None], ...] = field(default=())
