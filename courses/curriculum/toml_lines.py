"""Where each key of a TOML file stands, so that a fault can name its line (TOML 1.0; values are not interpreted)."""

import re
from collections.abc import Iterator

Path = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""^\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*=""")
_STRING = r'"""(?:\\.|[^\\])*?"""|' + r"'''.*?'''" + r'|"(?:\\.|[^"\\\n])*"|' + r"'[^'\n]*'"
_TOKEN = re.compile(_STRING + r"|#[^\n]*|[\[\]{},\n]|[^\s\[\]{},\"'#]+", re.DOTALL)


def locate(text: str) -> dict[Path, int]:
    """Line numbers (from 1) by path: ("item", 3, "options", 1) is the second option of the fourth [[item]]."""
    found: dict[Path, int] = {(): 1}
    table: Path = ()
    counts: dict[Path, int] = {}
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        if header := _HEADER.match(lines[number]):
            table = _open(header[1] == "[[", _names(header[2]), counts)
            found[table] = number + 1
        elif key := _KEY.match(lines[number]):
            path = (*table, *_names(key[1]))
            found[path] = number + 1
            rest = "\n".join([lines[number][key.end() :], *lines[number + 1 :]])
            number = _read_value(rest, path, number, found)
        number += 1
    return found


def line_of(lines: dict[Path, int], path: Path) -> int:
    """The line of the path, or of the nearest thing that holds it."""
    while path not in lines:
        path = path[:-1]
    return lines[path]


def _names(dotted: str) -> Path:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def _open(is_array: bool, names: Path, counts: dict[Path, int]) -> Path:
    path: Path = ()
    for name in names[:-1]:
        path = (*path, name)
        if path in counts:
            path = (*path, counts[path])
    path = (*path, names[-1])
    if not is_array:
        return path
    counts[path] = counts.get(path, -1) + 1
    return (*path, counts[path])


def _read_value(text: str, path: Path, line: int, found: dict[Path, int]) -> int:
    """Note the elements of an array value; the index of the value's last line."""
    depth, element, fresh = 0, 0, False
    for mark, offset in _marks(text):
        here = line + text.count("\n", 0, offset)
        if mark == "\n":
            if depth == 0:
                return here
            continue
        if depth == 1 and fresh and mark not in ",]":
            found[(*path, element)] = here + 1
            element, fresh = element + 1, False
        if mark in "[{":
            depth += 1
            fresh = depth == 1 and mark == "["
        elif mark in "]}":
            depth -= 1
        elif mark == "," and depth == 1:
            fresh = True
    return line + text.count("\n")


def _marks(text: str) -> Iterator[tuple[str, int]]:
    for match in _TOKEN.finditer(text):
        if not match[0].startswith("#"):
            yield match[0], match.start()
