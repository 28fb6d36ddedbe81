"""No text is clipped: it shrinks, then breaks, then is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.rendering.fitting import MM_PER_POINT, DoesNotFit, Fit, Step, alike, fit

STEPS = (Step(36, 1), Step(24, 1), Step(24, 2), Step(16, 3))
LETTERS = st.text(alphabet="abcñÁ’ ", min_size=6, max_size=84).filter(lambda text: text.strip())


def half_em(text: str) -> float:
    """Every letter half an em wide."""
    return len(text) / 2


def test_a_short_name_is_set_large_on_one_line():
    assert fit("Lu Paz", half_em, 171, *STEPS) == Fit(36, ("Lu Paz",))


def test_a_longer_name_is_set_smaller_before_it_is_broken():
    assert fit("María del Carmen Quispe Mamani", half_em, 171, *STEPS).size == 24


def test_a_very_long_name_takes_two_lines_of_like_length():
    name = "Wilhelmina Apolinaria Ñahuincopa de Huancahuari"
    assert fit(name, half_em, 171, *STEPS) == Fit(24, ("Wilhelmina Apolinaria", "Ñahuincopa de Huancahuari"))


def test_a_word_is_cut_only_when_no_step_holds_it_whole():
    fitted = fit("x" * 84, half_em, 171, *STEPS)
    assert fitted.size == 16
    assert "".join(fitted.lines) == "x" * 84


def test_what_fits_nowhere_is_refused_not_clipped():
    with pytest.raises(DoesNotFit, match="no cabe"):
        fit("palabra " * 60, half_em, 171, *STEPS)


@given(LETTERS)
def test_no_letter_is_lost_and_no_line_too_wide(text):
    fitted = fit(text, half_em, 171, *STEPS)
    assert "".join(fitted.lines).replace(" ", "") == "".join(text.split())
    assert all(half_em(line) * fitted.size * MM_PER_POINT <= 171 for line in fitted.lines)
    assert any(step.size == fitted.size and len(fitted.lines) <= step.lines for step in STEPS)


def test_texts_side_by_side_share_the_smallest_size():
    assert [fitted.size for fitted in alike([Fit(9, ("a",)), Fit(7, ("b",)), Fit(8, ("c",))])] == [7, 7, 7]
    assert alike([]) == ()
