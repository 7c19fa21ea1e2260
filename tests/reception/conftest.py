"""What several tests of reception day need."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import event

from liaison.store.base import db


@pytest.fixture
def statements(app: Flask, database: None) -> Iterator[list[str]]:
    """Every statement that the database is asked, as it comes."""
    found: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        found.append(statement)

    engine = db.engine
    event.listen(engine, "before_cursor_execute", hear)
    yield found
    event.remove(engine, "before_cursor_execute", hear)
