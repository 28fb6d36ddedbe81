"""Click in Spanish: its own words in help and errors, which it looks up through the `_` of each of its modules."""

from collections.abc import Iterable

import click
import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.termui
import click.types

MODULES = (
    click.core,
    click.decorators,
    click.exceptions,
    click.formatting,
    click.parser,
    click.termui,
    click.types,
)
WORDS = {
    "Aborted!": "Cancelado.",
    "Usage:": "Uso:",
    "Options": "Opciones",
    "Positional arguments": "Datos",
    "Commands": "Órdenes",
    "Show this message and exit.": "Muestra esta ayuda.",
    "Do you want to continue?": "¿Continuar?",
    "Error: {message}": "Error: {message}",
    "Error: invalid input": "Error: no se entiende",
    "Try '{command} {option}' for help.": "Mira la ayuda: {command} {option}",
    "Missing command.": "Falta decir la orden.",
    "Missing argument": "Falta",
    "Missing option": "Falta la opción",
    "Missing parameter": "Falta",
    "Missing parameter: {param_name}": "Falta: {param_name}",
    "No such option {name!r}.": "No existe la opción {name}.",
    "No such command {name!r}.": "No existe la orden {name}.",
    "Option {name!r} does not take a value.": "La opción {name} no lleva valor.",
    "Invalid value: {message}": "Valor equivocado: {message}",
    "Invalid value for {param_hint}: {message}": "Valor equivocado en {param_hint}: {message}",
    "{value!r} is not a valid {number_type}.": "«{value}» no es un número.",
    "{value} is not in the range {range}.": "{value} está fuera de {range}.",
    "{name} {filename!r} does not exist.": "no existe {filename}.",
    "{name} {filename!r} is a file.": "{filename} es un archivo.",
    "{name} {filename!r} is a directory.": "{filename} es una carpeta.",
    "{name} {filename!r} is not readable.": "no se puede leer {filename}.",
    "Could not open file {filename!r}: {message}": "No se pudo abrir {filename}: {message}",
    "Choose from:\n\t{choices}": "Elige entre:\n\t{choices}",
    "default: {default}": "si no se dice: {default}",
    "required": "obligatorio",
    "file": "archivo",
    "directory": "carpeta",
    "path": "ruta",
}
PLURALS = {
    "Did you mean {possibility}?": ("¿Quisiste decir {possibility}?", "¿Quisiste decir una de estas? {possibilities}"),
    "Got unexpected extra argument ({args})": ("Sobra: {args}", "Sobran: {args}"),
    "Option {name!r} requires an argument.": ("La opción {name} lleva un valor.", "La opción {name} lleva {nargs}."),
    "{value!r} is not {choice}.": ("«{value}» no es {choice}.", "«{value}» no es ninguno de {choices}."),
    "{value!r} does not match the format {format}.": (
        "«{value}» no tiene la forma {format}.",
        "«{value}» no tiene ninguna de las formas {formats}.",
    ),
}  # fmt: skip
METAVARS = {
    "[OPTIONS]": "[OPCIONES]",
    "COMMAND [ARGS]...": "ORDEN …",
    "INTEGER RANGE": "NÚMERO",
    "INTEGER": "NÚMERO",
    "TEXT": "TEXTO",
    "FILE": "ARCHIVO",
}


class Help(click.HelpFormatter):
    """The frame of every help page."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, _metavars(args), prefix)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(_metavars(term), meaning) for term, meaning in rows], col_max, col_spacing)


def speak_spanish() -> None:
    """From now on Click does."""
    click.Context.formatter_class = Help
    for module in MODULES:
        for name, function in (("_", _translate), ("ngettext", _translate_plural)):
            if hasattr(module, name):
                setattr(module, name, function)


def _translate(text: str) -> str:
    return WORDS.get(text, text)


def _translate_plural(one: str, many: str, count: int) -> str:
    return PLURALS.get(one, (one, many))[count != 1]


def _metavars(text: str) -> str:
    for english, spanish in METAVARS.items():
        text = text.replace(english, spanish)
    return text
