"""One transaction a request, a job or a command: who may write, how it commits, what leaves only after it."""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session, UOWTransaction
from sqlalchemy.orm.exc import StaleDataError

from liaison.core.errors import Stale
from liaison.core.text import N_
from liaison.store.base import db

BUSY_MILLISECONDS = 10_000
LEAVING = "after_commit"

log = logging.getLogger(__name__)

_is_writing: ContextVar[bool] = ContextVar("is_writing", default=False)
_turn = threading.Lock()


def prepare_engine(engine: Engine) -> None:
    """Durable, strict SQLite: WAL, FULL, foreign keys, and BEGIN IMMEDIATE for whoever will write.

    With a deferred BEGIN two writers that both read first cannot both go on: one gets "database is locked"
    at once, without waiting. On both databases a lock is waited for ten seconds and no longer.
    """
    if engine.dialect.name != "sqlite":
        event.listen(engine, "connect", _limit_waiting)
        return

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout={BUSY_MILLISECONDS}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            # What is deleted is overwritten: a purged text does not stay readable in free pages.
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        if _is_writing.get():
            # A lock that somebody holds is met here, and told as SQLAlchemy's error.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            # Of the driver itself: as a statement of SQLAlchemy it would cost as much as the select that follows.
            connection.connection.execute("BEGIN")


def _limit_waiting(connection: Any, _record: Any) -> None:
    connection.execute(f"SET lock_timeout = {BUSY_MILLISECONDS}")
    connection.commit()


@event.listens_for(Session, "before_flush")
def _refuse_stray_writes(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    has_changes = session.new or session.deleted or any(session.is_modified(row) for row in session.dirty)
    if has_changes and not _is_writing.get():
        raise RuntimeError("a write outside unit.transaction(): a GET changes nothing")


def after_commit(leave: Callable[[], None], session: Session | None = None) -> None:
    """Call `leave` once the transaction stands, one time however often it was asked for; forgotten with a rollback.

    What it raises is logged and goes no further: the change is kept, and whoever made it must not be told otherwise.
    So `leave` does only what a sweep makes good later.
    """
    (session or db.session()).info.setdefault(LEAVING, {})[leave] = None


def is_writing() -> bool:
    """Whether this request, job or command is inside a transaction that may write."""
    return _is_writing.get()


@contextmanager
def transaction() -> Iterator[None]:
    """The one transaction of a request, job or command. Commits at the end, rolls back on any error.

    Raises Stale when another writer changed a versioned row first, RuntimeError inside another transaction: the inner
    one would commit half of the outer.
    """
    if _is_writing.get():
        raise RuntimeError("unit.transaction() inside unit.transaction(): the caller's is the one that commits")
    undo()
    with _committed(db.session()):
        yield


def undo() -> None:
    """Take back what was done so far, and forget what would have left with it: for who goes on after a refusal."""
    _undo(db.session())


@contextmanager
def independent() -> Iterator[Session]:
    """The other door: a transaction of its own for what must survive a refusal (failed sign-ins, refused
    attempts, recorded reads). Never inside `transaction()`: on SQLite the two would wait for each other.
    """
    if _is_writing.get():
        raise RuntimeError("unit.independent() inside unit.transaction(): the second writer would wait for the first")
    with db.session.session_factory() as session, _committed(session):
        yield session


@contextmanager
def _committed(session: Session) -> Iterator[None]:
    leaving: Iterable[Callable[[], None]] = ()
    with _own_turn(session):
        token = _is_writing.set(True)
        try:
            yield
            session.commit()
        except StaleDataError as error:
            _undo(session)
            raise Stale(N_("有人刚刚修改了同一条记录，您的修改没有保存。请刷新后重试。")) from error
        except BaseException:
            _undo(session)
            raise
        finally:
            _is_writing.reset(token)
            leaving = session.info.pop(LEAVING, {})
    for leave in leaving:
        try:
            leave()
        except Exception:
            log.exception("what leaves after the commit did not; the sweep makes it good")


@contextmanager
def _own_turn(session: Session) -> Iterator[None]:
    """On SQLite the writers of one process queue up here, and only the first of them asks for the database's lock.

    SQLite itself has no queue: who waits asks again every tenth of a second, and while many write one may find the lock
    taken each time for ten seconds. Whose turn does not come goes on to SQLite, which tells them that it is locked.
    """
    is_alone = session.get_bind().dialect.name == "sqlite" and _turn.acquire(timeout=BUSY_MILLISECONDS / 1000)
    try:
        yield
    finally:
        if is_alone:
            _turn.release()


def _undo(session: Session) -> None:
    session.rollback()
    # A session that asked the database nothing yet has no transaction, and its rollback tells nobody.
    _forget(session)


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, _previous: Any = None) -> None:
    """The session's notes (what leaves, what the audit trail gets) are of the transaction that ended."""
    session.info.clear()
