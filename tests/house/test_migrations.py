"""Migrations lead exactly to the models, and back to nothing, on both databases."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from liaison.store.base import db


def test_migrations_equal_models(app: Flask, database: None) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, db.metadata)
    assert differences == [], "the models changed without a migration: flask db migrate -m …"


@pytest.mark.xdist_group("migrations")
def test_migrations_lead_back_to_nothing_and_up_again(app: Flask, database: None) -> None:
    db.session.rollback()
    try:
        downgrade(revision="base")
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
    finally:
        upgrade()
    assert set(db.metadata.tables) <= set(inspect(db.engine).get_table_names())
