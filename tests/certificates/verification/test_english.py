"""The public pages in English: every word of ours, and the paper's own words marked as Spanish."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po
from babel.util import pathmatch

from certificates.issuing.status import RevocationReason
from certificates.registry.operations import correct_name, revoke
from lms.web.catalogues import LOCALE, read_catalogue
from tests.certificates.registry.test_operations import DAY

ROOT = Path(__file__).resolve().parents[3]
SPANISH = re.compile(
    r"\b(el|la|los|las|del|que|con|para|está|código|certificado|verificar|desde|estado)\b", re.IGNORECASE
)


def sources():
    """(method, pattern) of babel.cfg."""
    return re.findall(r"^\[(\w+): (.+)\]$", (LOCALE / "babel.cfg").read_text(), re.MULTILINE)


def messages():
    keywords = {"_": None, "gettext": None, "_l": None, "lazy_gettext": None, "ngettext": (1, 2)}
    for method, pattern in sources():
        files = [path for path in ROOT.glob(pattern.replace("**.", "**/*.")) if path.is_file()]
        assert files, pattern
        for path in files:
            assert pathmatch(pattern, str(path.relative_to(ROOT)))
            for _line, message, _comments, _context in extract_from_file(method, path, keywords=keywords):
                yield message if isinstance(message, str) else message[0]


def test_every_word_of_the_public_pages_has_its_english():
    with (LOCALE / "en" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale="en", abort_invalid=True)
    english = {each.id if isinstance(each.id, str) else each.id[0]: each for each in catalogue if each.id}
    wanted = set(messages())
    assert {each for each in wanted if each not in english or not english[each].string} == set()
    assert set(english) - wanted == set(), "left over"
    assert not any(each.fuzzy for each in catalogue if each.id)
    assert [error for each in catalogue if each.id for error in each.check(catalogue)] == []


def test_a_language_without_a_catalogue_speaks_spanish():
    assert read_catalogue("qu").gettext("Verificar") == "Verificar"


def own_words(html):
    """What the page says itself: no tags, no Spanish parts, no names of people."""
    html = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", html, flags=re.DOTALL)
    html = re.sub(r'<span lang="es">.*?</span>', " ", html)
    html = re.sub(r'<a [^>]*hreflang="es"[^>]*>.*?</a>', " ", html)
    words = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    return words + " ".join(re.findall(r'aria-label="([^"]+)"', html))


@pytest.mark.parametrize("state", ["valid", "revoked", "superseded", "unknown", "search", "malformed"])
def test_no_spanish_word_of_ours_is_left(client, register, cast, state):
    registrar = cast.actor("registrar")
    if state == "revoked":
        revoke(registrar, register.rosa, RevocationReason.FRAUD, DAY, "Corte Superior de Prueba")
    if state == "superseded":
        correct_name(registrar, register.rosa, "Rosa Elvira Quispe Mamani", "Falta un nombre")
    address = {
        "unknown": "/v/0000000000000000", "search": "/verificar", "malformed": "/v/nada",
    }.get(state, f"/v/{register.rosa}")  # fmt: skip
    page = client.get(f"{address}?lang=en")
    assert '<html lang="en">' in page.text
    assert SPANISH.findall(own_words(page.text)) == []
    assert 'hreflang="es"' in page.text
    spanish = client.get(address)
    assert '<html lang="es-PE">' in spanish.text
    assert 'hreflang="en"' in spanish.text


def test_the_papers_words_are_marked_as_spanish(client, register):
    text = client.get(f"/v/{register.rosa}?lang=en").text
    assert '<span lang="es">Réplica de prueba</span> (attended)' in text
    assert '<span lang="es">No da licencia para enseñar.</span>' in text
    assert 'lang="es">Réplica' not in client.get(f"/v/{register.rosa}").text


def test_english_stays_on_the_way(client, register):
    text = client.get(f"/v/{register.rosa}?lang=en").text
    assert f'href="/v/{register.officer}?lang=en"' in text
    assert 'href="/verificar?lang=en"' in text
    answer = client.get(f"/verificar?lang=en&codigo={register.rosa}")
    assert answer.headers["Location"].endswith(f"/v/{register.rosa}?lang=en")


def test_only_the_verification_speaks_english(client, register):
    assert '<html lang="es-PE">' in client.get("/?lang=en").text
    assert '<html lang="es-PE">' in client.get("/v/0000000000000000?lang=qu").text
