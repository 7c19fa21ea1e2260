"""The frozen facts of charts: what is counted or measured, not how it is drawn.

Every value is a whole number of the last place: with `decimals=1` the value 964 is 96.4. None is what is not known.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from liaison.papers.canonical import FactsError, Frozen

LEVELS: Final = 5
MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Series(Frozen):
    """One line of values, in the order of the chart's labels."""

    label: str
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Columns(Frozen):
    """Bars over time, of one side or of two side by side. Values are not negative."""

    KIND: ClassVar[str] = "columns"
    title: str
    unit: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    decimals: int = 0

    def __post_init__(self) -> None:
        """Raise FactsError when the values do not fit the labels."""
        Frozen.__post_init__(self)
        _check_series(self, self.labels, self.series, most=2)
        _check_not_negative(self, [value for series in self.series for value in series.values])


@dataclass(frozen=True, slots=True)
class Trend(Frozen):
    """One to three lines over time."""

    KIND: ClassVar[str] = "trend"
    title: str
    unit: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    decimals: int = 0

    def __post_init__(self) -> None:
        """Raise FactsError when the values do not fit the labels."""
        Frozen.__post_init__(self)
        _check_series(self, self.labels, self.series, most=3)


@dataclass(frozen=True, slots=True)
class Bar(Frozen):
    """One of the things compared."""

    label: str
    value: int | None


@dataclass(frozen=True, slots=True)
class Bars(Frozen):
    """Horizontal bars in the order given. Values are not negative."""

    KIND: ClassVar[str] = "bars"
    title: str
    unit: str
    rows: tuple[Bar, ...]
    decimals: int = 0

    def __post_init__(self) -> None:
        """Raise FactsError at a negative value."""
        Frozen.__post_init__(self)
        _check_not_negative(self, [row.value for row in self.rows])


@dataclass(frozen=True, slots=True)
class ScaleRow(Frozen):
    """A statement and how many chose each level, worst level first."""

    label: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AnswerScale(Frozen):
    """Answers on five levels, worst first: both ends beside an axis, the middle apart.

    `is_even`: all side by side to 100 %.
    """

    KIND: ClassVar[str] = "scale"
    title: str
    levels: tuple[str, ...]
    rows: tuple[ScaleRow, ...]
    is_even: bool = False

    def __post_init__(self) -> None:
        """Raise FactsError unless there are five levels everywhere."""
        Frozen.__post_init__(self)
        if any(len(levels) != LEVELS for levels in (self.levels, *(row.counts for row in self.rows))):
            raise FactsError(f"AnswerScale: a scale has {LEVELS} levels")
        _check_not_negative(self, [count for row in self.rows for count in row.counts])


@dataclass(frozen=True, slots=True)
class Interval(Frozen):
    """A mean with both ends of its confidence interval."""

    label: str
    mean: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Intervals(Frozen):
    """Means with their intervals on one axis."""

    KIND: ClassVar[str] = "intervals"
    title: str
    unit: str
    rows: tuple[Interval, ...]
    decimals: int = 0

    def __post_init__(self) -> None:
        """Raise FactsError when a mean lies outside its interval."""
        Frozen.__post_init__(self)
        if any(not row.low <= row.mean <= row.high for row in self.rows):
            raise FactsError("Intervals: a mean lies outside its interval")


@dataclass(frozen=True, slots=True)
class DayCount(Frozen):
    """How many on a day."""

    day: date
    count: int


@dataclass(frozen=True, slots=True)
class YearCalendar(Frozen):
    """A year by weeks and days; a day that is not named has none."""

    KIND: ClassVar[str] = "year-calendar"
    title: str
    unit: str
    year: int
    days: tuple[DayCount, ...]

    def __post_init__(self) -> None:
        """Raise FactsError at a day of another year, or one named twice."""
        Frozen.__post_init__(self)
        days = [each.day for each in self.days]
        if len(set(days)) < len(days) or any(day.year != self.year for day in days):
            raise FactsError("YearCalendar: a day of another year, or named twice")
        _check_not_negative(self, [each.count for each in self.days])


@dataclass(frozen=True, slots=True)
class MonthCalendar(Frozen):
    """Years by months: one series of twelve counts a year."""

    KIND: ClassVar[str] = "month-calendar"
    title: str
    unit: str
    years: tuple[Series, ...]

    def __post_init__(self) -> None:
        """Raise FactsError unless every year has twelve months."""
        Frozen.__post_init__(self)
        if any(len(year.values) != MONTHS for year in self.years):
            raise FactsError("MonthCalendar: a year has twelve months")
        _check_not_negative(self, [value for year in self.years for value in year.values])


@dataclass(frozen=True, slots=True)
class Spark(Frozen):
    """A small line beside a figure, without axes."""

    KIND: ClassVar[str] = "spark"
    title: str
    unit: str
    values: tuple[int, ...]
    decimals: int = 0


Chart = Columns | Trend | Bars | AnswerScale | Intervals | YearCalendar | MonthCalendar | Spark


def _check_series(chart: Frozen, labels: tuple[str, ...], series: tuple[Series, ...], most: int) -> None:
    name = type(chart).__name__
    if len(series) > most:
        raise FactsError(f"{name}: more than {most} series")
    if any(len(each.values) != len(labels) for each in series):
        raise FactsError(f"{name}: a series needs one value for each label")


def _check_not_negative(chart: Frozen, values: list[int | None]) -> None:
    if any(value is not None and value < 0 for value in values):
        raise FactsError(f"{type(chart).__name__}: a negative value")
