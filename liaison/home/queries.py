"""What the features declare, gathered for one person; the home page owns no table."""

from dataclasses import dataclass
from datetime import date, timedelta

from liaison.core.declaration import DateEntry, Features, Waiting
from liaison.core.sides import Actor
from liaison.web import ics

AHEAD = timedelta(days=60)
SOON = timedelta(days=7)
SHOWN = 12
FEED_BEFORE, FEED_AHEAD = timedelta(days=60), timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies on somebody's desk: `waiting` the most urgent first, `coming` by day."""

    waiting: tuple[Waiting, ...]
    coming: tuple[DateEntry, ...]
    overdue: int
    due_soon: int

    @property
    def total(self) -> int:
        """How many things wait, shown or not."""
        return len(self.waiting)

    @property
    def next_date(self) -> DateEntry | None:
        """What comes first."""
        return self.coming[0] if self.coming else None


def desk(user: Actor, features: Features, today: date) -> Desk:
    """Gather the desk of a person: one call a feature, so its statements do not grow with what lies there."""
    waiting = [entry for feature in features if feature.waiting for entry in feature.waiting(user)]
    coming = [entry for feature in features if feature.dates for entry in feature.dates(user, today, today + AHEAD)]
    dated = [entry.due_on for entry in waiting if entry.due_on is not None]
    return Desk(
        waiting=tuple(sorted(waiting, key=lambda entry: (entry.due_on or date.max, entry.title))),
        coming=tuple(sorted(coming, key=lambda entry: (entry.on, entry.title))),
        overdue=sum(day < today for day in dated),
        due_soon=sum(today <= day <= today + SOON for day in dated),
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
