"""What is counted of opinions; every count is of those that passed on to the other side."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, String, case, cast, extract, false, func, select

from liaison.core.sides import Side
from liaison.opinions.models import Opinion, OpinionStatus, Outcome, Satisfaction
from liaison.opinions.rules import AT_BOTH_SIDES
from liaison.store.base import db
from liaison.store.links import Link, LinkKind


@dataclass(frozen=True, slots=True)
class Received:
    """How many came in: of a side, in a category, in the month that begins on `month`."""

    side: Side
    category_id: int
    month: date
    count: int


@dataclass(frozen=True, slots=True)
class Replied:
    """How many were replied to, with which outcome, and how many of them by the day on which the reply was due."""

    side: Side
    category_id: int
    outcome: Outcome
    count: int
    in_time: int


@dataclass(frozen=True, slots=True)
class Tabled:
    """An opinion on an agenda item: of which side, and what became of it."""

    item_id: int
    opinion_id: int
    side: Side
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Of which side, category and agenda items figures are told; "" and None: of all."""

    side: str = ""
    category_id: int | None = None
    item_ids: tuple[int, ...] | None = None

    def clauses(self) -> list[ColumnElement[bool]]:
        """The same as where-clauses; a word that is no side finds nothing."""
        found: list[ColumnElement[bool]] = [Opinion.status.in_(AT_BOTH_SIDES)]
        if self.side:
            found.append(Opinion.side == self.side if self.side in set(Side) else false())
        if self.category_id is not None:
            found.append(Opinion.category_id == self.category_id)
        if self.item_ids is not None:
            found.append(Opinion.id.in_(on_items(self.item_ids)))
        return found


@dataclass(frozen=True, slots=True)
class Rated:
    """How many closed with which word of their proposer; None: nobody said anything."""

    side: Side
    satisfaction: Satisfaction | None
    count: int


ALL = Narrowed()


def on_items(item_ids: Collection[int]) -> Select[int]:
    """The opinions on these agenda items."""
    tables = (Link.kind == LinkKind.TABLES) & (Link.from_kind == "agenda_item")
    return select(Link.to_id).where(tables, Link.from_id.in_(item_ids), Link.to_kind == Opinion.__tablename__)


def screened(first: date, last: date, narrowed: Narrowed = ALL) -> dict[Side, int]:
    """By the day of screening; one statement."""
    statement = select(Opinion.side, func.count()).where(*narrowed.clauses(), Opinion.screened_on.between(first, last))
    return dict(db.session.execute(statement.group_by(Opinion.side)).all())


def rated(first: date, last: date, narrowed: Narrowed = ALL) -> list[Rated]:
    """Those replied to in these days and closed, by what their proposer said; one statement."""
    keys = (Opinion.side, Opinion.satisfaction)
    statement = select(*keys, func.count()).where(
        *narrowed.clauses(), Opinion.status == OpinionStatus.CLOSED, Opinion.replied_on.between(first, last)
    )
    return [Rated(*row) for row in db.session.execute(statement.group_by(*keys)).all()]


def received(first: date, last: date, narrowed: Narrowed = ALL) -> list[Received]:
    """By the day on which they were received; one statement."""
    year, month = extract("year", Opinion.received_on), extract("month", Opinion.received_on)
    keys = (Opinion.side, Opinion.category_id, year, month)
    statement = select(*keys, func.count()).where(*narrowed.clauses(), Opinion.received_on.between(first, last))
    rows = db.session.execute(statement.group_by(*keys)).all()
    return [Received(side, category, date(int(y), int(m), 1), count) for side, category, y, m, count in rows]


def by_month(first: date, last: date) -> dict[Side, dict[date, int]]:
    """How many were received of each side in each month; one statement over an index."""
    year, month = extract("year", Opinion.received_on), extract("month", Opinion.received_on)
    statement = select(Opinion.side, year, month, func.count()).where(
        cast(Opinion.status, String).in_([word.value for word in AT_BOTH_SIDES]),
        Opinion.received_on.between(first, last),
    )
    found: dict[Side, dict[date, int]] = {}
    for side, y, m, count in db.session.execute(statement.group_by(Opinion.side, year, month)):
        found.setdefault(side, {})[date(int(y), int(m), 1)] = count
    return found


def replied(first: date, last: date, narrowed: Narrowed = ALL) -> list[Replied]:
    """By the day of the reply; one statement."""
    keys = (Opinion.side, Opinion.category_id, Opinion.outcome)
    in_time = func.sum(case((Opinion.replied_on <= Opinion.reply_due_on, 1), else_=0))
    statement = select(*keys, func.count(), in_time).where(
        *narrowed.clauses(), Opinion.outcome.is_not(None), Opinion.replied_on.between(first, last)
    )
    return [Replied(*row) for row in db.session.execute(statement.group_by(*keys)).all()]


def by_lead(first: date, last: date) -> list[tuple[Side, int, int]]:
    """How many were received, by side and lead unit: (side, unit, how many); one statement."""
    keys = (Opinion.side, Opinion.lead_id)
    statement = select(*keys, func.count()).where(
        *ALL.clauses(), Opinion.lead_id.is_not(None), Opinion.received_on.between(first, last)
    )
    rows = db.session.execute(statement.group_by(*keys)).all()
    return [(side, lead, count) for side, lead, count in rows if lead is not None]


def settled(first: date, last: date) -> Sequence[Opinion]:
    """What was replied to in these days, in the order of the numbers, with its category."""
    answered = Opinion.outcome.is_not(None) & Opinion.replied_on.between(first, last)
    statement = select(Opinion).where(*ALL.clauses(), answered)
    return db.session.scalars(statement.order_by(Opinion.year, Opinion.number)).all()


def tabled(item_ids: Collection[int]) -> Sequence[Tabled]:
    """The opinions on these agenda items; one statement."""
    on_item = (Link.to_id == Opinion.id) & (Link.to_kind == Opinion.__tablename__)
    statement = (
        select(Link.from_id, Opinion.id, Opinion.side, Opinion.outcome)
        .join(Link, on_item)
        .where(Link.kind == LinkKind.TABLES, Link.from_kind == "agenda_item", Link.from_id.in_(item_ids))
    )
    return [Tabled(*row) for row in db.session.execute(statement.order_by(Link.from_id, Opinion.id)).all()]
