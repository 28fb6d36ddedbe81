"""What is turned away before any page sees it."""

import pytest


@pytest.mark.parametrize("url", ["/programas/a%00b", "/verificar?codigo=%00", "/v/a%00"])
def test_an_address_with_a_nul_is_refused(client, url):
    answer = client.get(url)
    assert answer.status_code == 400
    assert "un carácter que no se puede guardar" in answer.text


def test_a_form_with_a_nul_is_refused_and_its_text_kept_from_the_database(client):
    answer = client.submit("/ingresar", {"login": "a\0@b.pe", "password": "tres palabras juntas"})
    assert answer.status_code == 400
    assert "un carácter que no se puede guardar" in answer.text
