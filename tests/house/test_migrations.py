"""Migrations lead exactly to the models, and back to nothing, on both databases."""

import sqlite3
from contextlib import closing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from liaison.conferences.models import ConferenceStatus
from liaison.store import unit
from liaison.store.base import db
from liaison.store.papers import Paper
from tests.conftest import IS_POSTGRESQL, empty
from tests.makers.minutes import make_minutes


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


@pytest.mark.xdist_group("migrations")
@pytest.mark.parametrize("released", ["0001"])
def test_data_of_every_released_version_come_along_and_lead_back(app: Flask, database: None, released: str) -> None:
    """What was issued under an older version is the same record after the upgrade, after the way back, and again."""
    with unit.transaction():
        make_minutes(ConferenceStatus.ISSUED)
    db.session.rollback()
    before = _rows()
    try:
        downgrade(revision=released)
        assert "preview" not in inspect(db.engine).get_table_names()
        known = _rows()
        assert _old(known, before) == _old(before, known)
    finally:
        db.session.remove()
        upgrade()
    # What only the newer versions know does not survive the way back.
    assert _old(_rows(), known) == _old(before, known)
    paper = db.session.query(Paper).one()
    assert paper.scans == []
    db.session.rollback()
    empty()


@pytest.mark.skipif(IS_POSTGRESQL, reason="PostgreSQL checks its keys all the time")
@pytest.mark.xdist_group("migrations")
def test_a_migration_that_leaves_a_key_to_nothing_is_taken_back(
    app: Flask, database: None, caplog: pytest.LogCaptureFixture
) -> None:
    def version() -> str | None:
        with db.engine.connect() as connection:
            return connection.scalar(text("select version_num from alembic_version"))

    def point(row: str) -> None:
        with closing(sqlite3.connect(str(db.engine.url.database))) as connection, connection:
            connection.execute(row)

    head = version()
    point("insert into user_role (user_id, role) values (404, 'officer')")
    with pytest.raises(SystemExit):
        downgrade(revision="-1")
    assert "points to no row" in caplog.text
    assert version() == head
    point("delete from user_role")
    with db.engine.connect() as connection:
        assert connection.scalar(text("pragma foreign_keys")) == 1


Rows = dict[str, list[dict[str, object]]]


def _rows() -> Rows:
    """Everything in the tables of the first version that a conference and its minutes fill."""
    tables = ("paper", "conference", "minutes_revision", "countersignature", "audit_entry", "job", "user_account")
    with db.engine.connect() as connection:
        return {
            name: [dict(row) for row in connection.execute(text(f'select * from "{name}" order by 1')).mappings()]
            for name in tables
        }


def _old(rows: Rows, others: Rows) -> Rows:
    """The columns that both versions know."""
    known = {name: set.intersection(*map(set, (*rows[name], *others[name]))) for name in rows}
    return {name: [{key: row[key] for key in sorted(known[name])} for row in rows[name]] for name in rows}
