"""The cascade of a real register: generations, co-trainers, merges, revocations, pages and command."""

import csv
import io
import json
import re
from datetime import date, timedelta

import pytest
from flask.cli import ScriptInfo
from flask.testing import FlaskCliRunner

from certificates.cascade.domain import measure_reach
from certificates.cascade.queries import nodes_of
from certificates.issuing.status import RevocationReason
from certificates.registry.operations import correct_name, revoke
from lms.accounts.operations.merges import merge_people
from lms.accounts.operations.roles import grant_role
from lms.accounts.permissions import SYSTEM, Role, ScopeKind
from lms.cli import cli
from tests.certificates.conftest import REPLICA_DAY
from tests.certificates.running import Group, certify, newcomer
from tests.support.cast import PACK

PAGE = f"/cascada/{PACK}"


def reach():
    return measure_reach(nodes_of(SYSTEM, PACK))


def replica(cast, code, people, lead, others=(), days=7, **changes):
    day = REPLICA_DAY + timedelta(days=days)
    return certify(cast, Group(code, "replica", tuple(people), lead, others, day, **changes))


def test_generations_one_and_two_are_counted_under_their_trainer(register):
    assert reach().by_generation == {1: 1, 2: 2}
    assert reach().by_trainer == {register.officer: 2}


def test_a_co_trainer_is_not_the_lead(register, cast):
    replica(cast, "PRUEBA-3", [newcomer(1)], cast.id("trainer"), (cast.id("officer"),))
    assert reach().by_generation == {1: 2, 2: 2}
    assert reach().by_trainer == {register.officer: 2}


def test_two_sessions_make_one_person_counted_at_the_first(register, cast):
    replica(cast, "PRUEBA-3", [cast.id("trainee")], cast.id("trainer"))
    assert reach().by_generation == {1: 1, 2: 2}
    assert {node.serial for node in reach().people} == {register.officer, register.rosa, register.yolanda}


def test_joining_two_records_of_one_person_lowers_the_count_by_one(register, cast):
    twin = newcomer(1, "Rosa", "Quispe Mamani")
    replica(cast, "PRUEBA-3", [twin], cast.id("officer"))
    assert reach().total == 4
    merge_people(SYSTEM, twin, cast.id("trainee"))
    assert reach().total == 3


def test_a_revoked_certificate_does_not_count_and_a_corrected_one_counts_once(register, cast):
    registrar = cast.actor("registrar")
    revoke(registrar, register.rosa, RevocationReason.ERROR, date(2026, 5, 4), "Corte")
    assert reach().by_generation == {1: 1, 2: 1}
    correct_name(registrar, register.yolanda, "Yolanda Shuña Inuma de Ríos", "Falta un apellido")
    assert reach().by_generation == {1: 1, 2: 1}


def test_a_corrected_trainer_keeps_her_people(register, cast):
    successor = correct_name(cast.actor("registrar"), register.officer, "Rubén Darío Ñahui Soto", "Falta un nombre")
    assert reach().by_trainer == {successor: 2}


@pytest.fixture
def wider(register, cast):
    """A second region, a third trainer's group."""
    replica(cast, "PRUEBA-3", [newcomer(1), newcomer(2)], cast.id("officer"), region="10")
    replica(cast, "PRUEBA-4", [newcomer(3)], cast.id("trainer"), days=9, region="25")


def test_every_linked_figure_of_the_page_is_the_length_of_its_list(wider, client, cast):
    browser = cast.log_in(client, "coordinator")
    links = re.findall(rf'<a href="({PAGE}/personas[^"]*)">(\d+)', browser.get(PAGE).text)
    assert len(links) >= 8
    for address, figure in links:
        text = browser.get(address.replace("&amp;", "&")).text
        assert len(re.findall(r'<tr><th scope="row">', text)) == int(figure), address


def test_the_list_as_csv(wider, client, cast):
    answer = cast.log_in(client, "registrar").get(f"{PAGE}/personas?generacion=2&region=10&formato=csv")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 2
    assert {row["región"] for row in rows} == {"Huánuco"}
    assert set(rows[0]) == {"código", "nombre", "generación", "región", "unidad", "grupo", "obtenido"}


def test_a_regions_coordinator_sees_her_region_alone(wider, client, cast):
    grant_role(SYSTEM, cast.id("stranger"), Role.COORDINATOR, ScopeKind.REGION, "10", "prueba")
    browser = cast.log_in(client, "stranger")
    assert re.findall(r"(\d+) personas? certificada", browser.get("/cascada").text) == ["2"]
    assert "Rosa Quispe" not in browser.get(f"{PAGE}/personas").text.replace("Quispe, Rosa", "Rosa Quispe")


@pytest.mark.parametrize("part", ["trainee", "trainer", "verifier", "auditor", "administrator"])
def test_the_cascade_is_for_coordination_and_registrar(register, client, cast, part):
    browser = cast.log_in(client, part)
    for address in ("/cascada", PAGE, f"{PAGE}/personas"):
        assert browser.get(address).status_code == 403


def test_an_unknown_programme_or_filter(register, client, cast):
    browser = cast.log_in(client, "coordinator")
    assert browser.get("/cascada/otro").status_code == 404
    assert browser.get(f"{PAGE}/personas?generacion=uno").status_code == 200
    assert "Nadie con esas condiciones" in browser.get(f"{PAGE}/personas?region=99").text


def test_the_command_counts_like_the_page(wider, app):
    def run(*arguments):
        return FlaskCliRunner(app).invoke(cli, ["cascade", "show", *arguments], obj=ScriptInfo(create_app=lambda: app))

    found = json.loads(run("--programme", PACK, "--json").stdout)
    assert found["people"] == 6
    assert [(each["generation"], each["people"]) for each in found["generations"]] == [(1, 2), (2, 4)]
    assert found["generations"][1]["regions"] == [
        {"region": "10", "name": "Huánuco", "people": 2},
        {"region": "22", "name": "San\N{NO-BREAK SPACE}Martín", "people": 2},
    ]
    assert "Personas distintas: 6" in run("--programme", PACK).stdout
    unknown = run("--programme", "otro")
    assert unknown.exit_code == 1


def test_no_cascade_before_the_first_acta(app, client, cast):
    assert "Todavía no hay certificados" in cast.log_in(client, "coordinator").get("/cascada").text
    assert "Todavía no hay certificados" in client.get(PAGE).text
