"""Serials: drawn at random, forgiving to whoever types them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.issuing.serials import ALPHABET, LENGTH, MalformedSerial, group_serial, new_serial, parse_serial

serials = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH)


def test_a_new_serial_is_canonical_and_never_the_same():
    drawn = {new_serial() for _ in range(2000)}
    assert len(drawn) == 2000
    assert all(parse_serial(each) == each for each in drawn)
    assert {letter for each in drawn for letter in each} == set(ALPHABET)


@given(serials)
def test_what_is_printed_reads_back(serial):
    assert parse_serial(group_serial(serial)) == serial


@given(serials, st.data())
def test_case_blanks_hyphens_and_lookalikes_do_not_matter(serial, data):
    lookalikes = {"0": "0Oo", "1": "1IiLl"}
    typed = "".join(
        data.draw(st.sampled_from(lookalikes.get(letter, letter + letter.lower())))
        + data.draw(st.sampled_from(["", "-", " ", "–", "\t"]))
        for letter in serial
    )
    assert parse_serial(typed) == serial


@given(st.text())
def test_anything_else_is_malformed_or_sixteen_letters_of_the_alphabet(typed):
    try:
        serial = parse_serial(typed)
    except MalformedSerial:
        return
    assert len(serial) == LENGTH
    assert set(serial) <= set(ALPHABET)


@pytest.mark.parametrize(
    "typed",
    ["", "7K3M", "7K3M-9QXA-02BD-F5TW-1", "7K3M-9QXA-02BD-F5T", "UUUU-UUUU-UUUU-UUUU", "7K3M_9QXA_02BD_F5TW",
     "７K3M-9QXA-02BD-F5TW", "7K3M-9QXA-02BD-F5TW\u202e", "ÑÑÑÑ-ÑÑÑÑ-ÑÑÑÑ-ÑÑÑÑ"],
)  # fmt: skip
def test_what_cannot_be_a_serial_is_told_by_its_form(typed):
    with pytest.raises(MalformedSerial, match="16 letras o números"):
        parse_serial(typed)
