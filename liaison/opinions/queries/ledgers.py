"""Selects for old ledgers: which opinions are there, and what stands on them."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select

from liaison.core.sides import Side
from liaison.opinions.models import Opinion, OpinionEvent
from liaison.store.base import db


def entered(side: Side) -> set[tuple[str, date, str]]:
    """(title, day of receipt, proposer) of the opinions of a side: what an old ledger may not enter twice."""
    columns = Opinion.title, Opinion.received_on, Opinion.proposer_name
    rows = db.session.execute(select(*columns).where(Opinion.side == side))
    return {(title, on, name) for title, on, name in rows}


def with_more_than_entry(ids: Collection[int]) -> frozenset[int]:
    """Those of the opinions to which more happened than that they were entered."""
    counted = select(OpinionEvent.opinion_id).where(OpinionEvent.opinion_id.in_(ids)).group_by(OpinionEvent.opinion_id)
    busy = counted.having(func.count() > 1)
    merged = select(Opinion.merged_into_id).where(Opinion.merged_into_id.in_(ids))
    return frozenset(id for id in db.session.scalars(busy.union(merged)) if id is not None)
