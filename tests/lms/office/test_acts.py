"""Every act that the log keeps has words for the auditor."""

import ast
from collections.abc import Iterator
from pathlib import Path

from lms.office.wording import ACTS, SUBJECTS, act_words, subject_words

ROOT = Path(__file__).resolve().parents[3]
OWN_WORDS = ROOT / "lms" / "office" / "wording.py"


def calls() -> Iterator[ast.Call]:
    """Every call of `record` with an actor, an act, a subject and its id."""
    for package in ("lms", "courses", "certificates"):
        for file in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record" and len(node.args) == 4:
                    yield node


def literals(argument: ast.expr) -> set[str]:
    found = {node.value for node in ast.walk(argument) if isinstance(node, ast.Constant)}
    return {each for each in found if isinstance(each, str)}


def test_every_act_written_in_the_code_has_words() -> None:
    acts = set[str]().union(*(literals(call.args[1]) for call in calls()))
    subjects = set[str]().union(*(literals(call.args[2]) for call in calls()))
    assert len(acts) > 40
    assert acts <= set(ACTS)
    assert subjects <= set(SUBJECTS)


def test_no_words_are_left_of_acts_that_are_gone() -> None:
    files = [file for package in ("lms", "courses", "certificates") for file in (ROOT / package).rglob("*.py")]
    code = "\n".join(file.read_text() for file in files if file != OWN_WORDS)
    assert [act for act in ACTS if f'"{act}"' not in code] == []


def test_what_has_no_words_keeps_its_code(app) -> None:
    with app.test_request_context():
        assert (act_words("acta.closed"), act_words("thing.done")) == ("Acta cerrada", "thing.done")
        assert (subject_words("closing"), subject_words("thing")) == ("acta", "thing")
