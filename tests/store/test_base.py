"""The column types, and what every table relies on."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import StatementError

from liaison.core.sides import Role, Side
from liaison.store import numbering, unit
from liaison.store.base import db, ensure_row, kind_of
from liaison.store.numbering import NumberSeries
from liaison.store.throttle import FailedTry
from liaison.store.users import User
from tests.makers.accounts import make_user

BEIJING = timezone(timedelta(hours=8))


def test_a_moment_comes_back_aware_and_in_utc(database: None) -> None:
    at = datetime(2026, 3, 9, 7, 30, 0, 123456, tzinfo=BEIJING)
    with unit.transaction():
        db.session.add(FailedTry(purpose="a", key="b", at=at))
    stored = db.session.scalars(select(FailedTry.at)).one()
    assert stored == at
    assert stored.isoformat() == "2026-03-08T23:30:00.123456+00:00"
    assert stored.tzinfo is UTC


def test_a_moment_without_its_zone_is_refused(database: None) -> None:
    with pytest.raises(StatementError, match="needs its zone"), unit.transaction():
        db.session.add(FailedTry(purpose="a", key="b", at=datetime(2026, 3, 9)))  # noqa: DTZ001


def test_moments_sort_by_time_and_not_by_zone(database: None) -> None:
    early, late = datetime(2026, 3, 9, 7, 30, tzinfo=BEIJING), datetime(2026, 3, 9, 1, 0, tzinfo=UTC)
    with unit.transaction():
        db.session.add_all(FailedTry(purpose="a", key="b", at=at) for at in (late, early))
    assert db.session.scalars(select(FailedTry.at).order_by(FailedTry.at)).all() == [early, late]


def test_a_word_is_stored_as_it_is_written(database: None) -> None:
    make_user("li.na", side=Side.BENCH, roles={Role.JUDGE})
    assert db.session.scalar(text("select side from user_account")) == "bench"
    user = db.session.scalars(select(User)).one()
    assert (user.side, user.roles) == (Side.BENCH, {Role.JUDGE})
    with pytest.raises(StatementError, match="up"), unit.transaction():
        db.session.execute(text("select 1"))
        db.session.get_one(User, user.id).side = "up"  # type: ignore[assignment]


def test_a_row_is_made_once_and_says_so(database: None) -> None:
    with unit.transaction():
        assert ensure_row(db.session(), NumberSeries, series="a", year=2026, last=3) is True
        assert ensure_row(db.session(), NumberSeries, series="a", year=2026, last=9) is False
        assert numbering.take("a", 2026) == 4


def test_kind_is_the_name_of_the_table(database: None) -> None:
    assert kind_of(User) == kind_of(make_user("li.na")) == "user_account"
