"""Guides hold keys: only who teaches some cohort of the programme opens what is for teaching."""

import pytest
from flask.testing import FlaskClient

from courses.curriculum.operations import publish
from courses.curriculum.queries import latest_version
from courses.teaching.queries import may_teach, programmes_taught
from lms.accounts.operations.roles import end_role, grant_role
from lms.accounts.permissions import SYSTEM, Role, ScopeKind
from tests.courses.attendance.group import form_group
from tests.courses.curriculum.breaking import BreakablePack
from tests.support.cast import PACK, Cast

HERE = f"/programas/{PACK}/curso/m01-base"
GUIDE = f"{HERE}/sesion/guia"
PAGES = [
    f"/materiales/{PACK}",
    GUIDE,
    f"{HERE}/sesion/material/tarjetas",
    f"{HERE}/sesion/paquete.pdf",
    f"{HERE}/control/prueba.pdf",
    f"{HERE}/cuadernillo.pdf",
]


@pytest.mark.parametrize("part", ["coordinator", "registrar", "trainer"])
def test_who_teaches_or_coordinates_opens_all(client: FlaskClient, cast: Cast, group: object, part: str) -> None:
    cast.log_in(client, part)
    assert [client.get(page).status_code for page in PAGES] == [200] * len(PAGES)


@pytest.mark.parametrize("part", ["trainee", "auditor", "verifier", "administrator", "stranger"])
def test_nobody_else_does(client: FlaskClient, cast: Cast, group: object, part: str) -> None:
    cast.log_in(client, part)
    assert [client.get(page).status_code for page in PAGES] == [403] * len(PAGES)
    assert "/materiales" not in client.get("/programas").text


def test_who_teaches_one_course_of_a_programme_does_not_open_the_other(
    client: FlaskClient, cast: Cast, group: object
) -> None:
    replica = form_group(cast, "replica", "PRUEBA-2")
    grant_role(SYSTEM, cast.id("officer"), Role.TRAINER, ScopeKind.COHORT, str(replica.id), "prueba")
    cast.log_in(client, "officer")
    overview, *course_pages = PAGES
    assert [client.get(page).status_code for page in course_pages] == [403] * len(course_pages)
    page = client.get(overview).text
    assert f"/programas/{PACK}/replica/" in page
    assert f"/programas/{PACK}/curso/" not in page


def test_a_stranger_is_sent_to_log_in(client: FlaskClient, cast: Cast) -> None:
    assert {client.get(page).status_code for page in PAGES} == {303}


def test_who_learns_in_one_programme_and_teaches_another_gets_only_the_other(
    client: FlaskClient, cast: Cast, group: object
) -> None:
    grant_role(SYSTEM, cast.id("trainee"), Role.TRAINER, ScopeKind.PROGRAMME, "otro", "prueba")
    cast.log_in(client, "trainee")
    assert [client.get(page).status_code for page in PAGES] == [403] * len(PAGES)
    assert client.get("/materiales").status_code == 200
    assert "Todavía no hay grupos a cargo" in client.get("/materiales").text


@pytest.mark.parametrize(
    ("kind", "ref"),
    [
        (ScopeKind.PROGRAMME, PACK),
        (ScopeKind.REGION, "22"),
        (ScopeKind.ORGANISATION, "court"),
        (ScopeKind.COHORT, "own"),
    ],
)
def test_a_scope_that_reaches_a_cohort_is_enough(cast: Cast, group: object, kind: ScopeKind, ref: str) -> None:
    ref = {"court": str(cast.court), "own": str(group.id)}.get(ref, ref)  # type: ignore[attr-defined]
    grant_role(SYSTEM, cast.id("officer"), Role.COORDINATOR, kind, ref, "prueba")
    assert may_teach(cast.actor("officer"), PACK)


@pytest.mark.parametrize(("kind", "ref"), [(ScopeKind.PROGRAMME, "otro"), (ScopeKind.REGION, "15")])
def test_a_scope_elsewhere_is_not(cast: Cast, group: object, kind: ScopeKind, ref: str) -> None:
    grant_role(SYSTEM, cast.id("officer"), Role.COORDINATOR, kind, ref, "prueba")
    assert not may_teach(cast.actor("officer"), PACK)
    assert programmes_taught(cast.actor("officer")) == []


def test_a_role_that_ended_opens_nothing(cast: Cast, group: object) -> None:
    granted = grant_role(SYSTEM, cast.id("officer"), Role.TRAINER, ScopeKind.PROGRAMME, PACK, "prueba")
    assert may_teach(cast.actor("officer"), PACK)
    end_role(SYSTEM, granted)
    assert not may_teach(cast.actor("officer"), PACK)


def test_a_version_is_shown_only_under_its_own_programme(client: FlaskClient, cast: Cast, pack: BreakablePack) -> None:
    first = latest_version(PACK).sha256
    pack.change("curso/m01-base/guia.md", "Prepara la sala", "Prepara el patio")
    assert publish(SYSTEM, pack.folder)
    pack.change("programme.toml", f'slug = "{PACK}"', 'slug = "otro"')
    other = publish(SYSTEM, pack.folder.rename(pack.folder.with_name("otro")))
    assert other
    cast.log_in(client, "coordinator")
    assert "Prepara la sala" in client.get(f"{GUIDE}?version={first}").text
    assert "Prepara el patio" in client.get(GUIDE).text
    assert client.get(f"{GUIDE}?version={other.sha256}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/materiales/nada",
        f"{HERE}/leccion/guia",
        f"{HERE}/sesion/material/nada",
        f"{GUIDE}?version={'0' * 64}",
        f"{HERE}/leccion/paquete.pdf",
        f"{HERE}/autocontrol/prueba.pdf",
        f"{HERE}/practica/prueba.pdf",
        f"/programas/{PACK}/replica/b01-sesion/cuadernillo.pdf",
        f"/programas/{PACK}/nada/m01-base/cuadernillo.pdf",
    ],
)
def test_what_is_not_there_is_not_found(client: FlaskClient, cast: Cast, path: str) -> None:
    cast.log_in(client, "coordinator")
    assert client.get(path).status_code == 404


def test_every_link_of_the_materials_leads_somewhere(client: FlaskClient, cast: Cast, group: object) -> None:
    cast.log_in(client, "coordinator")
    page = client.get(f"/materiales/{PACK}").text
    links = [part.split('"')[0].replace("&amp;", "&") for part in page.split('href="')[1:]]
    own = [link for link in links if link.startswith(f"/programas/{PACK}/")]
    assert len(own) > 8
    assert {client.get(link).status_code for link in own} == {200}
    assert all("version=" in link for link in own)


def test_a_cohort_keeps_the_version_it_began_with(
    client: FlaskClient, cast: Cast, group: object, pack: BreakablePack
) -> None:
    first = latest_version(PACK).sha256
    cast.log_in(client, "trainer")
    assert "PRUEBA-1: esta versión" in client.get(f"/materiales/{PACK}").text
    pack.change("curso/m01-base/guia.md", "Prepara la sala", "Prepara el patio")
    publish(SYSTEM, pack.folder)
    assert f"/materiales/{PACK}?version={first}" in client.get(f"/materiales/{PACK}").text
