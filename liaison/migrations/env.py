"""Runs the migrations on the application's own engine, each in one transaction."""

from typing import Any, Literal

from alembic import context

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
    with unit.transaction(), db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            render_item=render_item,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
