"""Summaries that somebody may see, and opening balances."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, false, or_, select

from liaison.core.errors import NotFound
from liaison.core.periods import Period
from liaison.core.sides import Actor
from liaison.core.text import normalise_search
from liaison.store import searching
from liaison.store.base import db
from liaison.store.searching import Finds, holds
from liaison.summaries.models import OpeningBalance, Summary, SummaryKind, SummaryStatus
from liaison.summaries.rules.book import Opening
from liaison.summaries.rules.moves import SHOWN_TO_ALL, is_staff, may_read_issued
from liaison.web.lists import Order

MOST_WAITING = 10
ORDER: Order = {
    "drafted": (Summary.drafted_at, Summary.id),
    "period": (Summary.first_on, Summary.last_on, Summary.id),
    "number": (Summary.number, Summary.id),
}
NEWEST = "-drafted"


def visible_to(user: Actor) -> ColumnElement[bool]:
    """What is issued, for the staff of both sides and the bureau; drafts for the staff of their side."""
    if not may_read_issued(user):
        return false()
    is_shown = Summary.status.in_(sorted(SHOWN_TO_ALL))
    return or_(is_shown, Summary.side == user.side) if is_staff(user) else is_shown


def get(user: Actor, id: int) -> Summary:
    """One that the person may know of. Raises NotFound."""
    found = db.session.scalar(select(Summary).where(Summary.id == id, visible_to(user)))
    if found is None:
        raise NotFound
    return found


def hold(summary: Summary) -> None:
    """Lock a summary until the transaction ends, and read it anew."""
    db.session.refresh(summary, with_for_update={"of": Summary})


def listed(user: Actor, q: str = "", kind: str = "", status: str = "") -> Select[Summary]:
    """The summaries of the list, with its filters."""
    statement = select(Summary).where(visible_to(user))
    if q:
        statement = statement.where(holds(normalise_search(q), [Summary.title, Summary.number]))
    if kind:
        statement = statement.where(Summary.kind == kind) if kind in set(SummaryKind) else statement.where(false())
    if status:
        statement = (
            statement.where(Summary.status == status) if status in set(SummaryStatus) else statement.where(false())
        )
    return statement


def by_ids(user: Actor, ids: Collection[int]) -> Sequence[Summary]:
    """Those of these that the person may know of."""
    return db.session.scalars(select(Summary).where(Summary.id.in_(ids), visible_to(user))).all()


def find(user: Actor, q: str) -> Finds[Summary]:
    """The newest with these words, for the search across features."""
    return searching.find(listed(user, q), Summary.id, (Summary.drafted_at.desc(), Summary.id.desc()))


def drafts_of(user: Actor) -> Sequence[Summary]:
    """The drafts of an officer's side, the oldest first."""
    drafted = (Summary.side == user.side) & (Summary.status == SummaryStatus.DRAFTED)
    return db.session.scalars(select(Summary).where(drafted).order_by(Summary.id).limit(MOST_WAITING)).all()


def issued_papers(user: Actor) -> Select[int | None]:
    """The ids of the papers of issued summaries, for the archive."""
    is_issued = Summary.status.in_(sorted(SHOWN_TO_ALL)) & Summary.paper_id.is_not(None)
    return select(Summary.paper_id).where(is_issued, visible_to(user))


def issued_over(first: date, last: date) -> Sequence[Summary]:
    """The summaries in force that tell of any of these days."""
    overlaps = (Summary.first_on <= last) & (Summary.last_on >= first)
    return db.session.scalars(select(Summary).where(Summary.status == SummaryStatus.ISSUED, overlaps)).all()


def find_by_paper(paper_id: int) -> Summary:
    """The summary that a paper is of."""
    return db.session.scalars(select(Summary).where(Summary.paper_id == paper_id)).one()


def balances() -> Sequence[OpeningBalance]:
    """All opening balances, by figure and days."""
    order = (OpeningBalance.name, OpeningBalance.first_on, OpeningBalance.id)
    return db.session.scalars(select(OpeningBalance).order_by(*order)).all()


def get_balance(_user: Actor, id: int) -> OpeningBalance:
    """One opening balance. Raises NotFound."""
    found = db.session.get(OpeningBalance, id)
    if found is None:
        raise NotFound
    return found


def openings() -> list[Opening]:
    """All opening balances as they count in."""
    return [Opening(row.name, Period(row.first_on, row.last_on), row.value, row.source) for row in balances()]
