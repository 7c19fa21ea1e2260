"""The running order as the room sees it: what is up, who speaks, what comes next, how the time stands."""

from dataclasses import dataclass
from datetime import datetime, time

from liaison.conferences.models import AgendaItem, Conference, ConferenceStatus
from liaison.conferences.rules.agenda import Slot, timetable
from liaison.core import clock


@dataclass(frozen=True, slots=True)
class Line:
    """One item: when it was planned, when it really was up (local, None: not yet), and whether it is up now."""

    place: int
    title: str
    presenter: str
    planned_at: time
    minutes: int
    started_at: time | None
    ended_at: time | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class Wall:
    """What hangs on the wall. `left`: minutes that the current item still has; negative when it takes longer."""

    current: Line | None
    following: tuple[Line, ...]
    left: int | None
    is_on: bool
    is_over: bool


def lines_of(conference: Conference) -> list[Line]:
    """The running order with planned and actual times."""
    return [_line(place, slot) for place, slot in enumerate(timetable(conference.starts_at, conference.items), 1)]


def wall_of(conference: Conference, now: datetime) -> Wall:
    """What the room sees at this moment."""
    lines = lines_of(conference)
    current = next((line for line in lines if line.is_current), None)
    item = current_item(conference)
    behind = current.place if current else 0
    following = tuple(line for line in lines if line.place > behind and line.started_at is None)
    left = None
    if item is not None and item.started_at is not None:
        left = item.minutes_planned - int((now - item.started_at).total_seconds() // 60)
    is_on = conference.status is ConferenceStatus.IN_SESSION
    before = (ConferenceStatus.PLANNED, ConferenceStatus.ANNOUNCED, ConferenceStatus.POSTPONED)
    return Wall(current, following, left, is_on, is_over=not is_on and conference.status not in before)


def current_item(conference: Conference) -> AgendaItem | None:
    """The item that is up now."""
    return next((item for item in conference.items if item.is_current), None)


def _line(place: int, slot: Slot) -> Line:
    item = slot.item
    return Line(
        place=place,
        title=item.title,
        presenter=item.presenter,
        planned_at=slot.starts_at,
        minutes=item.minutes_planned,
        started_at=_local(item.started_at),
        ended_at=_local(item.ended_at),
        is_current=item.is_current,
    )


def _local(at: datetime | None) -> time | None:
    return clock.local(at).time() if at else None
