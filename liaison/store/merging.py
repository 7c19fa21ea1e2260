"""Statements by which rows of one thing become rows of another, many at once.

They change rows behind the session: whoever merges expires what it has read. `only` narrows each to some rows.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, case, delete, exists, select, update
from sqlalchemy.orm import aliased

from liaison.store.base import db

Only = ColumnElement[bool]
AT_ONCE: Final = {"synchronize_session": False}


def move(column: Any, gone: Any, kept: Any, *only: Only) -> None:
    """Set a column that says `gone` to `kept`."""
    moved = update(column.class_).where(column == gone, *only).values({column.key: kept})
    db.session.execute(moved, execution_options=AT_ONCE)


def exchange(column: Any, by_old: Mapping[Any, Any]) -> None:
    """Set each of the values of a column to another one; one statement, also where there are none."""
    told = dict(by_old) or {None: None}
    new = case(told, value=column, else_=column)
    changed = update(column.class_).where(column.in_(by_old)).values({column.key: new})
    db.session.execute(changed, execution_options=AT_ONCE)


def drop(column: Any, values: Collection[Any]) -> None:
    """Take away the rows whose column says one of the values; one statement, also where there are none."""
    db.session.execute(delete(column.class_).where(column.in_(values)), execution_options=AT_ONCE)


def drop_twins(column: Any, gone: Any, kept: Any, within: Sequence[Any], *only: Only) -> None:
    """Take away rows of `gone` beside which there is one of `kept` that agrees in all columns of `within`."""
    has_one = exists().where(*_twin(column, kept, within)[1])
    db.session.execute(delete(column.class_).where(column == gone, has_one, *only), execution_options=AT_ONCE)


def add_up(count: Any, column: Any, gone: Any, kept: Any, within: Sequence[Any], *only: Only) -> None:
    """Add the counts of `gone` to those of `kept`, row by row."""
    twin, is_twin = _twin(column, gone, within)
    added = select(getattr(twin, count.key)).where(*is_twin).correlate(column.class_).scalar_subquery()
    summed = update(column.class_).where(column == kept, exists().where(*is_twin), *only)
    db.session.execute(summed.values({count.key: count + added}), execution_options=AT_ONCE)
    drop_twins(column, gone, kept, within, *only)
    move(column, gone, kept, *only)


def _twin(column: Any, id: Any, within: Sequence[Any]) -> tuple[Any, list[Only]]:
    """Another row of the same table, and what makes it the twin of this one."""
    twin = aliased(column.class_)
    return twin, [getattr(twin, column.key) == id, *(getattr(twin, each.key) == each for each in within)]
