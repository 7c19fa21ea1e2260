"""The database handle, the model base and the column types that every table uses."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, cast

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import CursorResult, DateTime, Dialect, Integer, MetaData, String, TypeDecorator, inspect
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, declared_attr, mapped_column

from liaison.core.errors import Stale
from liaison.core.text import N_

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Stable constraint names, so that migrations can name what they change."""

    metadata = MetaData(naming_convention=NAMES)


db = SQLAlchemy(model_class=Base)


class UTCDateTime(TypeDecorator[datetime]):
    """An aware UTC moment on both databases; SQLite stores it without its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its zone: use core.clock.now()")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Word(TypeDecorator[StrEnum]):
    """A StrEnum stored as its plain string."""

    impl = String(32)
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.words(value)


class Versioned:
    """Mixin: a row that refuses a lost update. `version` travels in the form and comes back with the save."""

    version: Mapped[int] = mapped_column(Integer, default=1)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


def expect_version(thing: Any, seen: int | None, **texts: tuple[str, str]) -> None:
    """Refuse a save made from an older page.

    `seen` is the version the page showed (None: the caller had no page, such as a job or an import);
    `texts` maps a field to (theirs, yours) for the page that shows both. Raises Stale.
    """
    if seen is not None and seen != thing.version:
        raise Stale(
            N_("有人在您打开本页之后已作修改，您的修改没有保存。请对照两份内容后重新提交。"),
            theirs={name: pair[0] for name, pair in texts.items()},
            yours={name: pair[1] for name, pair in texts.items()},
        )


def ensure_row(session: Session, model: type[Any], **values: Any) -> bool:
    """Insert the row unless its key exists already, and say whether it is new; safe under parallel writers."""
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    statement = insert(model).values(**values).on_conflict_do_nothing()
    # Without the option SQLAlchemy does not ask PostgreSQL's driver for the count, and gives -1.
    done = session.execute(statement, execution_options={"preserve_rowcount": True})
    return cast(CursorResult[Any], done).rowcount == 1


def kind_of(thing: Any) -> str:
    """The table name of a model or of an object: the word audit entries and links use for it."""
    return str(inspect(thing if isinstance(thing, type) else type(thing)).local_table.name)
