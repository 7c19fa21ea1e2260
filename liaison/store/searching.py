"""Words in open text columns: the one place that says how lists are searched. Never over sealed text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, Integer, Select, and_, false, or_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from liaison.core.gathering import Found, Hit
from liaison.core.text import full_width, like_escape
from liaison.store.base import db

T = TypeVar("T")
MOST_COUNTED: Final = 1000
"""So many finds are gathered by their ids; of a more frequent word it is told that there are more."""
MOST_HITS: Final = 5


class place_in(FunctionElement[int]):
    """Where the second text stands in the first, 0 for nowhere: cheaper than LIKE, and no sign of it means anything."""

    type = Integer()
    inherit_cache = True


@compiles(place_in)
def _strpos(element: place_in, compiler: SQLCompiler, **options: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **options)})"


@compiles(place_in, "sqlite")
def _instr(element: place_in, compiler: SQLCompiler, **options: Any) -> str:
    return f"instr({compiler.process(element.clauses, **options)})"


@dataclass(frozen=True, slots=True)
class Finds(Generic[T]):
    """The first of the rows that a search found, and how many there are (`is_more`: at least)."""

    rows: Sequence[T]
    total: int
    is_more: bool


def holds(q: str, columns: Sequence[Any]) -> ColumnElement[bool]:
    """Whether each of the words stands in one of the columns, letters in either case and width."""
    words = q.split()
    return and_(*(or_(*(_has(word, column) for column in columns)) for word in words)) if words else false()


def few_ids(statement: Select[Any], id: Any) -> list[int] | None:
    """The ids of all that a search finds; None where they are many.

    A rare word is looked for in every text, so its finds are kept for the count and the page; a frequent one fills
    both soon.
    """
    ids = _some_ids(statement, id)
    return ids if len(ids) <= MOST_COUNTED else None


def find(statement: Select[T], id: Any, order: Sequence[Any], most: int = MOST_HITS) -> Finds[T]:
    """The first rows of a search in that order, with their count; two statements, whatever is found."""
    ids = _some_ids(statement, id)
    if not ids:
        return Finds((), 0, False)
    is_more = len(ids) > MOST_COUNTED
    wanted = statement if is_more else statement.where(id.in_(ids))
    rows = db.session.scalars(wanted.order_by(None).order_by(*order).limit(most)).unique().all()
    return Finds(rows, min(len(ids), MOST_COUNTED), is_more)


def told(label: str, finds: Finds[Any], hits: Sequence[Hit], place: str, q: str) -> list[Found]:
    """What a feature declares of its finds; `place` is the list that shows all of them, "" for none."""
    if not finds.total:
        return []
    return [Found(label, hits, finds.total, f"{place}?{urlencode({'q': q})}" if place else "", finds.is_more)]


def _some_ids(statement: Select[Any], id: Any) -> list[int]:
    return list(db.session.scalars(statement.with_only_columns(id).order_by(None).limit(MOST_COUNTED + 1)))


def _has(word: str, column: Any) -> ColumnElement[bool]:
    """Only letters ask for ILIKE: it makes a small copy of every text of the table to compare with."""
    spellings = {word, full_width(word)}
    if any(sign.isalpha() and sign.lower() != sign.upper() for sign in word):
        return or_(*(column.ilike(f"%{like_escape(each)}%", escape="\\") for each in sorted(spellings)))
    return or_(*(place_in(column, each) > 0 for each in sorted(spellings)))
