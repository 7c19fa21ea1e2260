"""What several tests of reception day need: a transaction on a Monday in November, coming Mondays, statements heard."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import event

from liaison.core import clock
from liaison.core.calendar import STATUTORY
from liaison.store import unit
from liaison.store.base import db

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=clock.LOCAL)


def _coming_monday() -> date:
    """The first Monday from a week on, that and the two after it no public holidays: pages know no other today."""
    day = clock.today() + timedelta(14 - clock.today().weekday())
    while not all(STATUTORY.is_working(day + timedelta(7 * week)) for week in range(3)):
        day += timedelta(7)
    return day


COMING = _coming_monday()


@pytest.fixture
def transaction(database: None) -> Iterator[None]:
    """A transaction that the test writes in, at NOW."""
    with clock.travel(NOW), unit.transaction():
        yield


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
