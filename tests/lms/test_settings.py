"""Settings: declared once, parsed once, faults named."""

from dataclasses import fields
from pathlib import Path

import pytest

from lms.errors import SetupError
from lms.settings import DECLARED, ROOT, Settings, read_settings


def test_every_setting_is_declared_with_its_purpose():
    assert set(DECLARED) == {each.name for each in fields(Settings)}
    assert all(each.purpose.endswith((".", "…")) for each in DECLARED.values())
    assert len({each.variable for each in DECLARED.values()}) == len(DECLARED)


def test_nothing_said_is_an_installation_on_sqlite_here(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    settings = read_settings({})
    assert settings.data == tmp_path / "var"
    assert settings.database_url == f"sqlite:///{tmp_path / 'var' / 'cascada.db'}"
    assert settings.is_sqlite
    assert settings.keys == tmp_path / "var" / "keys"
    assert settings.content == ROOT / "courses" / "content"
    assert (settings.public_url, settings.queue_url, settings.trusted_proxies) == ("", "", 0)


def test_an_empty_variable_counts_as_not_said():
    assert read_settings({"LMS_LOG_LEVEL": "", "LMS_MAX_UPLOAD": ""}) == read_settings({})


def test_the_data_folder_may_be_relative_or_in_the_home_folder(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "/home/alguien")
    assert read_settings({"LMS_DATA": "datos"}).data == tmp_path / "datos"
    assert read_settings({"LMS_DATA": "~/datos"}).data == Path("/home/alguien/datos")
    assert read_settings({"LMS_DATA": "/srv/datos"}).data == Path("/srv/datos")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_is_understood(scheme):
    settings = read_settings({"DATABASE_URL": f"{scheme}://ana:clave@servidor:5433/base"})
    assert settings.database_url == "postgresql+psycopg://ana:clave@servidor:5433/base"
    assert not settings.is_sqlite


def test_the_public_address_has_no_slash_at_its_end():
    assert read_settings({"LMS_PUBLIC_URL": "https://a.pe/"}).public_url == "https://a.pe"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DATABASE_URL", "mysql://servidor/base"),
        ("DATABASE_URL", "sqlite://base.db"),
        ("LMS_QUEUE_URL", "redis://servidor"),
        ("LMS_PUBLIC_URL", "certificados.ejemplo.pe"),
        ("LMS_PUBLIC_URL", "ftp://certificados.ejemplo.pe"),
        ("LMS_PUBLIC_URL", "https://certificados.ejemplo.pe/?a=1"),
        ("LMS_TRUSTED_PROXIES", "uno"),
        ("LMS_TRUSTED_PROXIES", "-1"),
        ("LMS_MAX_UPLOAD", "5 MB"),
        ("LMS_MAX_UPLOAD", "٥"),
        ("LMS_MAX_UPLOAD", "0"),
        ("LMS_SESSION_MINUTES", "0"),
        ("LMS_SESSION_MINUTES", "1.5"),
        ("LMS_LOG_LEVEL", "debug"),
    ],
)
def test_a_faulty_value_is_named_with_its_variable(variable, value):
    with pytest.raises(SetupError, match=variable):
        read_settings({variable: value})
