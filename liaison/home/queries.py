"""What the features declare, gathered for one person; the home page owns no table."""

from dataclasses import dataclass
from datetime import date, timedelta

from liaison.core.declaration import DateEntry, Features, Waiting
from liaison.core.sides import Actor

AHEAD = timedelta(days=60)
SOON = timedelta(days=7)
SHOWN = 12


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
