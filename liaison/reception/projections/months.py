"""A month of reception days: weeks of dates, each with what is held on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from liaison.core.calendar import Arrangements
from liaison.core.sides import Actor
from liaison.reception.models import DAY_LABELS, DAY_TONES, DayStatus, ReceptionDay
from liaison.reception.rules import standing


@dataclass(frozen=True, slots=True)
class SeenSeat:
    """Who is on duty; `tone` says how far it is."""

    name: str
    firm: str
    status: str
    is_me: bool


@dataclass(frozen=True, slots=True)
class SeenDay:
    """A reception day in the calendar. Labels are message ids."""

    id: int
    on: date
    regular_on: date
    place: str
    hours: str
    status: DayStatus
    status_label: str
    tone: str
    holiday: str
    is_published: bool
    seats: tuple[SeenSeat, ...]
    open_seats: int
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Square:
    """A date of the calendar; `holiday` (a message id) where the offices rest for one."""

    on: date
    is_inside: bool
    is_working: bool
    holiday: str
    days: tuple[SeenDay, ...]


def day_as_seen_by(user: Actor, day: ReceptionDay) -> SeenDay:
    """A day as the calendar and lists show it."""
    seats = tuple(
        SeenSeat(duty.lawyer.name, duty.lawyer.firm, duty.status, standing.is_same(user, duty.lawyer))
        for duty in day.on_duty
    )
    return SeenDay(
        id=day.id,
        on=day.on,
        regular_on=day.regular_on,
        place=day.place.name,
        hours=f"{day.starts_at:%H:%M}-{day.ends_at:%H:%M}",
        status=day.status,
        status_label=DAY_LABELS[day.status],
        tone=DAY_TONES[day.status],
        holiday=day.holiday,
        is_published=day.published_at is not None,
        seats=seats,
        open_seats=day.open_seats,
        is_mine=any(seat.is_me for seat in seats),
    )


def weeks(
    user: Actor, first: date, last: date, days: Iterable[ReceptionDay], arrangements: Arrangements
) -> list[list[Square]]:
    """The weeks from Monday to Sunday that hold the span, with the days on their dates."""
    by_date: dict[date, list[SeenDay]] = {}
    for day in days:
        by_date.setdefault(day.on, []).append(day_as_seen_by(user, day))
    monday = first - timedelta(first.weekday())
    found = []
    while monday <= last:
        dates = [monday + timedelta(i) for i in range(7)]
        found.append([_square(each, first, last, by_date, arrangements) for each in dates])
        monday += timedelta(7)
    return found


def _square(
    on: date, first: date, last: date, by_date: dict[date, list[SeenDay]], arrangements: Arrangements
) -> Square:
    is_working, arranged = arrangements.is_working(on), arrangements.find(on)
    holiday = arranged.name if arranged is not None and not is_working else ""
    return Square(on, first <= on <= last, is_working, holiday, tuple(by_date.get(on, ())))
