"""Whatever is typed, no page breaks: every address with odd arguments, every form with odd values in its fields."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import quote

import pytest

from lms.accounts.operations.roles import grant_role
from lms.accounts.permissions import SYSTEM, Role, ScopeKind
from tests.support.lived_in import live_in

ODD_TEXTS = ["", "a\0b", "\N{PILE OF POO}\u202e\u200b\u0301 %s {0} '; --", "x" * 20_000]
ODD = {
    "number": ["9" * 400, "sNaN", "-1"],
    "date": ["9999-12-31", "0001-01-01", "2026-02-30"],
    "time": ["24:00", "x"],
    "radio": ["x"],
    "option": ["x", "programme:"],
    "checkbox": ["x"],
    "hidden": ["", "00000000-0000-0000-0000-000000000007"],
}
ARGUMENTS = (
    "antes", "page", "programa", "estado", "region", "formato", "generacion", "unidad", "formador", "version", "forma",
    "modulo", "part", "day", "codigo", "lang", "siguiente", "se_une", "queda", "letra",
    "endpoint", "_scheme", "_external", "_method", "_anchor", "programme", "serial", "values",
)  # fmt: skip
PLAUSIBLE = {
    "given_names": "Ana", "surnames": "Paz Luz", "document_number": "71234567", "document": "71234568", "name": "Ana",
    "code": "GRUPO-9", "place": "Lamas", "act_number": "RA 1", "authority": "Corte", "office": "Jueza", "number": "3",
    "organisation": "Corte", "signer": "Ana Paz", "reason": "Motivo", "evidence": "Acta 1", "note": "Nota",
    "holder_name": "Rosa Otra", "text": "Rosa", "email": "a@b.pe", "mark": "12", "position": "1",
    "planned_minutes": "10", "login": "40000001", "present": "una clave cualquiera", "password": "tres palabras raras",
    "again": "tres palabras raras",
}  # fmt: skip
KINDS = {"date": "2026-11-28", "time": "09:00", "number": "1"}
NUMBERS = ("mark", "position", "planned_minutes")
LAST = ("retirar", "desactivar", "terminar", "deshacer", "anular", "corregir", "cancelar", "borrar", "salir", "clave")
"""What takes away what other forms need."""


@dataclass
class FoundForm:
    """A form of a page: where it is sent, its fields' kinds and what a reader might send."""

    action: str | None
    kinds: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, kind: str, value: str) -> None:
        kind = "number" if name in NUMBERS else kind
        self.kinds[name] = kind
        if kind in ("radio", "option"):
            self.values[name] = self.values.get(name) or value
        else:
            self.values[name] = value or PLAUSIBLE.get(name) or KINDS.get(kind, "")

    def odd(self) -> Iterator[dict[str, str]]:
        """Nothing at all, all of it odd, and one field at a time odd or missing."""
        yield self.values
        yield {}
        for text in ODD_TEXTS:
            yield dict.fromkeys(self.values, text)
        for name, kind in self.kinds.items():
            for value in ODD.get(kind, ODD_TEXTS[1:]):
                yield {**self.values, name: value}
            yield {each: value for each, value in self.values.items() if each != name}


class Forms(HTMLParser):
    """The forms of a page that are posted."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[FoundForm] = []
        self._form: FoundForm | None = None
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = FoundForm(has.get("action")) if has.get("method") == "post" else None
            self.found += [self._form] if self._form else []
        elif tag == "select":
            self._select = has.get("name", "")
        elif self._form and tag == "option" and self._select:
            self._form.add(self._select, "option", has.get("value", ""))
        elif self._form and tag in ("input", "textarea", "button") and has.get("name") not in (None, "csrf_token"):
            self._form.add(has["name"], has.get("type", "text"), has.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None


@pytest.fixture
def world(app, cast, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    found = live_in(cast)
    for role in Role:
        grant_role(SYSTEM, cast.id("stranger"), role, ScopeKind.EVERYTHING, None, "prueba")
    return found


def pages(world, app):
    """One address for each page; a trainee's of the trainee who is still studying."""
    chosen = {}
    for each in world.addresses(app):
        if each.method == "GET" and (each.endpoint not in chosen or each.second):
            chosen[each.endpoint] = each.url
    return sorted(chosen.values(), key=lambda url: any(word in url for word in LAST))


def reader(cast, browser, url):
    """Whoever may open the page: somebody with every role, and for a trainee's own pages the trainee."""
    parts = {"/mis-cursos": "other_trainee", "/mis-certificados": "trainee"}
    return cast.log_in(browser, next((part for path, part in parts.items() if url.startswith(path)), "stranger"))


def test_no_page_breaks_on_odd_arguments(app, cast, client, world):
    broken = []
    for url in pages(world, app):
        for value in ("9" * 30, "a\0b", "\N{PILE OF POO}", "javascript"):
            query = "&".join(f"{name}={quote(value)}" for name in ARGUMENTS)
            answer = reader(cast, client, url).get(f"{url}?{query}")
            if answer.status_code >= 500 or b'href="javascript:' in answer.data:
                broken.append(f"{url} {value!r} {answer.status}")
    assert broken == []


def test_no_form_breaks_on_odd_values(app, cast, client, world):
    broken, sent = [], set()
    for url in pages(world, app):
        browser = app.test_client() if url in ("/ingresar", "/activar") else client
        page = reader(cast, browser, url).get(url) if browser is client else browser.get(url)
        for form in Forms(page.text).found if page.mimetype == "text/html" else ():
            target = form.action or url
            if target in sent:
                continue
            sent.add(target)
            for data in form.odd():
                if browser is client:
                    reader(cast, browser, url)
                answer = browser.post(target, data=data)
                if answer.status_code >= 500:
                    broken.append(f"{target} {answer.status} {str(data)[:200]}")
    assert len(sent) > 40
    assert broken == []
