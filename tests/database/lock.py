"""A database that takes no writing for a while, as when a backup or another process holds it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from flask import Flask

from liaison.store import unit
from liaison.store.base import db

PATIENCE_MILLISECONDS = 100


@contextmanager
def locked(app: Flask) -> Iterator[None]:
    """Another process holds the one writer's place; the application waits for a tenth of a second only."""
    with app.app_context():
        engine = db.engine
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL has no single writer")
    usual, unit.BUSY_MILLISECONDS = unit.BUSY_MILLISECONDS, PATIENCE_MILLISECONDS
    engine.dispose()
    try:
        with closing(sqlite3.connect(str(engine.url.database))) as other:
            other.execute("begin immediate")
            yield
    finally:
        unit.BUSY_MILLISECONDS = usual
        engine.dispose()
