"""Things told in the order in which they happened: each at its own moment, through the services."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from liaison.core import clock
from liaison.core.calendar import is_working_day

MORNING = time(9, 20)
Act = Callable[[], object]


class Timeline:
    """Collects what happens, from whatever corner of the story, and tells it by date."""

    def __init__(self) -> None:
        self._told: list[tuple[datetime, int, Act]] = []

    def at(self, day: date, act: Act, hour: time = MORNING) -> None:
        """Something happens on that day; things of the same moment happen in the order they were added."""
        self._told.append((datetime.combine(day, hour, clock.LOCAL), len(self._told), act))

    def tell(self) -> None:
        """Let everything happen."""
        for moment, _order, act in sorted(self._told, key=lambda entry: entry[:2]):
            with clock.travel(moment):
                act()


def working_day_before(day: date) -> date:
    """The day itself, or the last working day before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day
