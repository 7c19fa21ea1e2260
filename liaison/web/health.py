"""What a supervisor asks: is the process up, can it reach its database, is the schema current."""

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from liaison.store.base import db
from liaison.web.access import ANYONE, access

PLAIN = {"Content-Type": "text/plain; charset=utf-8"}


def schema_state() -> tuple[str | None, str | None]:
    """The revision the database is at, and the one the code wants. Raises SQLAlchemyError when unreachable."""
    wanted = ScriptDirectory(current_app.extensions["migrate"].directory).get_current_head()
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision(), wanted


def install_health(app: Flask) -> None:
    """`/healthz` and `/readyz`, in plain text and without a session."""

    @app.get("/healthz", endpoint="healthz")
    @access(ANYONE)
    def healthz() -> ResponseReturnValue:
        return "ok", 200, PLAIN

    @app.get("/readyz", endpoint="readyz")
    @access(ANYONE)
    def readyz() -> ResponseReturnValue:
        try:
            present, wanted = schema_state()
        except SQLAlchemyError:
            return "database unreachable", 503, PLAIN
        if present != wanted:
            return "migrations due", 503, PLAIN
        return "ok", 200, PLAIN
