"""The application, its database and a client, one set a worker; each test finds the database empty."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, current_app
from flask_migrate import upgrade
from sqlalchemy import text

from liaison.config import Settings
from liaison.factory import create_app
from liaison.store import audit
from liaison.store.base import db
from tests.database import postgresql_url
from tests.page import Browser

IS_POSTGRESQL = os.environ.get("LIAISON_TEST_DATABASE") == "postgresql"


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Flask]:
    """The application on a migrated database of this worker's own."""
    folder = tmp_path_factory.mktemp("instance")
    url = postgresql_url(worker_id) if IS_POSTGRESQL else ""
    application = create_app(Settings(demo=False, instance=folder, database_url=url))
    application.testing = True
    with application.app_context():
        if IS_POSTGRESQL:
            with db.engine.begin() as connection:
                connection.execute(text("drop schema public cascade; create schema public"))
        upgrade()
    yield application
    with application.app_context():
        db.engine.dispose()


@pytest.fixture
def database(app: Flask) -> Iterator[None]:
    """An application context on empty tables."""
    with app.app_context():
        empty()
        yield
        db.session.rollback()
        db.session.remove()


@pytest.fixture
def browser(app: Flask, database: None) -> Browser:
    """A signed-out client that lints every page it fetches."""
    return Browser(app)


@pytest.fixture
def instance(app: Flask) -> Path:
    """The instance folder of the application."""
    return Path(app.extensions["liaison.settings"].folder)


def empty() -> None:
    """Empty every table, start its numbers anew, and forget the heads of the trail that is gone."""
    (current_app.extensions["liaison.settings"].folder / audit.HEADS).unlink(missing_ok=True)
    tables = ", ".join(f'"{table.name}"' for table in db.metadata.sorted_tables)
    with db.engine.connect() as connection:
        if IS_POSTGRESQL:
            connection.execute(text(f"truncate {tables} restart identity cascade"))
        else:
            connection.execute(text("pragma defer_foreign_keys=on"))
            for table in reversed(db.metadata.sorted_tables):
                connection.execute(table.delete())
        connection.commit()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever touches the database runs on PostgreSQL too."""
    for item in items:
        if {"database", "browser"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.db)
