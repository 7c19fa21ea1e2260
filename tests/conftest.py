"""The application, its database and a client, one set a worker; each test finds the database empty."""

import gc

# Whatever is loaded until the tests begin stays: to look for garbage in it takes half of the time of loading.
gc.disable()

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask, current_app
from flask_migrate import upgrade
from sqlalchemy import Connection, event, text

from liaison.accounts.services import hashing
from liaison.config import Settings
from liaison.factory import create_app
from liaison.launch.queries import FOUND
from liaison.store import audit, backup_format
from liaison.store.base import db
from tests.database import postgresql_url
from tests.page import Browser

IS_POSTGRESQL = os.environ.get("LIAISON_TEST_DATABASE") == "postgresql"
LONGEST_ID = 60
"""Characters of a text that names a test."""
SHIPPED_HASHER = hashing.HASHER
CHEAP_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""Each test makes users anew: at the shipped cost their passwords alone would take a quarter of the suite's time."""


@pytest.fixture(autouse=True, scope="session")
def _cheap_hasher() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hashing, "HASHER", CHEAP_HASHER)
        patch.setattr(hashing, "NOBODY", CHEAP_HASHER.hash("nobody"))
        yield


@pytest.fixture(autouse=True, scope="session")
def _keys_of_backups_derived_once() -> Iterator[None]:
    """Of one passphrase and salt comes one key: who restores what was just made need not wait for it again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backup_format, "_key", cache(backup_format._key))
        yield


@pytest.fixture
def shipped_hasher(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords at the cost that the site has, for tests of that very thing."""
    monkeypatch.setattr(hashing, "HASHER", SHIPPED_HASHER)
    monkeypatch.setattr(hashing, "NOBODY", SHIPPED_HASHER.hash("nobody"))


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Flask]:
    """The application on a migrated database of this worker's own."""
    folder = tmp_path_factory.mktemp("instance")
    url = postgresql_url(worker_id) if IS_POSTGRESQL else ""
    application = create_app(Settings(demo=False, instance=folder, database_url=url))
    application.testing = True
    # Tests of anything but the first run do not begin with the first administrator.
    application.extensions[FOUND] = True
    with application.app_context():
        if IS_POSTGRESQL:
            with db.engine.begin() as connection:
                connection.execute(text("drop schema public cascade; create schema public"))
        else:
            event.listen(db.engine, "connect", _trust_the_machine)
        upgrade()
    yield application
    with application.app_context():
        db.engine.dispose()


def _trust_the_machine(connection: Any, _record: Any) -> None:
    """Nothing of a test must outlive a power cut; what must is tested on real servers that are killed."""
    connection.execute("pragma synchronous=off")


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
    """Empty every table that has rows, start its numbers anew, and forget the heads of the trail that is gone.

    Most tests fill a few tables of many: one statement finds them.
    """
    (current_app.extensions["liaison.settings"].folder / audit.HEADS).unlink(missing_ok=True)
    if IS_POSTGRESQL:
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            _delete_and_shrink(connection)
    else:
        with db.engine.begin() as connection:
            _delete(connection)


@cache
def _tables() -> list[str]:
    """Those that are named before those they name; to sort them takes longer than to empty most."""
    return [table.name for table in reversed(db.metadata.sorted_tables)]


def _delete(connection: Connection) -> None:
    connection.execute(text("pragma defer_foreign_keys=on"))
    filled = " union all ".join(f"select '{name}' where exists (select 1 from \"{name}\")" for name in _tables())
    for name in list(connection.scalars(text(filled))):
        connection.execute(text(f'delete from "{name}"'))


def _delete_and_shrink(connection: Connection) -> None:
    """Empty files, so that rows without an order come as they were written, as they do on SQLite.

    To truncate would be one statement, but it makes new files for each table that names the table, and for their
    indexes: five times as slow. It is left for what somebody still looks at, which no vacuum shrinks.
    """
    written = _written(connection)
    if not written:
        return
    connection.execute(text("set session_replication_role = replica"))
    for name in written:
        connection.execute(text(f'delete from "{name}"'))
    connection.execute(text("set session_replication_role = default"))
    connection.execute(text(f"vacuum (truncate, index_cleanup on) {_quoted(written)}"))
    if kept := _written(connection):
        connection.execute(text(f"truncate {_quoted(kept)} cascade"))
    connection.execute(
        text(
            "select setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)"
            " from pg_sequences where last_value is not null"
        )
    )


def _written(connection: Connection) -> list[str]:
    """The tables with a file. One that held rows, even for a moment, has one; to look into each would take longer."""
    found = text("select relname from pg_class where relname = any(:tables) and pg_relation_size(oid) > 0")
    return list(connection.scalars(found, {"tables": _tables()}))


def _quoted(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


ANSWERS = re.compile(r"(test|_)_?(access|views|pages|headers|language)(_|$)")
"""Modules about what a page answers to whom; their statements are those of queries and services."""


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a test by its argument where the value is a file or a long text.

    A file may hold the second it was made in, and all workers must call a test by one name.
    """
    if isinstance(val, bytes) or (isinstance(val, str) and len(val) > LONGEST_ID):
        return argname
    return None


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    """What was loaded so far stays until the end: no collection of garbage need ever look at it."""
    gc.collect()
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever touches the database runs on PostgreSQL too: always, or (what pages answer) in `make test-all`."""
    for item in items:
        if {"database", "browser"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.db)
        if ANSWERS.search(item.path.stem):
            item.add_marker(pytest.mark.answers)
