"""Whoever holds a role elsewhere opens nothing here: every address, with the ids of things that exist."""

import pytest

from courses.cohorts.queries.cohorts import get_cohort_by_code
from lms.accounts.models.organisations import OrganisationKind
from lms.accounts.operations.organisations import create_organisation
from lms.accounts.operations.roles import grant_role
from lms.accounts.permissions import SYSTEM, Role, ScopeKind
from lms.ids import new_id
from tests.support.lived_in import FIRST, live_in
from tests.whole.test_routes import PUBLIC

SCOPED = (Role.TRAINEE, Role.TRAINER, Role.COORDINATOR, Role.REGISTRAR)
PLACED = {
    "code", "enrolment_id", "session_id", "attempt_id", "closing_id", "serial", "accreditation_id", "signatory_id",
    "licence_id",
}  # fmt: skip
ANY_BODY = {"state": "ended"}


@pytest.fixture
def world(app, cast, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    return live_in(cast)


def opened(app, browser, addresses):
    """The addresses that answer with more than a refusal."""
    asked = [(each, browser.open(each.url, method=each.method, data=ANY_BODY)) for each in addresses]
    assert len(asked) > 40
    return [
        f"{each.method} {each.url} {answer.status}" for each, answer in asked if answer.status_code not in (403, 404)
    ]


def test_a_role_in_another_programme_region_institution_or_cohort_opens_nothing_here(app, cast, client, world):
    elsewhere = {
        ScopeKind.PROGRAMME: "otro-programa",
        ScopeKind.REGION: "15",
        ScopeKind.COHORT: str(new_id()),
        ScopeKind.ORGANISATION: str(create_organisation(SYSTEM, OrganisationKind.COURT, "Corte de otro lugar", "15")),
    }
    for kind, ref in elsewhere.items():
        for role in SCOPED:
            grant_role(SYSTEM, cast.id("stranger"), role, kind, ref, "prueba")
    placed = [each for each in world.addresses(app) if each.access != PUBLIC and each.arguments & PLACED]
    assert opened(app, cast.log_in(client, "stranger"), placed) == []


def test_every_role_in_one_cohort_opens_nothing_of_the_other(app, cast, client, world):
    first = str(get_cohort_by_code(FIRST).id)
    for role in SCOPED:
        grant_role(SYSTEM, cast.id("stranger"), role, ScopeKind.COHORT, first, "prueba")
    of_the_other = [each for each in world.addresses(app) if each.access != PUBLIC and each.second]
    assert opened(app, cast.log_in(client, "stranger"), of_the_other) == []
