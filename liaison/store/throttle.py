"""Tries that failed are counted for each key, and too many of them make the next one wait.

A key is whatever is guessed at or from: an account, an address, a code, a questionnaire. Who must not be known by an
address counts by the thing alone: `Rate("ticket.questionnaire", 200)` with the questionnaire's number as its value.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Index, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.store import unit
from liaison.store.base import Base, UTCDateTime, db
from liaison.store.sealed import exact_hash

WINDOW: Final = timedelta(minutes=15)


class FailedTry(Base):
    """One failure of one key: a keyed hash of what was typed or of the address, never the thing itself."""

    __tablename__ = "failed_try"
    __table_args__ = (Index("ix_failed_try_key_at", "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)


@dataclass(frozen=True, slots=True)
class Rate:
    """How many tries may fail for one key within the window. `purpose` keeps the keys of features apart."""

    purpose: str
    most: int


Try = tuple[Rate, str]
"""What is tried: by which rate, and the value that it counts for ("li.na", "192.0.2.7", a number)."""


class TooManyTries(RuleBroken):
    """The next try has to wait; the same words for what exists and for what does not."""


def minutes_to_wait(failures: Sequence[datetime], most: int, now: datetime) -> int:
    """How long the next try must wait (0: not at all) after the failures of the window, oldest first.

    The wait ends by itself: there is no lasting lock.
    """
    if len(failures) < most:
        return 0
    return max(0, -(-int((failures[-most] + WINDOW - now).total_seconds()) // 60))


def wait_out(*tries: Try) -> None:
    """Refuse while one of the keys has failed too often. Raises TooManyTries with the longest wait."""
    now = clock.now()
    keys = {_key(rate, value): rate.most for rate, value in tries}
    statement = select(FailedTry.key, FailedTry.at).where(FailedTry.key.in_(keys), FailedTry.at > now - WINDOW)
    failures: dict[str, list[datetime]] = {key: [] for key in keys}
    for key, at in db.session.execute(statement.order_by(FailedTry.at)):
        failures[key].append(at)
    wait = max((minutes_to_wait(failures[key], most, now) for key, most in keys.items()), default=0)
    if wait:
        raise TooManyTries(N_("尝试次数过多，请 %(minutes)s 分钟后再试。"), minutes=wait)


def note(*tries: Try, session: Session) -> None:
    """Remember a failure in a session of `unit.independent()`: it must survive the refusal that follows."""
    session.add_all(FailedTry(purpose=rate.purpose, key=_key(rate, value), at=clock.now()) for rate, value in tries)


def note_alone(*tries: Try) -> None:
    """Remember a failure in a transaction of its own, where nothing else is written with it."""
    with unit.independent() as session:
        note(*tries, session=session)


def forget_old() -> None:
    """Drop what counts no more."""
    db.session.execute(delete(FailedTry).where(FailedTry.at < clock.now() - WINDOW))


def _key(rate: Rate, value: str) -> str:
    return exact_hash(value, f"throttle:{rate.purpose}")
