"""Calendars that people subscribe to: each person's secret address, of which only a hash is kept."""

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.core import clock
from liaison.store.base import Base, UTCDateTime, db
from liaison.store.users import User

TOKEN_BYTES = 18


class CalendarFeed(Base):
    """The calendar of one user. Whoever has the address reads it without signing in; a new one ends the old."""

    __tablename__ = "calendar_feed"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
    user: Mapped[User] = relationship()


def begin(user_id: int) -> str:
    """Give the person a new secret token; an earlier one opens nothing from now on."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    end(user_id)
    db.session.add(CalendarFeed(user_id=user_id, token_hash=_hash(token), made_at=clock.now()))
    db.session.flush()
    return token


def end(user_id: int) -> bool:
    """Take the person's token away; whether there was one."""
    feed = db.session.get(CalendarFeed, user_id)
    if feed is None:
        return False
    db.session.delete(feed)
    db.session.flush()
    return True


def begun_at(user_id: int) -> datetime | None:
    """When the person's token was made; None where there is none."""
    return db.session.scalar(select(CalendarFeed.made_at).where(CalendarFeed.user_id == user_id))


def find_user(token: str) -> User | None:
    """Whose calendar the token opens; nobody's once the account is disabled."""
    statement = select(User).join(CalendarFeed, CalendarFeed.user_id == User.id)
    return db.session.scalar(statement.where(CalendarFeed.token_hash == _hash(token), User.is_enabled))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
