"""A year as twelve months, each day with what it is and why."""

from calendar import Calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from liaison.core.calendar import Arrangements

State = Literal["work", "rest", "holiday", "make-up"]
MONDAY_FIRST: Final = Calendar(firstweekday=0)


@dataclass(frozen=True, slots=True)
class Cell:
    """One day; `name` is the holiday that it is off for, or worked for."""

    day: date
    state: State
    name: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """One month by weeks of seven, Monday first; None for days of its neighbours."""

    number: int
    weeks: Sequence[Sequence[Cell | None]]


@dataclass(frozen=True, slots=True)
class Count:
    """How many days of the year are of a state."""

    label: str
    value: int
    unit: str = ""
    url: str = ""


def months(year: int, arrangements: Arrangements) -> list[Month]:
    """Give the twelve months of a year."""
    return [
        Month(number, [_week(week, number, arrangements) for week in MONDAY_FIRST.monthdatescalendar(year, number)])
        for number in range(1, 13)
    ]


def count(months: Iterable[Month], *states: State) -> int:
    """Count the days of these states."""
    return sum(cell.state in states for month in months for week in month.weeks for cell in week if cell is not None)


def _week(days: Iterable[date], month: int, arrangements: Arrangements) -> list[Cell | None]:
    return [_cell(day, arrangements) if day.month == month else None for day in days]


def _cell(day: date, arrangements: Arrangements) -> Cell:
    arranged = arrangements.find(day)
    if arranged is not None:
        return Cell(day, "make-up" if arranged.is_working else "holiday", arranged.name)
    return Cell(day, "work" if day.weekday() < 5 else "rest")
