"""Alembic's environment: the application's own engine, online only."""

from alembic import context
from flask import current_app

from lms.database import transaction
from lms.extensions import db


def run() -> None:
    """Run the migrations in one write transaction of the application's engine."""
    with transaction():
        connection = db.session.connection()
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            transaction_per_migration=False,
            **current_app.extensions["migrate"].configure_args,
        )
        context.run_migrations()


run()
