"""A person's days: the month as a calendar shows it, and what may stand in a calendar of another program."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from liaison.core.calendar import Arrangements
from liaison.core.declaration import DateEntry, Features
from liaison.core.sides import Actor
from liaison.web import ics

FEED_BEFORE, FEED_AHEAD = timedelta(days=60), timedelta(days=366)
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Square:
    """A date of the month. `arranged` names a holiday, or what a make-up day makes up for; a message id."""

    on: date
    is_inside: bool
    is_working: bool
    arranged: str
    entries: tuple[DateEntry, ...]

    @property
    def is_make_up(self) -> bool:
        """Whether the offices work on a day off because of a holiday nearby."""
        return bool(self.arranged) and self.is_working


@dataclass(frozen=True, slots=True)
class Month:
    """The weeks of a month, from Monday to Sunday, with what is on for one person."""

    first: date
    last: date
    weeks: tuple[tuple[Square, ...], ...]

    @property
    def count(self) -> int:
        """How many entries there are."""
        return sum(len(square.entries) for week in self.weeks for square in week if square.is_inside)

    @property
    def before(self) -> date:
        """A day of the month before."""
        return self.first - timedelta(1)

    @property
    def after(self) -> date:
        """The first day of the next month."""
        return self.last + timedelta(1)


def month_of(user: Actor, features: Features, on: date, arrangements: Arrangements) -> Month:
    """The month of a day: what features declare for its days, and by when the person has to do what waits."""
    first, last = on.replace(day=1), on.replace(day=monthrange(on.year, on.month)[1])
    asked = [ask for feature in features for ask in (feature.dates, feature.due_dates) if ask is not None]
    entries = [one for ask in asked for one in ask(user, first, last)]
    known = {(entry.url, entry.on) for entry in entries}
    entries += [
        DateEntry(one.due_on, one.title, one.url, kind_label=one.kind_label, is_deadline=True)
        for feature in features
        if feature.waiting
        for one in feature.waiting(user)
        if one.due_on is not None and first <= one.due_on <= last and (one.url, one.due_on) not in known
    ]
    return Month(first, last, _weeks(first, last, entries, arrangements))


def _weeks(
    first: date, last: date, entries: Iterable[DateEntry], arrangements: Arrangements
) -> tuple[tuple[Square, ...], ...]:
    by_day: dict[date, list[DateEntry]] = defaultdict(list)
    for entry in entries:
        by_day[entry.on].append(entry)
    weeks, monday = [], first - timedelta(first.weekday())
    while monday <= last:
        days = (monday + timedelta(place) for place in range(7))
        weeks.append(tuple(_square(day, first <= day <= last, by_day.get(day, ()), arrangements) for day in days))
        monday += WEEK
    return tuple(weeks)


def _square(day: date, is_inside: bool, entries: Iterable[DateEntry], arrangements: Arrangements) -> Square:
    arranged = arrangements.find(day)
    return Square(
        on=day,
        is_inside=is_inside,
        is_working=arrangements.is_working(day),
        arranged=arranged.name if arranged else "",
        # What has an hour stands first, in its order.
        entries=tuple(sorted(entries, key=lambda each: (each.starts_at is None, str(each.starts_at), each.title))),
    )


def feed_events(user: Actor, features: Features, today: date, public_url: str) -> list[ics.Event]:
    """What of a person's days may stand in a calendar of another program: only what is nobody's secret."""
    first, last = today - FEED_BEFORE, today + FEED_AHEAD
    entries = [one for feature in features if feature.dates for one in feature.dates(user, first, last) if one.is_open]
    return [
        ics.Event(
            uid=f"{entry.url.strip('/').replace('/', '-')}-{entry.on.isoformat()}@liaison",
            title=entry.title,
            on=entry.on,
            starts_at=entry.starts_at,
            ends_at=entry.ends_at,
            place=entry.place,
            url=f"{public_url}{entry.url}",
        )
        for entry in entries
    ]
