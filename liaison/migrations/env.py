"""Runs the migrations on the application's own engine, each in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from alembic import context
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from liaison.store import unit
from liaison.store.base import UTCDateTime, Word, db
from liaison.store.sealed import Sealed, SealedBytes


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our column types as what the database holds, so that old migrations need no code of today."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Word):
        return "sa.String(32)"
    if kind == "type" and isinstance(item, Sealed):
        return "sa.Text()"
    if kind == "type" and isinstance(item, SealedBytes):
        return "sa.LargeBinary()"
    return False


def run() -> None:
    """Upgrade or downgrade; SQLite copies tables (batch mode) where it cannot alter them."""
    with unit.transaction(), db.engine.connect() as connection, _unchecked(connection):
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            render_item=render_item,
            compare_type=True,
            on_version_apply=_check,  # type: ignore[arg-type]  # it is called by keywords
        )
        with context.begin_transaction():
            context.run_migrations()


@contextmanager
def _unchecked(connection: Connection) -> Iterator[None]:
    """SQLite checks no foreign keys meanwhile: a table that is copied is dropped while others point to it.

    The pragma counts only outside of a transaction, so that it goes past SQLAlchemy, which would begin one.
    """
    raw: Any = connection.connection.dbapi_connection
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        if is_sqlite:
            connection.rollback()
            raw.execute("PRAGMA foreign_keys=ON")


def _check(ctx: MigrationContext, **_step: object) -> None:
    """Every key that points somewhere still points to a row; else nothing of this migration is kept."""
    connection = ctx.connection
    if ctx.dialect.name == "sqlite" and connection and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise RuntimeError("a migration left a foreign key that points to no row")


run()
