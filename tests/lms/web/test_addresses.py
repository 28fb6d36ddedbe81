"""Links to the present page under other arguments."""

import pytest

from lms.web.addresses import same_page


def test_what_changes_is_changed_and_the_rest_stays(app):
    with app.test_request_context("/bitacora?antes=7&x=1&x=2&lang=en"):
        assert same_page(antes=3, lang=None) == "/bitacora?antes=3&x=1&x=2"


@pytest.mark.parametrize(
    "query", ["_external=1&_scheme=javascript", "endpoint=x", "_scheme=x", "_method=POST", "_anchor=x"]
)
@pytest.mark.parametrize(
    "path", ["/verificar", "/v/0000000000000000", "/certificados", "/cascada/curso-de-prueba/personas"]
)
def test_no_argument_of_the_reader_bends_a_link(client, cast, path, query):
    answer = cast.log_in(client, "registrar").get(f"{path}?{query}")
    assert answer.status_code < 500
    assert 'href="javascript:' not in answer.text
    assert 'href="http://localhost' not in answer.text
