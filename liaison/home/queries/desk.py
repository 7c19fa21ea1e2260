"""The desk of a person: what waits, the most urgent first, what comes, and what is counted by month."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from liaison.core.declaration import DateEntry, Features, MenuEntry, Waiting
from liaison.core.gathering import Trend
from liaison.core.messages import N_
from liaison.core.sides import Actor

AHEAD = timedelta(days=60)
SOON = timedelta(days=7)
MONTHS = 12
SHOWN = 12
SHOWN_DATES = 8
URGENCIES = (("", N_("全部")), ("late", N_("已超期")), ("soon", N_("七日内到期")))


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies on somebody's desk: `waiting` the most urgent first, `coming` by day, as of `today`."""

    waiting: tuple[Waiting, ...]
    coming: tuple[DateEntry, ...]
    today: date

    @property
    def total(self) -> int:
        """How many things wait, shown or not."""
        return len(self.waiting)

    @property
    def late(self) -> tuple[Waiting, ...]:
        """What should have been done before today."""
        return tuple(entry for entry in self.waiting if entry.due_on is not None and entry.due_on < self.today)

    @property
    def soon(self) -> tuple[Waiting, ...]:
        """What is due within seven days, today included."""
        days = (self.today, self.today + SOON)
        return tuple(entry for entry in self.waiting if entry.due_on is not None and days[0] <= entry.due_on <= days[1])

    @property
    def kinds(self) -> Mapping[str, int]:
        """How many of each kind wait, by message id, the most first."""
        return dict(Counter(entry.kind_label for entry in self.waiting).most_common())

    @property
    def next_date(self) -> DateEntry | None:
        """What comes first."""
        return self.coming[0] if self.coming else None

    def narrowed(self, which: str, kind: str) -> tuple[Waiting, ...]:
        """What is "late", due "soon", or all (""), of a kind or of all ("")."""
        rows = {"late": self.late, "soon": self.soon}.get(which, self.waiting)
        return tuple(entry for entry in rows if kind in {"", entry.kind_label})


def desk(user: Actor, features: Features, today: date) -> Desk:
    """Gather the desk of a person: one call a feature, so its statements do not grow with what lies there."""
    waiting = [entry for feature in features if feature.waiting for entry in feature.waiting(user)]
    by_urgency = sorted(waiting, key=lambda entry: (entry.due_on or date.max, entry.title))
    return Desk(tuple(by_urgency), coming(user, features, today), today)


def coming(user: Actor, features: Features, today: date) -> tuple[DateEntry, ...]:
    """What is on in the next sixty days, by day."""
    found = [entry for feature in features if feature.dates for entry in feature.dates(user, today, today + AHEAD)]
    return tuple(sorted(found, key=lambda entry: (entry.on, entry.title)))


def months_until(today: date) -> list[date]:
    """The first days of the last twelve months, the current one last."""
    places = range(today.year * 12 + today.month - MONTHS, today.year * 12 + today.month)
    return [date(place // 12, place % 12 + 1, 1) for place in places]


def trends(user: Actor, features: Features, today: date, *, only_open: bool = False) -> list[Trend]:
    """What the features count of the last twelve months for this person; `only_open`: what is nobody's secret."""
    first = months_until(today)[0]
    found = (one for feature in features if feature.trends for one in feature.trends(user, first, today))
    return [one for one in found if one.is_open or not only_open]


def starts(user: Actor, features: Features) -> list[MenuEntry]:
    """What this person begins most often."""
    return [entry for feature in features for entry in feature.starts if entry.visible_to(user)]
