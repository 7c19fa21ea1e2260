"""Selects of who stands in for whom."""

from datetime import date

from sqlalchemy import Select, or_, select, true
from sqlalchemy.orm import joinedload

from liaison.core.errors import NotFound
from liaison.core.sides import Actor, Role
from liaison.store.base import db
from liaison.store.users import StandIn, User


def visible_to(by: Actor) -> Select[StandIn]:
    """Both people see it, the officers of their side, and administrators."""
    absent = joinedload(StandIn.absent, innerjoin=True)
    statement = select(StandIn).options(absent, joinedload(StandIn.stand_in, innerjoin=True))
    if by.has(Role.ADMINISTRATOR):
        return statement.where(true())
    mine = or_(StandIn.absent_id == by.id, StandIn.stand_in_id == by.id)
    if by.has(Role.OFFICER) and by.side is not None:
        mine |= StandIn.absent_id.in_(select(User.id).where(User.side == by.side))
    return statement.where(mine)


def get_visible(by: Actor, id: int) -> StandIn:
    """The one of that number. Raises NotFound."""
    row = db.session.scalar(visible_to(by).where(StandIn.id == id))
    if row is None:
        raise NotFound
    return row


def current(by: Actor, today: date) -> list[StandIn]:
    """Those in force or to come, that the person may see."""
    statement = visible_to(by).where(StandIn.ended_at.is_(None), StandIn.ends_on >= today)
    return list(db.session.scalars(statement.order_by(StandIn.starts_on, StandIn.id)))


def open_of(absent_id: int) -> list[StandIn]:
    """Those of an absent person that have not ended."""
    return list(db.session.scalars(select(StandIn).where(StandIn.absent_id == absent_id, StandIn.ended_at.is_(None))))


def open_with(user_id: int) -> list[StandIn]:
    """Those that have not ended and in which the user is one of the two."""
    is_one = or_(StandIn.absent_id == user_id, StandIn.stand_in_id == user_id)
    return list(db.session.scalars(select(StandIn).where(is_one, StandIn.ended_at.is_(None))))


def past(today: date) -> list[StandIn]:
    """Those whose last day is over and that are not yet marked as ended."""
    return list(db.session.scalars(select(StandIn).where(StandIn.ends_on < today, StandIn.ended_at.is_(None))))
