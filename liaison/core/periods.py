"""Spans of days that figures are counted over, what each is compared with, and how official papers name them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlencode

from liaison.core.numbers import chinese_date, chinese_numeral

MONTHS: Final = 12
QUARTER: Final = 3


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def before(self) -> "Period":
        """What it is compared with.

        Whole months with as many months before; a part of a year that begins on 1 January with the same part of the
        year before; anything else with as many days before.
        """
        first, last = self.first, self.last
        end = first - timedelta(1)
        if self.whole_months:
            return Period(month_back(first, self.whole_months), end)
        if (first.month, first.day) == (1, 1) and first.year == last.year:
            return self.year_before
        return Period(end - (last - first), end)

    @property
    def year_before(self) -> "Period":
        """The same days of the year before; the end of February where there is no 29th."""
        return Period(_year_back(self.first), _year_back(self.last, is_last=True))

    @property
    def whole_months(self) -> int:
        """How many whole months it is; 0 where it begins or ends within one."""
        first, last = self.first, self.last
        if first.day != 1 or (last + timedelta(1)).day != 1:
            return 0
        return (last.year - first.year) * MONTHS + last.month - first.month + 1

    @property
    def whole_years(self) -> int:
        """How many years it is to the day, from whichever day; 0 where it is none."""
        after = self.last + timedelta(1)
        same_day = (after.month, after.day) == (self.first.month, self.first.day)
        return after.year - self.first.year if same_day else 0

    @property
    def query(self) -> str:
        """As addresses carry it."""
        return urlencode({"from": self.first.isoformat(), "to": self.last.isoformat()})

    def months(self) -> list[date]:
        """The first day of each month that it touches."""
        found, month = [], self.first.replace(day=1)
        while month <= self.last:
            found.append(month)
            month = month_back(month, -1)
        return found

    def spelled(self) -> str:
        """As papers write it: 2026年, 2026年上半年, 2026年第三季度, 2026年5月, else from day to day."""
        year, month, months = self.first.year, self.first.month, self.whole_months
        if months == MONTHS and month == 1:
            return f"{year}年"
        if months == MONTHS // 2 and month in {1, 7}:
            return f"{year}年{'上' if month == 1 else '下'}半年"
        if months == QUARTER and month % QUARTER == 1:
            return f"{year}年第{chinese_numeral((month + 2) // QUARTER)}季度"
        if months == 1:
            return f"{year}年{month}月"
        return f"{chinese_date(self.first)}至{chinese_date(self.last)}"


def month_back(day: date, months: int) -> date:
    """The first day of a month so many months earlier (negative: later)."""
    count = day.year * MONTHS + day.month - 1 - months
    return date(count // MONTHS, count % MONTHS + 1, 1)


def _year_back(day: date, *, is_last: bool = False) -> date:
    """The same day of the year before; the last day of February stays the last one where a period ends on it."""
    ends_month = is_last and (day + timedelta(1)).day == 1
    earlier = day.replace(year=day.year - 1, day=min(day.day, 28))
    ends = month_back(earlier.replace(day=1), -1) - timedelta(1)
    return ends if ends_month else earlier.replace(day=min(day.day, ends.day))
