"""Rotation of the data key: a new key in front, everything sealed again by a job, the old keys forgotten after that."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from cryptography.fernet import InvalidToken
from sqlalchemy import LargeBinary, Row, Table, TableClause, Text, column, select, table, tuple_, update

from liaison.core import clock
from liaison.core.sides import Actor
from liaison.store import audit, files, jobs, keys, unit
from liaison.store.base import db
from liaison.store.files import StoredFile
from liaison.store.jobs import Job
from liaison.store.sealed import Sealed, SealedBytes, Unreadable

RESEAL: Final = "keys.reseal"
BATCH: Final = 200
# Longer than any request or job lasts that may have sealed something before it saw the new key.
RETIRED_AFTER: Final = timedelta(hours=1)


def rotate(by: Actor | None) -> Job:
    """Seal with a new key from now on, and ask the worker to seal again what there is, in the caller's transaction."""
    keys.ring().rotate()
    audit.record("keys.rotated", None, by)
    return jobs.enqueue(RESEAL, by)


def reseal(job: Job) -> None:
    """Seal every column and file with the newest key; what is so already is left alone, so twice does no harm.

    One batch a transaction: a job that was killed goes on where it stopped. Raises Unreadable, or JobCancelled.
    """
    tables, places = _sealed_tables(), _places()
    total, done = len(tables) + len(places), 0
    for one in tables:
        for rows in _batches(one):
            with unit.transaction():
                _reseal_rows(one, rows)
            jobs.progress(job, done, total)
        done += 1
    for place in places:
        with unit.transaction():
            _reseal_file(place)
        done += 1
        jobs.progress(job, done, total)


def retire_old_keys() -> None:
    """Forget the old keys an hour after a rotation, once nothing needs them; else ask the worker again. A task."""
    ring = keys.ring()
    rotated_at = datetime.fromtimestamp((ring.folder / keys.DATA).stat().st_mtime, UTC)
    if len(ring.keys().lines) == 1 or clock.now() - rotated_at < RETIRED_AFTER or _is_under_way():
        return
    if needs_old_keys():
        jobs.enqueue(RESEAL, None)
        return
    ring.retire()
    audit.record("keys.retired", None, None)


def needs_old_keys() -> bool:
    """Whether a column or file is sealed with an older key than the newest."""
    for one in _sealed_tables():
        for rows in _batches(one):
            if any(_again(token) for row in rows for token in row[len(one.primary_key) :]):
                return True
    paths = (files.path_of(place) for place in _places())
    return any(not files.is_sealed_newest(path) for path in paths if path.exists())


def _is_under_way() -> bool:
    open_job = select(Job.id).where(Job.kind == RESEAL, Job.status.in_(jobs.OPEN)).limit(1)
    return db.session.scalar(open_job) is not None


def _sealed_tables() -> list[Table]:
    return [one for one in db.metadata.sorted_tables if _sealed_names(one)]


def _sealed_names(one: Table) -> list[str]:
    return [col.name for col in one.c if isinstance(col.type, Sealed | SealedBytes)]


def _plain(one: Table) -> TableClause:
    """The table with its sealed columns as the tokens that they hold."""
    types = {col.name: LargeBinary() if isinstance(col.type, SealedBytes) else Text() for col in one.c}
    keyed = [column(col.name, col.type) for col in one.primary_key]
    return table(one.name, *keyed, *(column(name, types[name]) for name in _sealed_names(one)))


def _batches(one: Table) -> Iterator[Sequence[Row[Any]]]:
    """The rows in the order of their key, the key's columns first, then the tokens."""
    tokens, keyed = _plain(one), [key.name for key in one.primary_key]
    order = [tokens.c[name] for name in keyed]
    last: tuple[Any, ...] | None = None
    while True:
        statement = select(tokens).order_by(*order).limit(BATCH)
        if last is not None:
            statement = statement.where(tuple_(*order) > tuple_(*last))
        rows = db.session.execute(statement).all()
        if not unit.is_writing():
            db.session.rollback()
        if not rows:
            return
        yield rows
        last = tuple(rows[-1][: len(keyed)])


def _reseal_rows(one: Table, rows: Sequence[Row[Any]]) -> None:
    """A row that somebody saved meanwhile is theirs: they sealed it with the newest key."""
    tokens, key_count, names = _plain(one), len(one.primary_key), _sealed_names(one)
    for row in rows:
        old = dict(zip(names, row[key_count:], strict=True))
        new = {name: token for name, value in old.items() if (token := _again(value)) is not None}
        if new:
            mine = [tokens.c[key.name] == value for key, value in zip(one.primary_key, row, strict=False)]
            unchanged = [tokens.c[name] == old[name] for name in new]
            db.session.execute(update(tokens).where(*mine, *unchanged).values(new))


def _again(token: str | bytes | None) -> str | bytes | None:
    """The token under the newest key; None where there is none, or it is under that key already."""
    if token is None:
        return None
    known, is_text = keys.ring().keys(), isinstance(token, str)
    with suppress(InvalidToken):
        known.newest.decrypt(token)
        return None
    try:
        again = known.fernet.rotate(token)
    except InvalidToken:
        raise Unreadable from None
    return again.decode() if is_text else again


def _places() -> list[str]:
    places = list(db.session.scalars(select(StoredFile.place).order_by(StoredFile.id)))
    if not unit.is_writing():
        db.session.rollback()
    return places


def _reseal_file(place: str) -> None:
    """Write the file anew, while its row is held: one that was discarded meanwhile must not come back."""
    path = files.path_of(place)
    held = select(StoredFile.id).where(StoredFile.place == place).with_for_update()
    if db.session.scalar(held) is None or not path.exists() or files.is_sealed_newest(path):
        return
    with path.open("rb") as file:
        files.write(path, files.sealed(files.unsealed(file)))
