"""Comparing and ordering Spanish text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.text import plain, sort_key, tidy


@pytest.mark.parametrize(
    ("raw", "tidied"),
    [
        ("  Rosa \t Quispe\nMamani ", "Rosa Quispe Mamani"),
        ("Jose\N{COMBINING ACUTE ACCENT}", "José"),
        ("Ro\N{ZERO WIDTH SPACE}sa\N{SOFT HYPHEN}", "Rosa"),
        ("Ana\N{RIGHT-TO-LEFT OVERRIDE}", "Ana"),
        ("Ana\N{NO-BREAK SPACE}Ruiz", "Ana Ruiz"),
        ("", ""),
    ],
)
def test_a_name_is_stored_tidy(raw, tidied):
    assert tidy(raw) == tidied


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MUÑOZ", "munoz"),
        ("Ángel  Núñez", "angel nunez"),
        ("D’Angelo", "D'angelo"),
        ("Ñahuí", "nahui"),
        ("Pʼurasqa", "P'urasqa"),
        ("Straße", "strasse"),
    ],
)
def test_these_are_the_same_name(one, other):
    assert plain(one) == plain(other)


@given(st.text())
def test_tidying_and_folding_twice_changes_nothing(text):
    assert tidy(tidy(text)) == tidy(text)
    assert plain(plain(text)) == plain(text)


@given(st.text())
def test_however_it_is_composed_it_is_the_same(text):
    assert plain(unicodedata.normalize("NFD", text)) == plain(unicodedata.normalize("NFC", text))


def test_names_are_ordered_as_in_a_spanish_dictionary():
    names = ["Zárate", "Ñahui", "nube", "Nuñez", "Núñez", "Nunura", "Ángel", "anaya", "Abel", "Oré", "Nz"]
    assert sorted(names, key=sort_key) == [
        "Abel", "anaya", "Ángel", "nube", "Nunura", "Nuñez", "Núñez", "Nz", "Ñahui", "Oré", "Zárate",
    ]  # fmt: skip
