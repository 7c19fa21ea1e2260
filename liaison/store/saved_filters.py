"""Filters of lists that somebody named to come back to: each person's own, a list at a time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, mapped_column

from liaison.core import clock
from liaison.core.errors import NotFound, RuleBroken
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.store.base import Base, UTCDateTime, db
from liaison.store.sealed import Sealed

MOST: Final = 10
"""How many one person keeps of one list: each is a tab with a count."""


class SavedFilter(Base):
    """One named filter. `place` is the path of its list, `query` what follows the question mark.

    Name and query are sealed: what somebody searches for in a list of complaints is as confidential as what it finds.
    """

    __tablename__ = "saved_filter"
    __table_args__ = (Index("ix_saved_filter_user_place", "user_id", "place", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    place: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(Sealed)
    query: Mapped[str] = mapped_column(Sealed)
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime)


def of_list(user: Actor, place: str) -> Sequence[SavedFilter]:
    """This person's filters of a list, in the order in which they were saved."""
    statement = select(SavedFilter).where(SavedFilter.user_id == user.id, SavedFilter.place == place)
    return db.session.scalars(statement.order_by(SavedFilter.id)).all()


def get(user: Actor, id: int) -> SavedFilter:
    """One of this person's own. Raises NotFound."""
    found = db.session.scalar(select(SavedFilter).where(SavedFilter.id == id, SavedFilter.user_id == user.id))
    if found is None:
        raise NotFound
    return found


def save(place: str, name: str, query: str, by: Actor) -> SavedFilter:
    """Keep a filter under a name. Raises RuleBroken on `name` when it is taken, or when there are too many."""
    known = of_list(by, place)
    if len(known) >= MOST:
        raise RuleBroken(N_("每个列表最多保存%(most)s个筛选，请先删除不用的。"), most=MOST)
    _require_new(name, known)
    row = SavedFilter(user_id=by.id, place=place, name=name, query=query, saved_at=clock.now())
    db.session.add(row)
    db.session.flush()
    return row


def rename(row: SavedFilter, name: str, by: Actor) -> None:
    """Give it another name. Raises RuleBroken on `name` when that is taken."""
    _require_new(name, [one for one in of_list(by, row.place) if one.id != row.id])
    row.name = name


def remove(row: SavedFilter) -> None:
    """Drop it; the records that it found are not touched."""
    db.session.delete(row)


def _require_new(name: str, known: Sequence[SavedFilter]) -> None:
    if any(one.name == name for one in known):
        raise RuleBroken(N_("已有同名的筛选，请换一个名称。"), field="name")
