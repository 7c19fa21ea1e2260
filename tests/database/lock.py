"""A database that takes no writing for a while, as when a backup or another process holds it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from flask import Flask
from sqlalchemy import Engine, text

from liaison.store import unit
from liaison.store.base import db

PATIENCE_MILLISECONDS = 100


@contextmanager
def locked(app: Flask) -> Iterator[None]:
    """Somebody else holds the place of the writer; the application waits for a tenth of a second only."""
    with app.app_context():
        engine = db.engine
    usual, unit.BUSY_MILLISECONDS = unit.BUSY_MILLISECONDS, PATIENCE_MILLISECONDS
    engine.dispose()
    try:
        with _held(engine):
            yield
    finally:
        unit.BUSY_MILLISECONDS = usual
        engine.dispose()


@contextmanager
def _held(engine: Engine) -> Iterator[None]:
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(str(engine.url.database))) as other:
            other.execute("begin immediate")
            yield
    else:
        tables = ", ".join(f'"{table.name}"' for table in db.metadata.sorted_tables)
        with engine.connect() as connection:
            connection.execute(text(f"lock table {tables} in exclusive mode"))
            yield
