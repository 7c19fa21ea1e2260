"""The counts of visits for figures: people, attendances, advice and matters apart. All of talks that are concluded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from liaison.reception.models.visits import Visit, VisitStatus
from liaison.store.base import db


@dataclass(frozen=True, slots=True)
class Counts:
    """Four counts that are not one another.

    `people` (人): who was received, each person once: a repeat visit adds nobody. `attendances` (人次): everybody
    who was received, each time. `advice` (人次): visits at which legal advice was given. `matters` (件): a visit that
    goes on with the same matter adds none.
    """

    people: int = 0
    attendances: int = 0
    advice: int = 0
    matters: int = 0
    visits: int = 0


def counts(first: date, last: date) -> Counts:
    """The counts of the days from first to last, both included; one statement."""
    row = db.session.execute(select(*_COUNTED).where(*_done(first, last))).one()
    return Counts(*(int(value or 0) for value in row))


def counts_by(column: ColumnElement[Any], first: date, last: date) -> dict[Any, Counts]:
    """The same for each value of a column of visits (kind, court, outcome)."""
    statement = select(column, *_COUNTED).where(*_done(first, last)).group_by(column)
    rows: Sequence[Any] = db.session.execute(statement).all()
    return {row[0]: Counts(*(int(value or 0) for value in row[1:])) for row in rows}


def _done(first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    return Visit.status == VisitStatus.DONE, Visit.on.between(first, last)


_COUNTED = (
    func.sum(case((Visit.is_repeat, 0), else_=Visit.received)),
    func.sum(Visit.received),
    func.sum(case((Visit.is_advised, 1), else_=0)),
    func.sum(case((Visit.is_same_matter, 0), else_=1)),
    func.count(),
)
