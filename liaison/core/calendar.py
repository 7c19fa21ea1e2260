"""Working days and calendar days: the code that sets every clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from chinese_calendar import Holiday
from chinese_calendar.constants import holidays, workdays

from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.numbers import weekday_zh

LONGEST: Final = 3660
"""The longest term in days, ten years: more is a slip of the pen."""

_DAY: Final = timedelta(days=1)
_HOLIDAY_NAMES: Final = {
    Holiday.new_years_day.value: N_("元旦"),
    Holiday.spring_festival.value: N_("春节"),
    Holiday.tomb_sweeping_day.value: N_("清明节"),
    Holiday.labour_day.value: N_("劳动节"),
    Holiday.dragon_boat_festival.value: N_("端午节"),
    Holiday.national_day.value: N_("国庆节"),
    Holiday.mid_autumn_festival.value: N_("中秋节"),
    Holiday.anti_fascist_70th_day.value: N_("抗战胜利70周年纪念日"),
}


@dataclass(frozen=True, slots=True)
class Arrangement:
    """One day that the State Council's yearly notice arranges: a holiday, or a make-up day (调休上班)."""

    day: date
    is_working: bool
    name: str


class Arrangements:
    """The arranged days by date, and the years whose notice is out."""

    def __init__(self, rows: Iterable[Arrangement], years: Iterable[int] | None = None) -> None:
        """Take rows of any origin; without `years`, a year is arranged when it has a row."""
        self._by_day = {row.day: row for row in rows}
        self.years = frozenset(day.year for day in self._by_day) if years is None else frozenset(years)

    def find(self, day: date) -> Arrangement | None:
        """Give what is arranged for the day, or None where the day of the week decides."""
        return self._by_day.get(day)

    def is_working(self, day: date) -> bool:
        """Say whether the offices work that day: as arranged, else Monday to Friday."""
        arranged = self.find(day)
        return arranged.is_working if arranged else day.weekday() < 5

    def reason(self, day: date) -> str:
        """Name the cause of a rest day, a message id: the holiday, or the day of the week."""
        arranged = self.find(day)
        return arranged.name if arranged else weekday_zh(day)

    def rows(self) -> list[Arrangement]:
        """List all rows by date, for filling the editable table."""
        return [self._by_day[day] for day in sorted(self._by_day)]


STATUTORY: Final = Arrangements(
    [Arrangement(day, False, _HOLIDAY_NAMES[name]) for day, name in holidays.items()]
    + [Arrangement(day, True, _HOLIDAY_NAMES[name]) for day, name in workdays.items()]
)
"""The State Council's notices as `chinesecalendar` knows them (2004 to 2026)."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that was passed over, and why (a message id)."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class Due:
    """A due date, the days that were skipped for it, and whether a year without an arrangement was run into."""

    on: date
    skipped: tuple[Skipped, ...] = ()
    is_provisional: bool = False


class Unit(StrEnum):
    """What a time limit is counted in."""

    WORKING_DAYS = "working-days"
    CALENDAR_DAYS = "calendar-days"


UNIT_LABELS: Final = {Unit.WORKING_DAYS: N_("工作日"), Unit.CALENDAR_DAYS: N_("自然日")}


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit (期限): so many days of a unit, counted from the day after the one it starts on."""

    amount: int
    unit: Unit


def due(start: date, limit: Limit, arrangements: Arrangements = STATUTORY) -> Due:
    """Give the day on which a limit that starts on `start` ends: the one door of every clock.

    Raises RuleBroken for a limit that is negative or longer than ten years.
    """
    if limit.amount < 0:
        raise RuleBroken(N_("期限不能是负数。"))
    add = add_working_days if limit.unit is Unit.WORKING_DAYS else add_calendar_days
    return add(start, limit.amount, arrangements)


def is_working_day(day: date, arrangements: Arrangements = STATUTORY) -> bool:
    """Say whether the offices work that day."""
    return arrangements.is_working(_plain(day))


def next_working_day(day: date, arrangements: Arrangements = STATUTORY) -> Due:
    """Give the day itself if it is a working day, else the first working day after it."""
    return _first_working(_plain(day), _plain(day), arrangements)


def add_working_days(start: date, n: int, arrangements: Arrangements = STATUTORY) -> Due:
    """Count n working days from the day after `start`; a negative n counts back from the day before it.

    Zero gives the start, or the next working day where it is a rest day. More than ten years raises RuleBroken.
    """
    _plain(start)
    _not_too_long(n)
    if n == 0:
        return next_working_day(start, arrangements)
    step = _DAY if n > 0 else -_DAY
    day, left, years = start, abs(n), set[int]()
    skipped: list[Skipped] = []
    while left:
        day = _moved(day, step)
        years.add(day.year)
        if arrangements.is_working(day):
            left -= 1
        else:
            skipped.append(Skipped(day, arrangements.reason(day)))
    return Due(day, tuple(skipped), not years <= arrangements.years)


def add_calendar_days(start: date, n: int, arrangements: Arrangements = STATUTORY) -> Due:
    """Count n days (日), the first not counted; a last day on a rest day moves to the next working day.

    Source of the rule: Civil Procedure Law, article 85 (期间). A negative n raises ValueError: a term runs forward.
    """
    if n < 0:
        raise ValueError("a term in calendar days runs forward")
    _not_too_long(n)
    last = _moved(_plain(start), n * _DAY)
    return _first_working(last, start, arrangements)


def working_days_between(first: date, last: date, arrangements: Arrangements = STATUTORY) -> int:
    """Count the working days after `first` up to and with `last`; negative when `last` has passed.

    The twin of `add_working_days`: from a start to its due date it gives the same n.
    """
    if _plain(last) < _plain(first):
        return -working_days_between(last, first, arrangements)
    return sum(arrangements.is_working(first + i * _DAY) for i in range(1, (last - first).days + 1))


def _first_working(day: date, seen_from: date, arrangements: Arrangements) -> Due:
    skipped: list[Skipped] = []
    while not arrangements.is_working(day):
        skipped.append(Skipped(day, arrangements.reason(day)))
        day = _moved(day, _DAY)
    years = {*(skip.day.year for skip in skipped), day.year}
    return Due(day, tuple(skipped), not years <= arrangements.years)


def _moved(day: date, step: timedelta) -> date:
    try:
        return day + step
    except OverflowError:
        raise RuleBroken(N_("日期超出可计算的范围。")) from None


def _not_too_long(n: int) -> None:
    if abs(n) > LONGEST:
        raise RuleBroken(N_("期限不能超过%(most)s日。"), most=LONGEST)


def _plain(day: date) -> date:
    # A datetime is a date to Python, yet never equal to one: it would miss every holiday in silence.
    if isinstance(day, datetime):
        raise TypeError("a date is asked for, not a moment: take clock.local(moment).date()")
    return day
