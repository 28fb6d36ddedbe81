"""Lines of TOML keys."""

import tomllib

import pytest

from courses.curriculum.toml_lines import line_of, locate

TEXT = '''# a comment with [[item]] inside
title = "uno # no comment"   # comment
names = [
  "a",   # [x]
  "b, c",
]
long = """
[[item]]
slug = "not a key"
"""

[rules]
licence = { course = "x", months = 24 }
a.b = 1

[[item]]
slug = "first"
options = [ { text = "]" }, { text = "[" } ]

  [[item.level]]
  points = 0

[[item]]
slug = 'second'
options = [
  { text = "a" },
  { text = "b", right = true },
]
[item.forms]
A = ["x"]
'''


@pytest.mark.parametrize(
    ("path", "snippet"),
    [
        (("title",), "title ="),
        (("names",), "names ="),
        (("names", 0), '"a"'),
        (("names", 1), '"b, c"'),
        (("long",), "long ="),
        (("rules",), "[rules]"),
        (("rules", "licence"), "licence ="),
        (("rules", "a", "b"), "a.b"),
        (("item", 0, "slug"), '"first"'),
        (("item", 0, "options", 1), '"]"'),
        (("item", 0, "level", 0, "points"), "points"),
        (("item", 1, "slug"), "'second'"),
        (("item", 1, "options", 0), '"a" }'),
        (("item", 1, "options", 1), "right"),
        (("item", 1, "forms", "A"), "A ="),
    ],
)
def test_each_key_is_found_on_its_line(path: tuple[str | int, ...], snippet: str) -> None:
    tomllib.loads(TEXT)
    line = locate(TEXT)[path]
    assert snippet in TEXT.split("\n")[line - 1]


def test_what_has_no_line_of_its_own_takes_that_of_what_holds_it() -> None:
    lines = locate(TEXT)
    assert line_of(lines, ("item", 1, "options", 1, "right")) == lines[("item", 1, "options", 1)]
    assert line_of(lines, ("nowhere",)) == 1


def test_a_key_inside_a_long_text_is_none() -> None:
    assert ("item", 2) not in locate(TEXT)
