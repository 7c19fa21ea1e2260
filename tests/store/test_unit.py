"""One transaction: what commits, what is refused, what leaves only after it."""

import sqlite3
import threading
import time
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, event, func, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from liaison.core import clock
from liaison.core.errors import Stale
from liaison.store import audit, unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db, expect_version
from liaison.store.throttle import FailedTry
from liaison.store.users import User
from tests.conftest import IS_POSTGRESQL
from tests.makers.accounts import make_user


def _failure() -> FailedTry:
    return FailedTry(purpose="a", key="b", at=clock.now())


def _count() -> int:
    return db.session.scalar(select(func.count()).select_from(FailedTry)) or 0


def test_a_write_outside_a_transaction_is_refused(database: None) -> None:
    db.session.add(_failure())
    with pytest.raises(RuntimeError, match="a GET changes nothing"):
        db.session.flush()
    db.session.rollback()


def test_what_leaves_waits_for_the_commit_and_is_forgotten_by_a_rollback(database: None) -> None:
    left: list[str] = []
    with unit.transaction():
        unit.after_commit(lambda: left.append("first"))
        assert left == []
    with pytest.raises(ZeroDivisionError), unit.transaction():
        unit.after_commit(lambda: left.append("second"))
        raise ZeroDivisionError
    with unit.transaction():
        pass
    assert left == ["first"]


def test_independent_survives_what_comes_after_and_is_refused_inside(database: None) -> None:
    with unit.independent() as session:
        session.add(_failure())
    assert _count() == 1
    with unit.transaction(), pytest.raises(RuntimeError, match="would wait"), unit.independent():
        pass


def test_a_service_that_was_refused_on_the_way_takes_nothing_along(database: None) -> None:
    """A form catches the refusal, rolls back and goes on: what was promised before is not kept."""
    left: list[str] = []
    with unit.transaction():
        unit.after_commit(lambda: left.append("refused too"))
        db.session.scalar(select(User.id))
        db.session.rollback()
        unit.after_commit(lambda: left.append("refused"))
        audit.record("thing.refused", None, None)
        unit.undo()
        unit.after_commit(lambda: left.append("done"))
        audit.record("thing.done", None, None)
    assert left == ["done"]
    assert db.session.scalars(select(AuditEntry.action)).all() == ["thing.done"]


def test_what_cannot_leave_is_logged_and_keeps_nothing_back(database: None, caplog: pytest.LogCaptureFixture) -> None:
    """The queue is down after the commit: the change stands, and whoever made it is told so."""
    left: list[str] = []
    with unit.transaction():
        db.session.add(_failure())
        unit.after_commit(lambda: 1 // 0)
        unit.after_commit(lambda: left.append("second"))
    assert (_count(), left) == (1, ["second"])
    assert "ZeroDivisionError" in caplog.text


def test_a_transaction_inside_another_is_refused(database: None) -> None:
    with pytest.raises(RuntimeError, match="the caller's"), unit.transaction():
        db.session.add(_failure())
        with unit.transaction():
            pass
    assert _count() == 0


def test_what_was_left_open_before_is_not_committed(database: None) -> None:
    """A request reads first: what it may have changed then is not part of the transaction."""
    user = make_user("li.na")
    db.session.get_one(User, user.id).name = "changed outside"
    with unit.transaction():
        pass
    assert db.session.get_one(User, user.id).name == "li.na"


def test_a_failing_commit_keeps_nothing_and_frees_the_writer(database: None) -> None:
    with pytest.raises(IntegrityError), unit.transaction():
        db.session.add(User(username="x", name="x", password_hash="x", created_at=clock.now(), person_id=404))
    assert not unit.is_writing()
    with unit.transaction():
        db.session.add(_failure())
    assert _count() == 1


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 10_000)]
)
def test_sqlite_is_durable_strict_and_patient(tmp_path: Path, pragma: str, value: str | int) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/liaison.db")
    unit.prepare_engine(engine)
    with engine.connect() as connection:
        assert connection.scalar(text(f"pragma {pragma}")) == value
    engine.dispose()


def test_a_writer_takes_its_place_before_it_reads(app: Flask, database: None) -> None:
    """With a deferred BEGIN the second of two that read first is refused at once, without waiting."""
    start = threading.Barrier(2)
    done: list[int] = []

    def add() -> None:
        with app.app_context():
            start.wait(timeout=10)
            with unit.transaction():
                seen = _count()
                time.sleep(0.05)
                db.session.add(_failure())
                done.append(seen)
            db.session.remove()

    threads = [threading.Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if db.engine.dialect.name == "sqlite":
        assert sorted(done) == [0, 1]
    assert _count() == 2


@pytest.mark.skipif(IS_POSTGRESQL, reason="PostgreSQL queues its writers itself")
def test_writers_of_one_process_take_turns_so_that_none_finds_the_database_locked(app: Flask, database: None) -> None:
    """Nobody waits for SQLite here: without the queue of our own all but one would be refused at once."""
    refused: list[Exception] = []

    def impatient(connection: sqlite3.Connection, *_record: object) -> None:
        connection.execute("PRAGMA busy_timeout=0")

    def add() -> None:
        with app.app_context():
            try:
                with unit.transaction():
                    db.session.add(_failure())
                    db.session.flush()
                    time.sleep(0.01)
            except OperationalError as error:
                refused.append(error)
            db.session.remove()

    engine = db.engine
    event.listen(engine, "checkout", impatient)
    threads = [threading.Thread(target=add) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    event.remove(engine, "checkout", impatient)
    assert not refused
    assert _count() == 8


def test_readers_do_not_wait_for_a_writer(app: Flask, database: None) -> None:
    with unit.transaction():
        db.session.add(_failure())
        db.session.flush()
        with app.app_context():
            token = unit._is_writing.set(False)
            assert _count() == 0
            unit._is_writing.reset(token)
            db.session.rollback()


def test_lost_update_is_refused(database: None) -> None:
    user = make_user("li.na")
    with pytest.raises(Stale), unit.transaction():
        mine = db.session.get_one(User, user.id)
        db.session.connection().execute(User.__table__.update().values(version=User.version + 1))
        mine.name = "changed"
    assert db.session.get_one(User, user.id).name == "li.na"


@pytest.mark.parametrize("is_seen", [True, False], ids=["this version", "no page"])
def test_save_from_the_present_page_passes(database: None, is_seen: bool) -> None:
    user = make_user("li.na")
    expect_version(user, user.version if is_seen else None)


def test_each_save_makes_a_new_version(database: None) -> None:
    user = make_user("li.na")
    before = user.version
    with unit.transaction():
        db.session.get_one(User, user.id).name = "changed"
    assert db.session.get_one(User, user.id).version == before + 1


def test_save_from_an_older_page_shows_both_texts(database: None) -> None:
    user = make_user("li.na")
    with pytest.raises(Stale) as refusal:
        expect_version(user, user.version - 1, name=("stored", "typed"))
    assert refusal.value.theirs == {"name": "stored"}
    assert refusal.value.yours == {"name": "typed"}
