"""`lms init`, `start` and `serve`: what becomes of a folder, and what they refuse."""

import socket

import pytest
from sqlalchemy import select, text

from courses.cohorts.queries.cohorts import list_cohorts
from courses.curriculum.queries import list_versions
from lms.accounts.models.people import Person
from lms.accounts.operations.passwords import redeem_code
from lms.accounts.permissions import SYSTEM, Permission, Role
from lms.accounts.queries.access import load_actor
from lms.database import transaction
from lms.extensions import db
from lms.installation.models import Environment
from lms.installation.operations import AlreadyInstalled, install
from lms.installation.queries import get_environment, require_environment
from tests.lms.commands.conftest import Operator, mode
from tests.support.site import one_time_code

INIT = ("init", "--nombres", "Mateo", "--apellidos", "Salas Prado", "--dni", "40000009")


def test_init_makes_a_real_installation_without_demo_data(lms: Operator):
    result = lms(*INIT)
    assert result.exit_code == 0, result.output
    with lms.at("first"):
        assert get_environment() == Environment.PRODUCTION
        assert [version.slug for version in list_versions()] == ["curso-de-prueba"]
        assert list_cohorts(SYSTEM, Permission.VIEW_COHORT) == []
        person = db.session.scalars(select(Person)).one()
        assert load_actor(person.id).has_role(Role.ADMINISTRATOR)


def test_the_printed_code_opens_the_account_once(lms: Operator):
    code = one_time_code(lms(*INIT).output)
    with lms.at("first"):
        person = db.session.scalars(select(Person)).one()
        assert redeem_code(code, "mesa lluvia tren", "10.0.0.0/24") == person.id
        with pytest.raises(Exception, match="código"):
            redeem_code(code, "mesa lluvia tren", "10.0.0.0/24")


def test_keys_are_for_their_owner_alone(lms: Operator):
    lms(*INIT)
    keys = lms.data() / "keys"
    assert mode(lms.data()) == 0o700
    assert mode(keys) == 0o700
    assert {mode(path) for path in keys.iterdir()} == {0o600}


def test_init_twice_gives_a_new_code_and_nothing_else(lms: Operator):
    first, second = (lms(*INIT) for _ in range(2))
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert one_time_code(first.output) != one_time_code(second.output)
    with lms.at("first"):
        assert len(db.session.scalars(select(Person)).all()) == 1
        assert len(list_versions()) == 1


def test_init_asks_for_what_was_not_said(lms: Operator):
    result = lms("init", "--nombres", "Mateo")
    assert "Apellidos" in result.output
    assert result.exit_code == 1
    assert "Cancelado." in result.output


def test_a_wrong_document_is_said_and_can_be_mended(lms: Operator):
    result = lms(*INIT[:-1], "123")
    assert result.exit_code == 1
    assert "DNI" in result.output
    assert "Traceback" not in result.output
    assert lms(*INIT).exit_code == 0


def test_a_demonstration_never_becomes_real_nor_a_real_one_a_demonstration(lms: Operator):
    lms(*INIT)
    assert "instalación real" in lms("demo").output
    with lms.at("first"):
        assert get_environment() == Environment.PRODUCTION
        with pytest.raises(AlreadyInstalled):
            install(Environment.DEMO)
    make_demo(lms, "second")
    result = lms(*INIT, place="second")
    assert (result.exit_code, "demostración" in result.output) == (1, True)


def make_demo(lms: Operator, place: str) -> None:
    lms("serve", place=place)  # makes the tables, then says that nothing is installed
    with lms.at(place):
        install(Environment.DEMO)


def test_serve_wants_an_installation(lms: Operator):
    result = lms("serve")
    assert result.exit_code == 1
    assert "./run lms init" in result.output


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_a_demonstration_listens_on_this_machine_only(lms: Operator, host):
    for command in ("start", "serve"):
        make_demo(lms, command)
        result = lms(command, "--host", host, place=command)
        assert result.exit_code == 1
        assert "esta misma máquina" in result.output


def test_a_refused_start_installs_nothing(lms: Operator):
    assert lms("start", "--host", "0.0.0.0").exit_code == 1
    with lms.at("first"):
        assert get_environment() is None
        with pytest.raises(Exception, match="lms init"):
            require_environment()


def test_a_port_in_use_is_named(lms: Operator):
    lms(*INIT)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = lms("serve", "--port", str(port))
    assert result.exit_code == 1
    assert f"El puerto {port} de 127.0.0.1 ya está en uso" in result.output


def test_an_address_that_does_not_exist_is_named(lms: Operator):
    lms(*INIT)
    result = lms("serve", "--host", "no-existe.invalid")
    assert (result.exit_code, "No existe la dirección" in result.output) == (1, True)


def test_a_database_of_a_later_version_is_left_alone(lms: Operator):
    lms(*INIT)
    with lms.at("first"), transaction():
        db.session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for words in (("serve",), INIT):
        result = lms(*words)
        assert (result.exit_code, "versión más nueva" in result.output) == (1, True)
