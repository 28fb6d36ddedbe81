"""Every route is guarded or public by intent; every denied cell of the permission matrix is tried."""

from pathlib import Path

import pytest

from lms.accounts.guards import ANY_ACCOUNT
from lms.accounts.operations.roles import grant_role
from lms.accounts.permissions import GRANTED, SYSTEM, Permission, Role, ScopeKind
from tests.whole.urls import methods, requests, rules

FROZEN = Path(__file__).with_name("routes.txt")
PUBLIC = "público"


def access_word(access):
    return access.name.lower() if isinstance(access, Permission) else str(access)


def as_lines(app):
    return [
        f"{','.join(methods(rule))} {rule.rule} {rule.endpoint} {access_word(app.view_functions[rule.endpoint].access)}"
        for rule in rules(app)
    ]


@pytest.fixture
def without_csrf(app, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)


def test_each_route_says_who_may_open_it(whole_app):
    views = {rule.endpoint: whole_app.view_functions[rule.endpoint] for rule in rules(whole_app)}
    silent = [endpoint for endpoint, view in views.items() if not hasattr(view, "access")]
    assert silent == []


def test_the_routes_are_those_that_were_agreed(whole_app):
    """After a change that is meant: `python -m tests.whole.freeze` and read the difference."""
    assert FROZEN.read_text().splitlines() == as_lines(whole_app)


def test_no_address_asks_for_a_name_or_a_document(whole_app):
    words = ("nombre", "document", "dni", "cip", "email", "correo")
    arguments = {argument for rule in rules(whole_app) for argument in rule.arguments}
    assert not [argument for argument in arguments if any(word in argument for word in words)]


def test_strangers_are_sent_to_log_in(app, client, without_csrf):
    for method, url, access in requests(app):
        answer = client.open(url, method=method)
        if access == PUBLIC:
            assert "/ingresar?" not in (answer.location or ""), url
        else:
            assert answer.status_code == 303, f"{method} {url}: {answer.status}"
            assert answer.location.startswith("/ingresar"), url


@pytest.mark.parametrize("role", Role)
def test_each_role_is_refused_what_it_has_no_permission_for(app, client, cast, without_csrf, role):
    grant_role(SYSTEM, cast.id("stranger"), role, ScopeKind.EVERYTHING, None, "reparto de prueba")
    cast.log_in(client, "stranger")
    tried = 0
    for method, url, access in requests(app):
        if isinstance(access, Permission) and access not in GRANTED[role]:
            answer = client.open(url, method=method)
            assert answer.status_code == 403, f"{role} {method} {url}: {answer.status}"
            tried += 1
    assert tried > 10


@pytest.mark.parametrize("role", Role)
def test_no_page_breaks_on_ids_of_nothing(app, client, cast, without_csrf, role):
    """What a role may open answers with a page or a refusal, never with 500."""
    grant_role(SYSTEM, cast.id("stranger"), role, ScopeKind.EVERYTHING, None, "reparto de prueba")
    for method, url, access in requests(app):
        if access in (PUBLIC, ANY_ACCOUNT) or access in GRANTED[role]:
            cast.log_in(client, "stranger")
            answer = client.open(url, method=method)
            assert answer.status_code < 500, f"{role} {method} {url}: {answer.status}"
