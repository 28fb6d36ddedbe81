"""The right choice is neither the longest nor always in the same place."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.curriculum.checks.answers import tail
from tests.courses.curriculum.breaking import BreakablePack

BANK, MODULE = "curso/m01-base/bank.toml", "curso/m01-base/module.toml"
ITEM = """
[[item]]
slug = "q{n}"
kind = "single"
stem = "¿Pregunta {n}?"
objective = "Probar"
difficulty = 0.5
points = 1
critical = false
source = "norma-uno"
version = 1
options = [{options}]
feedback_right = "Sí."
feedback_wrong = "No."
"""


def fill(pack: BreakablePack, lengths: list[list[int]], right: list[int]) -> None:
    """Items whose choices have these lengths and whose right one stands at this index."""
    for number, (sizes, index) in enumerate(zip(lengths, right, strict=True)):
        choices = (
            f'{{ text = "{chr(97 + place) * size}"{", right = true" if place == index else ""} }}'
            for place, size in enumerate(sizes)
        )
        pack.change(BANK, "", ITEM.format(n=number, options=", ".join(choices)))


def test_always_the_longest_is_a_fault(pack: BreakablePack) -> None:
    right = [number % 4 for number in range(12)]
    fill(pack, [[9 if place == index else 5 for place in range(4)] for index in right], right)
    [fault] = pack.errors()
    assert "la más larga en 13 de 13" in fault.what
    assert "m01-base/q3" in fault.mend
    assert fault.file.endswith(BANK)


def test_always_second_is_a_fault(pack: BreakablePack) -> None:
    fill(pack, [[5, 5, 5, 5]] * 12, [1] * 12)
    [fault] = pack.errors()
    assert "la número 2 en 13 de 13" in fault.what


def test_choices_by_turns_are_fine(pack: BreakablePack) -> None:
    right = [number % 4 for number in range(12)]
    longest = [(number * 3 + 1) % 4 for number in range(12)]
    fill(pack, [[9 if place == index else 5 for place in range(4)] for index in longest], right)
    assert pack.errors() == []


@given(st.integers(0, 30), st.integers(0, 31))
def test_with_equal_chances_the_tail_is_binomial(trials: int, count: int) -> None:
    exact = sum(comb(trials, k) * 0.25**k * 0.75 ** (trials - k) for k in range(count, trials + 1))
    assert tail([0.25] * trials, count) == pytest.approx(exact)
