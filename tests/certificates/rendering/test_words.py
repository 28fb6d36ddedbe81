"""The Spanish words around a certificate's facts."""

import pytest

from certificates.rendering.domain import (
    NOT_A_DIGITAL_SIGNATURE,
    address_lines,
    hours_text,
    not_statement,
    qr_text,
)


@pytest.mark.parametrize(("hours", "words"), [(1, "1 hora"), (4, "4 horas"), (30, "30 horas")])
def test_hours_agree_in_number(hours, words):
    assert hours_text(hours) == words


def test_only_a_passed_course_is_called_certificate(make_sheet):
    assert make_sheet(award="aprobacion").kind == "Certificado de aprobación"
    assert make_sheet(award="participacion").kind == "Constancia de participación"


def test_the_documents_title_does_not_name_the_holder(make_sheet):
    assert "Huamán" not in make_sheet().document_title


def test_every_sheet_says_it_is_no_digital_signature(make_sheet):
    assert not_statement(make_sheet(not_statement="No acredita.")) == f"No acredita. {NOT_A_DIGITAL_SIGNATURE}"
    own_words = "No es una firma digital de la IOFE."
    assert not_statement(make_sheet(not_statement=own_words)) == own_words


@pytest.mark.parametrize(
    ("address", "encoded"),
    [
        ("https://cascada.example.pe/v/7K3M-Q9TD", "HTTPS://CASCADA.EXAMPLE.PE/V/7K3M-Q9TD"),
        ("http://127.0.0.1:8000/v/7K3MQ9TD", "HTTP://127.0.0.1:8000/V/7K3MQ9TD"),
        ("https://example.pe/cascada/v/7K3M", "https://example.pe/cascada/v/7K3M"),
        ("https://example.pe/v/7K3M?x=a", "https://example.pe/v/7K3M?x=a"),
    ],
)
def test_the_qr_is_in_capitals_only_where_they_lead_to_the_same_page(address, encoded):
    assert qr_text(address) == encoded


@pytest.mark.parametrize(
    "address", ["https://cascada.example.pe/v/7K3M", "http://127.0.0.1:8000/v/7K3M", "https://e.pe/a/v/7K3M"]
)
def test_the_two_lines_to_type_make_the_address(address):
    site, rest = address_lines(address)
    assert site + rest == address
    assert rest.startswith("/")
