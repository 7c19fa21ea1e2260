"""Words in open text columns: the one place that says how a list is searched. Never over sealed text."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, or_

from liaison.core.text import like_escape


def holds(q: str, columns: Sequence[Any]) -> ColumnElement[bool]:
    """Whether one of the columns holds the words, letters in either case.

    Only letters ask for ILIKE: on SQLite it makes a small copy of every text of the table to compare with, which for
    Chinese words is twice the work of the search itself.
    """
    pattern = f"%{like_escape(q)}%"
    if any(sign.isalpha() and sign.lower() != sign.upper() for sign in q):
        return or_(*(column.ilike(pattern, escape="\\") for column in columns))
    return or_(*(column.like(pattern, escape="\\") for column in columns))
