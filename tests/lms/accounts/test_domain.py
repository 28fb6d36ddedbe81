"""Documents, phones and passwords as people type them."""

import unicodedata

import pytest

from lms.accounts.codes import fold, new_code
from lms.accounts.domain import check_full_name, check_name, parse_cip, parse_document, parse_phone
from lms.accounts.passwords import HASHER, NOBODYS, check_password, hash_password, is_right
from lms.accounts.sessions import safe_path
from lms.accounts.throttle import network_of
from lms.errors import Invalid


def test_a_dni_keeps_its_leading_zeros():
    assert parse_document("dni", "00123456").number == "00123456"


def test_only_the_last_four_digits_show():
    assert parse_document("DNI", "40000001").masked == "••••0001"


@pytest.mark.parametrize(
    "name", ["Ñahui Soto", "O'Higgins", "Kʼantu", "Ma. del Carmen", "M.ª Luz", "Jerí-Q’ero", "Ḋaŋa", "Ana (e)"]
)
def test_a_name_bears_latin_letters_and_few_signs(name):
    assert check_name(name) == name


@pytest.mark.parametrize("name", ["Роса", "Ｒｏｓａ", "𝐑𝐨𝐬𝐚", "Aνa", "Ana 💩", "A1", "Ana ٣", "Ana²", "...", "<b>", ""])
def test_what_looks_like_a_name_and_is_none_is_refused(name):
    with pytest.raises(Invalid):
        check_name(name)


def test_given_names_and_surnames_fit_a_certificate_together():
    assert check_full_name("A" * 40, "B" * 43) == ("A" * 40, "B" * 43)
    with pytest.raises(Invalid, match="84"):
        check_full_name("A" * 40, "B" * 44)


@pytest.mark.parametrize("cip", ["٣٣٣٣٣٣٣٣", "３３３３３３", "12345", "123456789", "12a456"])
def test_a_police_number_is_written_in_plain_digits(cip):
    with pytest.raises(Invalid):
        parse_cip(cip)


@pytest.mark.parametrize("typed", ["987 654 321", "+51 987654321", "987-654-321"])
def test_a_phone_is_kept_in_one_form(typed):
    assert parse_phone(typed) == "+51987654321"


def test_a_blank_phone_is_none():
    assert parse_phone("  ") is None


def test_letters_are_no_phone():
    with pytest.raises(Invalid, match="teléfono"):
        parse_phone("mi hermana")


def test_codes_never_repeat_and_are_grouped_for_reading():
    codes = {new_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert all(len(code) == 14 and code[4] == code[9] == "-" for code in codes)


@pytest.mark.parametrize("typed", ["0123-abcd-1111", " 0123 abcd 1111 ", "o123-abcd-il1I", "0123ABCD1111"])
def test_a_code_is_read_as_it_was_meant(typed):
    assert fold(typed) == "0123ABCD1111"


@pytest.mark.parametrize("weak", ["corta", "aaaaaaaaaaaaa", "contraseña123", "mi 40000001", "1234567890", "x" * 129])
def test_weak_passwords_are_refused(weak):
    with pytest.raises(Invalid) as caught:
        check_password(weak, ("40000001",))
    assert caught.value.field == "password"


def test_three_words_are_a_good_password():
    assert check_password("mesa lluvia tren") == "mesa lluvia tren"


def test_a_password_is_right_however_the_keyboard_composes_its_accents():
    encoded = hash_password("canción del río")
    assert is_right(unicodedata.normalize("NFD", "canción del río"), encoded)
    assert not is_right("cancion del rio", encoded)


def test_the_dummy_hash_costs_as_much_as_a_real_one():
    assert not HASHER.check_needs_rehash(NOBODYS)
    assert NOBODYS.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_without_a_hash_nothing_is_right():
    assert not is_right("", None)


@pytest.mark.parametrize("path", ["/mi-cuenta", "/v/ABC?lang=en"])
def test_paths_of_this_site_may_be_followed(path):
    assert safe_path(path) == path


@pytest.mark.parametrize("path", ["//otro.pe", "/\\otro.pe", "https://otro.pe/", "mi-cuenta", "", None, "/a\nb"])
def test_paths_elsewhere_may_not(path):
    assert safe_path(path) is None


@pytest.mark.parametrize(
    ("address", "network"),
    [("190.12.3.4", "190.12.3.0/24"), ("2001:db8:1:2::5", "2001:db8:1::/48"), (None, "unknown"), ("x", "unknown")],
)
def test_addresses_are_counted_by_network(address, network):
    assert network_of(address) == network
