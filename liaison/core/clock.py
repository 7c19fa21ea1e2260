"""The one clock: aware UTC moments, local dates, and travel for demonstration data and tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Shanghai")

_travelled: ContextVar[datetime | None] = ContextVar("liaison_travelled_moment", default=None)


def now() -> datetime:
    """Give the present moment as an aware UTC datetime; a frozen one inside `travel`."""
    return _travelled.get() or datetime.now(UTC)


def today() -> date:
    """Give the present date as the offices see it (Beijing time), which may be tomorrow's UTC date."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """Turn an aware moment into Beijing time. A naive moment raises ValueError: its zone would be a guess."""
    return _aware(moment).astimezone(LOCAL)


def midnight(day: date) -> datetime:
    """Give the moment at which a day begins in Beijing."""
    return datetime.combine(day, time.min, LOCAL)


@contextmanager
def travel(moment: datetime) -> Iterator[None]:
    """Freeze `now()` at an aware moment within the block, in this thread or task only; journeys may nest."""
    token = _travelled.set(_aware(moment).astimezone(UTC))
    try:
        yield
    finally:
        _travelled.reset(token)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"the moment {moment.isoformat()} has no time zone")
    return moment
