"""Rows of any table as lines of JSON and back, the same on SQLite and PostgreSQL; what is sealed stays sealed."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from itertools import islice
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    column,
    func,
    insert,
    select,
    table,
    text,
    update,
)  # fmt: skip
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from liaison.store.base import Word, db
from liaison.store.sealed import Sealed, SealedBytes

BATCH: Final = 1000
OUT: Final[tuple[tuple[type, str, Callable[[Any], Any]], ...]] = (
    (datetime, "moment", lambda value: _aware(value).isoformat()),
    (date, "day", date.isoformat),
    (time, "time", time.isoformat),
    (bytes, "bytes", lambda value: b64encode(value).decode()),
)
BACK: Final[dict[str, Callable[[Any], Any]]] = {
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
    "time": time.fromisoformat,
    "bytes": b64decode,
    "json": lambda value: value,
}


def tables() -> list[Table]:
    """All tables, each after those it refers to."""
    return list(db.metadata.sorted_tables)


def standing_tables(connection: Connection) -> list[Table]:
    """The same of a database of an older version, as it stands."""
    known = MetaData()
    known.reflect(connection, only=lambda name, _: name != "alembic_version")
    return list(known.sorted_tables)


def lines(connection: Connection, one: Table) -> Iterator[tuple[int, bytes]]:
    """The rows in batches: how many, and a JSON line each, values of other types as {type: value}."""
    columns = [column(col.name, _stored_type(col)) for col in one.c]
    statement = select(table(one.name, *columns)).order_by(*(column(key.name) for key in one.primary_key))
    with connection.execution_options(yield_per=BATCH).execute(statement) as found:
        for rows in found.partitions(BATCH):
            yield len(rows), "".join(f"{_line(one, row)}\n" for row in rows).encode()


def insert_lines(session: Session, one: Table, file: Iterable[bytes], names: Sequence[str]) -> None:
    """Write the rows of some lines into a table; `names` are the columns in the order of the lines.

    What refers to rows of the same table is set once all of them are there.
    """
    inner = [col.name for col in one.c if any(key.column.table is one for key in col.foreign_keys)]
    keyed = [key.name for key in one.primary_key]
    later = []
    every_line = iter(file)
    while batch := list(islice(every_line, BATCH)):
        rows = [dict(zip(names, map(_back, json.loads(line)), strict=True)) for line in batch]
        for row in rows:
            if references := {name: row[name] for name in inner if row[name] is not None}:
                later.append(({name: row[name] for name in keyed}, references))
                row.update(dict.fromkeys(references))
        session.execute(insert(one), rows)
    for key, references in later:
        mine = [one.c[name] == value for name, value in key.items()]
        session.execute(update(one).where(*mine).values(references))


def present_tables(session: Session) -> dict[str, Table]:
    """The tables as the database has them, which may be those of an older version than the code's."""
    known = MetaData()
    known.reflect(session.connection())
    for one in known.tables.values():
        for col in one.c:
            if isinstance(col.type, JSON):
                col.type = JSON(none_as_null=True)
    return dict(known.tables)


def set_counters(session: Session) -> None:
    """PostgreSQL counts ids apart from the rows: let it go on after the highest."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for one in present_tables(session).values():
        for key in one.primary_key:
            place = session.scalar(select(func.pg_get_serial_sequence(f'"{one.name}"', key.name)))
            highest = session.scalar(select(func.max(key))) if place else None
            if highest is not None:
                session.execute(select(func.setval(text(f"'{place}'"), highest)))


def _stored_type(col: Column[Any]) -> TypeEngine[Any]:
    """What the database holds: tokens of sealed columns, words as they are written."""
    match col.type:
        case Sealed():
            return Text()
        case SealedBytes():
            return LargeBinary()
        case Word():
            return String()
    return col.type


def _line(one: Table, row: Sequence[Any]) -> str:
    values = [
        {"json": value} if isinstance(col.type, JSON) and value is not None else _out(value)
        for col, value in zip(one.c, row, strict=True)
    ]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _out(value: Any) -> Any:
    for kind, word, write in OUT:
        if isinstance(value, kind):
            return {word: write(value)}
    return value


def _aware(value: datetime) -> datetime:
    """SQLite keeps moments in UTC and without their zone; our column type gives it back, a plain one does not."""
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def _back(value: Any) -> Any:
    if isinstance(value, dict):
        ((word, written),) = value.items()
        return BACK[word](written)
    return value
