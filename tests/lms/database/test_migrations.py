"""Migrations go down and up with rows in the tables, and end where the models are."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import func, inspect, select, text

from lms.commands.schema import present_revision
from lms.database import append_only_tables
from lms.extensions import db


def config(app: Flask) -> Config:
    found: Config = app.extensions["migrate"].migrate.get_config()
    return found


def differences() -> list[object]:
    db.session.rollback()
    with db.engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection, {"compare_type": True}), db.metadata))


def filled_tables() -> set[str]:
    db.session.rollback()
    tables = db.metadata.sorted_tables
    return {table.name for table in tables if db.session.scalar(select(func.count()).select_from(table))}


def triggers() -> set[str]:
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if db.engine.dialect.name == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    db.session.rollback()
    return set(db.session.scalars(text(query)))


def test_the_tables_are_the_models(bare_app):
    assert differences() == []


def test_with_rows_in_them_they_go_down_step_by_step_and_up_again(app):
    head, before = present_revision(), triggers()
    assert {"person", "programme_version", "audit_entry", "licence"} <= filled_tables()
    db.session.remove()
    while present_revision():
        command.downgrade(config(app), "-1")
    db.session.remove()
    assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}
    command.upgrade(config(app), "head")
    assert present_revision() == head
    assert differences() == []
    assert triggers() == before


def test_every_append_only_table_has_its_triggers(bare_app):
    found = triggers()
    for table in append_only_tables():
        assert any(name.startswith(f"{table}_no_") for name in found), table
