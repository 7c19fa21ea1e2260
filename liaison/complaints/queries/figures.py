"""Counts of complaints of one direction by category, court or firm, and month; nothing of any single one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from sqlalchemy import ColumnElement, and_, case, exists, extract, func, select

from liaison.complaints.models import Complaint, ComplaintClock, Direction, Finding, Status
from liaison.core import clock
from liaison.store.base import db

TURNED_AWAY = (Status.LODGED, Status.SUPPLEMENT_ASKED, Status.DECLINED, Status.GUIDED, Status.MERGED)
FOUNDED = (Finding.FOUNDED, Finding.PARTLY)
PLEASED = 4
"""Grades from here on count as satisfied."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What was counted of one category, one court or firm, one month."""

    category_id: int
    body_id: int | None
    month: date
    received: int
    accepted: int
    replied: int
    in_time: int
    founded: int
    rated: int
    pleased: int


def cells(direction: Direction, first: date, last: date, seen: ColumnElement[bool] | None = None) -> Sequence[Cell]:
    """By the day of receipt, both days included: one grouped statement. `in_time`: replied, no office limit missed.

    `seen`: only what somebody may know of.
    """
    is_replied = Complaint.replied_at.is_not(None)
    late = exists().where(
        ComplaintClock.complaint_id == Complaint.id,
        ComplaintClock.side.is_not(None),
        ComplaintClock.key != "complaint_close",
        ComplaintClock.ended_on > ComplaintClock.due_on,
    )
    year, month = extract("year", Complaint.received_on), extract("month", Complaint.received_on)

    def count(*clauses: object) -> object:
        return func.sum(case((and_(*clauses), 1), else_=0))  # type: ignore[arg-type]

    columns = (
        Complaint.category_id, Complaint.body_id, year, month, func.count(),
        count(Complaint.status.not_in(TURNED_AWAY)), count(is_replied), count(is_replied, ~late),
        count(is_replied, Complaint.finding.in_(FOUNDED)), count(Complaint.satisfaction.is_not(None)),
        count(Complaint.satisfaction >= PLEASED),
    )  # fmt: skip
    span = [Complaint.direction == direction, Complaint.received_on.between(first, last)]
    span += [seen] if seen is not None else []
    rows = db.session.execute(
        select(*columns).where(*span).group_by(Complaint.category_id, Complaint.body_id, year, month)  # type: ignore[call-overload]
    )
    return [Cell(row[0], row[1], date(int(row[2]), int(row[3]), 1), *map(int, row[4:])) for row in rows]


def by_month(direction: Direction, first: date, last: date, seen: ColumnElement[bool]) -> dict[date, int]:
    """How many were received in each month; one statement."""
    year, month = extract("year", Complaint.received_on), extract("month", Complaint.received_on)
    span = (Complaint.direction == direction, Complaint.received_on.between(first, last), seen)
    rows = db.session.execute(select(year, month, func.count()).where(*span).group_by(year, month))
    return {date(int(y), int(m), 1): number for y, m, number in rows}


def days_to_reply(direction: Direction, first: date, last: date, seen: ColumnElement[bool]) -> int | None:
    """The median of the days from receipt to reply; None for none."""
    span = (Complaint.direction == direction, Complaint.received_on.between(first, last), seen)
    rows = db.session.execute(
        select(Complaint.received_on, Complaint.replied_at).where(*span, Complaint.replied_at.is_not(None))
    )
    days = [(clock.local(at).date() - on).days for on, at in rows if at is not None]
    return round(median(days)) if days else None


def repeated(pair_key: str) -> int:
    """How many complaints there are of the same complainant about the same person; 0 where one is unknown."""
    if not pair_key:
        return 0
    return db.session.scalar(select(func.count()).select_from(Complaint).where(Complaint.pair_key == pair_key)) or 0


def of_categories(direction: Direction, first: date, last: date, seen: ColumnElement[bool]) -> dict[int, int]:
    """How many complaints of each category were received in a span; one grouped statement."""
    span = (Complaint.direction == direction, Complaint.received_on.between(first, last), seen)
    rows = db.session.execute(
        select(Complaint.category_id, func.count()).where(*span).group_by(Complaint.category_id)
    ).all()
    return dict(rows)
